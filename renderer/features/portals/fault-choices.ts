import * as v from 'valibot'
import { FaultDescription, type FaultDescriptionKind } from '#common/practice-portal/fault-description'

/** What can go wrong, in the order it is offered: with calls, with a handler, and with the links of payments. */
export const FAULT_KINDS = [
  'error',
  'expired-credential',
  'cut-before',
  'cut-after',
  'delay',
  'slow-drip',
  'truncated-json',
  'html-page',
  'redirect',
  'handler-changed',
  'wrong-link',
  'short-link-elsewhere',
  'damaged-qr',
  'unconfirmed-phone',
] as const satisfies readonly FaultDescriptionKind[]

/** The methods that Paydesk calls or that a handler's life is made of. */
export const FAULT_METHODS = [
  'profile',
  'scope',
  'batch',
  'sale.paysystem.handler.list',
  'sale.paysystem.handler.add',
  'sale.paysystem.handler.update',
  'sale.paysystem.handler.delete',
  'sale.paysystem.list',
  'sale.paysystem.add',
  'sale.paysystem.update',
  'sale.paysystem.delete',
  'sale.paysystem.settings.get',
  'sale.paysystem.settings.update',
  'sale.payment.list',
  'crm.item.payment.list',
  'salescenter.payment.getPublicUrl',
] as const

export const EVERY_METHOD = 'every'

/** How often, or for how long, a fault strikes. */
export const EXTENTS = {
  once: { times: 1 },
  'three-times': { times: 3 },
  'one-minute': { seconds: 60 },
  'ten-minutes': { seconds: 600 },
  'until-stopped': {},
} as const
export type Extent = keyof typeof EXTENTS

export const EXTENT_NAMES: readonly Extent[] = ['once', 'three-times', 'one-minute', 'ten-minutes', 'until-stopped']

/** Enough to be felt, and little enough to come to an end before a call is given up. */
const DRIP = { bytes: 64, everyMs: 100 }
/** A name that nobody can own, so that nothing sent there arrives. */
const OTHER_HOST = 'https://moved.portal.example/rest/'

/** The form as it stands; numbers as they are typed. */
export interface FaultChoice {
  readonly kind: FaultDescriptionKind
  readonly code: string
  readonly seconds: string
  readonly methodName: string
  /** Empty for every payment. */
  readonly paymentId: string
  readonly extent: Extent
}

/** The kinds that strike the link of a payment; all the others strike the calls of a method. */
export function isOnPayment(kind: FaultDescriptionKind): boolean {
  return ['wrong-link', 'short-link-elsewhere', 'damaged-qr', 'unconfirmed-phone'].includes(kind)
}

/** What is to be armed, or null where a number is none that can be used. */
export function chosenFault(choice: FaultChoice): FaultDescription | null {
  const { kind, methodName, paymentId } = choice
  const where = isOnPayment(kind)
    ? paymentId.trim() !== '' && { paymentId: Number(paymentId) }
    : methodName !== EVERY_METHOD && { methodName }
  const checked = v.safeParse(FaultDescription, { kind, ...detailsOf(choice), ...where, ...EXTENTS[choice.extent] })
  return checked.success ? checked.output : null
}

function detailsOf({ kind, code, seconds }: FaultChoice): object {
  switch (kind) {
    case 'error':
      return { code }
    case 'delay':
      return { milliseconds: Math.round(Number(seconds.replace(',', '.')) * 1000) }
    case 'slow-drip':
      return DRIP
    case 'redirect':
      return { location: OTHER_HOST }
    default:
      return {}
  }
}
