import type { MadeSheet } from '#common/labels/labels.contract'
import { ageOfFacts, isOlderThanLink } from '#common/payments/fact-times'
import type { Fact } from '#common/payments/payments.contract'
import type { KeptLink } from '../codes/kept-links'
import type { KeptPayment } from '../payments/payment-lists-file'

/** How old the facts are that a design prints of payments with these links. */
export function oldFacts(
  links: readonly KeptLink[],
  payments: ReadonlyMap<number, KeptPayment>,
  printed: readonly Fact[],
): MadeSheet['oldFacts'] {
  // What stands in a file is not of the portal, and is read before any link is fetched.
  const ofPortal = printed.filter(fact => fact !== 'texts')
  let [beforeLinkCount, unknownCount] = [0, 0]
  let oldestReadAt: string | null = null
  for (const { paymentId, fetchedAt } of links) {
    const payment = payments.get(paymentId)
    if (payment === undefined) continue
    const age = ageOfFacts(payment, printed)
    const readByPortal = ageOfFacts(payment, ofPortal).oldestReadAt
    if (age.isUnknown) unknownCount += 1
    if (readByPortal !== null && isOlderThanLink(readByPortal, fetchedAt)) beforeLinkCount += 1
    if (age.oldestReadAt !== null && (oldestReadAt === null || age.oldestReadAt < oldestReadAt)) {
      oldestReadAt = age.oldestReadAt
    }
  }
  return { beforeLinkCount, unknownCount, oldestReadAt }
}
