import * as v from 'valibot'

const Version1 = v.looseObject({
  version: v.literal(1),
  paymentSystems: v.array(v.looseObject({ id: v.number() })),
  orders: v.array(v.looseObject({ id: v.number() })),
  payments: v.array(v.looseObject({ id: v.number(), isPaid: v.boolean() })),
})

const Version2 = v.looseObject({ version: v.literal(2), payments: v.array(v.looseObject({})) })

/** From each version to the next. What does not look like that version is left for the check of the file to refuse. */
const MIGRATIONS = [fromVersion1, fromVersion2]

/** What a state file of any version so far says, as the latest version would say it. */
export function migrated(file: unknown): unknown {
  return MIGRATIONS.reduce((earlier, migrate) => migrate(earlier), file)
}

/** Payment systems get their fields, orders their deals, and payments what they are paid through. */
function fromVersion1(file: unknown): unknown {
  if (!v.is(Version1, file)) return file
  const { paymentSystems, orders, payments } = file
  const paySystemId = paymentSystems[0]?.id ?? 0
  return {
    ...file,
    version: 2,
    nextPaymentSystemId: idAfter(paymentSystems),
    paymentSystems: paymentSystems.map(system => ({
      ...system,
      description: '',
      isActive: true,
      opensNewWindow: false,
      registryType: 'ORDER',
      personTypeId: 5,
      sort: 100,
      xmlId: null,
      values: [],
    })),
    orders: orders.map((order, index) => ({ ...order, dealId: 701 + index })),
    nextPaymentId: idAfter(payments),
    payments: payments.map(payment => ({
      ...payment,
      paySystemId,
      // Version 1 did not keep the moment.
      paidAt: payment.isPaid ? '2026-05-04T09:30:00+03:00' : null,
      paidBy: payment.isPaid ? 1 : null,
    })),
  }
}

/** Version 2 did not keep when payments were billed, nor until when they are to be paid. */
function fromVersion2(file: unknown): unknown {
  if (!v.is(Version2, file)) return file
  const payments = file.payments.map(payment => ({ ...payment, billedAt: null, dueAt: null }))
  return { ...file, version: 3, payments }
}

function idAfter(rows: readonly { readonly id: number }[]): number {
  return Math.max(0, ...rows.map(({ id }) => id)) + 1
}
