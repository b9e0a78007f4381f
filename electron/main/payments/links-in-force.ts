import type { KeptLink } from '../codes/kept-links'
import type { KeptPayment } from './payment-lists-file'

/** Whether the last try to fetch a link failed, after the one that is kept was fetched: it may not be the payment's any more. */
export function hasFailedSince(payment: Pick<KeptPayment, 'failure'> | undefined, fetchedAt: string): boolean {
  const failure = payment?.failure ?? null
  // Its link may have been fetched in another place since it failed.
  return failure !== null && fetchedAt <= failure.at
}

/** The kept links of which codes may leave: those that were not asked for again in vain. */
export function linksInForce(
  links: ReadonlyMap<number, KeptLink>,
  payments: ReadonlyMap<number, Pick<KeptPayment, 'failure'>>,
): ReadonlyMap<number, KeptLink> {
  return new Map([...links].filter(([id, { fetchedAt }]) => !hasFailedSince(payments.get(id), fetchedAt)))
}
