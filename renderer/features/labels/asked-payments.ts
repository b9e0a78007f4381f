import * as v from 'valibot'
import { PaymentId } from '#common/codes/codes.contract'
import { PortalId } from '#common/portals/portals.contract'

/** What the list of payments puts beside the address when it opens the labels of some of them, in their order. */
const AskedPayments = v.object({ portalId: PortalId, paymentIds: v.pipe(v.array(PaymentId), v.minLength(1)) })
export type AskedPayments = v.InferOutput<typeof AskedPayments>

/** Null where nobody chose any, or what stands beside the address is of something else. */
export function askedPayments(state: unknown): AskedPayments | null {
  const parsed = v.safeParse(AskedPayments, state)
  return parsed.success ? parsed.output : null
}
