import type { HandlersOf } from '#common/ipc/contract'
import type { markingContract } from '#common/payments/marking.contract'
import type { PaidMarks } from './paid-marks'

export function markingHandlers(marks: PaidMarks): HandlersOf<typeof markingContract> {
  return {
    plan: request => marks.plan(request),
    cancelPlan: () => marks.cancelPlan(),
    apply: planId => void marks.apply(planId),
    stop: () => marks.stop(),
    list: () => marks.list(),
    dismiss: portalId => marks.dismiss(portalId),
  }
}
