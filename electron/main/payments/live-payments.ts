import { AppError } from '#common/ipc/app-error'
import { toPlain } from '#common/json/json-value'
import type { LivePayment } from '#common/payments/marking.contract'
import type { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { PortalCalls } from '../rest/portal-calls'

const GET = 'crm.item.payment.get'

const Whole = v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.regex(/^\d{1,15}$/), v.transform(Number))])
const Amount = v.union([
  v.pipe(v.number(), v.finite()),
  v.pipe(v.string(), v.regex(/^-?\d{1,15}(?:\.\d{1,10})?$/), v.transform(Number)),
])
const Words = v.pipe(v.string(), v.trim(), v.maxLength(500))

/** SECURITY: what decides over a write is believed only if it is just as documented (reference 8.2). */
const Answered = v.object({
  id: Whole,
  accountNumber: v.optional(v.nullable(Words), null),
  paid: v.picklist(['Y', 'N']),
  sum: Amount,
  currency: Words,
  paySystemId: v.optional(v.nullable(Whole), null),
  paySystemName: v.optional(v.nullable(Words), null),
})

/** Reads a payment with the rights that it takes to change it. Errors: those of the call; network with reason `unexpected-result`. */
export async function readLivePayment(
  portal: PortalCalls,
  portalId: PortalId,
  paymentId: number,
  options: { readonly signal?: AbortSignal } = {},
): Promise<LivePayment> {
  const { value } = await portal.call(portalId, GET, JSON.stringify({ id: paymentId }), options)
  const read = v.safeParse(Answered, toPlain(value))
  if (!read.success || read.output.id !== paymentId) {
    throw new AppError('network', 'The portal answered with something else than the payment', {
      details: { layer: 'body', reason: 'unexpected-result', method: GET },
    })
  }
  const { id: _, paid, ...facts } = read.output
  return { paymentId, isPaid: paid === 'Y', ...facts }
}
