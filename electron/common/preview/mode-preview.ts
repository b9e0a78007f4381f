import type { ModeKind } from '../checker/handler-keys'
import type { ValueOrigin } from './provider-samples'

/** What one mode of a handler does for a buyer. */
export interface ModePreview {
  readonly kind: ModeKind
  readonly actionUri: string
  /** Whether a browser or a portal could send anything there. */
  readonly isUsable: boolean
  /**
   * What the buyer sees: a form, a link where there is nothing to fill in and nothing to post, a form
   * before the portal asks the service, no form before that, or the service's page in a frame.
   */
  readonly shape: 'form' | 'link' | 'form-first' | 'straight' | 'frame'
  /** How it is sent; `message` is by `postMessage` to the page in the frame. */
  readonly transport: 'GET' | 'POST' | 'message'
  /** Where it is sent to, with the fields where they are part of the address. */
  readonly target: string
  /** What the buyer can fill in, in order. */
  readonly inputs: readonly BuyerInput[]
  /** Everything that is sent, in order; names of nested ones have their keys in brackets. */
  readonly fields: readonly SentField[]
  readonly dropped: readonly DroppedPart[]
  readonly samples: readonly Sample[]
}

export interface BuyerInput {
  readonly field: string
  readonly label: string
  /** A list is always empty: the portal does not pass the options on. */
  readonly type: 'text' | 'checkbox' | 'list'
  readonly value: string
}

export interface SentField {
  readonly name: string
  readonly value: string
  readonly source: FieldOrigin
}

export type FieldOrigin =
  /** One of the handler's codes. */
  | { readonly kind: 'code'; readonly code: string; readonly origin: ValueOrigin; readonly isVisible: boolean }
  /** A code that the handler does not have, so it is sent empty. */
  | { readonly kind: 'unknown-code'; readonly code: string }
  /** Filled in by the buyer. */
  | { readonly kind: 'buyer' }
  /** Described in place and hidden, so nobody can fill it in. */
  | { readonly kind: 'nobody' }
  /** The portal's own. */
  | { readonly kind: 'portal' }

/** Something of the handler that is not sent. */
export interface DroppedPart {
  readonly name: string
  readonly reason: DropReason
}

export type DropReason =
  /** A browser puts the fields in the place of the address's query. */
  | 'query'
  /** PARAMS are ignored where there are FIELDS, and outside of forms. */
  | 'params-beside-fields'
  | 'params-outside-form'
  | 'method-outside-form'
  /** An entry of FIELDS that is no object, one without CODE, and one without a name. */
  | 'not-a-field'
  | 'no-code'
  | 'no-name'
  /** The portal sends a field of this name itself. */
  | 'reserved-name'
  /** INPUT.TYPE is none that the portal knows, so the field is not in the form. */
  | 'input-type'
  /** A list without options has nothing that could be sent. */
  | 'empty-list'

/** A value that can be changed. */
export interface Sample {
  readonly key: string
  /** The code, or the field that the buyer fills in. */
  readonly name: string
  readonly label: string
  readonly value: string
  /** What it is while nobody changed it. */
  readonly initial: string
  /** The only values it can have; none where any will do. */
  readonly choices: readonly string[]
}
