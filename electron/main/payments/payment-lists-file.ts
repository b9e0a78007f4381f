import { join } from 'node:path'
import { NOTHING_READ } from '#common/payments/fact-times'
import { FactTimes, Failure, ListedPayment } from '#common/payments/payments.contract'
import { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, type JsonFile } from '../storage/json-file'

/** A payment in a list, when what is known of it was read, and why its link could not be fetched the last time, if so. */
const KeptPayment = v.object({
  ...ListedPayment.entries,
  /** Missing in the files of earlier versions. */
  due: v.optional(ListedPayment.entries.due, null),
  readAt: v.optional(FactTimes, NOTHING_READ),
  failure: v.nullable(v.object({ ...Failure.entries, at: v.pipe(v.string(), v.isoTimestamp()) })),
})
export type KeptPayment = v.InferOutput<typeof KeptPayment>

const PaymentLists = v.object({
  lists: v.array(v.object({ portalId: PortalId, payments: v.array(KeptPayment) })),
})
export type PaymentLists = v.InferOutput<typeof PaymentLists>

/** The payments that were put in each portal's list. No link is in it, but names and sums of payers may be. */
export function createPaymentListsFile(parts: TroubleSink & { readonly folder: string }): JsonFile<PaymentLists> {
  const { folder, ...troubles } = parts
  return createJsonFile({
    path: join(folder, 'payment-lists.json'),
    schema: PaymentLists,
    migrations: [],
    byDefault: () => ({ lists: [] }),
    ...troubles,
  })
}
