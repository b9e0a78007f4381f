import type { PortalState } from './portal-state'

/** What can be made to go wrong with calls of a method. Where nothing else is said the call itself still runs. */
export type MethodFault =
  /** The portal refuses the call, which does not run. Status and description are the usual ones when left out. */
  | {
      readonly kind: 'error'
      readonly code: string
      readonly status?: number | undefined
      readonly description?: string | undefined
    }
  /** Somebody else changes the portal right before the call runs. */
  | { readonly kind: 'change-before'; readonly change: (state: PortalState) => PortalState }
  /** The connection is cut before the call runs. */
  | { readonly kind: 'cut-before' }
  /** The connection is cut when the call has run and what it changed is saved. */
  | { readonly kind: 'cut-after' }
  | { readonly kind: 'delay'; readonly milliseconds: number }
  /** The answer arrives in pieces of so many bytes. */
  | { readonly kind: 'slow-drip'; readonly bytes: number; readonly everyMs: number }
  /** A whole HTTP answer with only the first half of its JSON. */
  | { readonly kind: 'truncated-json' }
  /** A server in front of the portal answers with a page, and the call does not run. The status is 502 when left out. */
  | { readonly kind: 'html-page'; readonly status?: number | undefined }
  /** The caller is sent elsewhere, and the call does not run. The status is 302 when left out. */
  | { readonly kind: 'redirect'; readonly location: string; readonly status?: number | undefined }

export type MethodFaultOf<Kind extends MethodFault['kind']> = Extract<MethodFault, { readonly kind: Kind }>

/** What befalls a request on its way in or out. */
export const TRANSPORT_FAULTS = [
  'cut-before',
  'cut-after',
  'delay',
  'slow-drip',
  'truncated-json',
  'html-page',
  'redirect',
] as const satisfies readonly MethodFault['kind'][]
