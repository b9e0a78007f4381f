/** A payment whose link is asked for. */
export interface AskedPayment {
  readonly paymentId: number
  /** What payments of one order have in common, as far as that is known; null when it is not. */
  readonly orderKey: string | null
}

/**
 * Parts payments into batches, as few and as full as can be, none with two payments that are known to be of one order:
 * a portal gives all of these the link of the first.
 */
export function planBatches(payments: readonly AskedPayment[], size: number): AskedPayment[][] {
  const batches: AskedPayment[][] = []
  /** For each order the batch after the one that holds its last payment. */
  const nextOf = new Map<string, number>()
  let firstWithRoom = 0
  for (const payment of payments) {
    let at = Math.max(firstWithRoom, payment.orderKey === null ? 0 : (nextOf.get(payment.orderKey) ?? 0))
    while ((batches[at]?.length ?? 0) >= size) at += 1
    const batch = batches[at]
    if (batch === undefined) batches.push([payment])
    else batch.push(payment)
    if (payment.orderKey !== null) nextOf.set(payment.orderKey, at + 1)
    while ((batches[firstWithRoom]?.length ?? 0) >= size) firstWithRoom += 1
  }
  return batches
}
