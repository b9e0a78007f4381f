import type { CodeId, PaymentCode } from '#common/codes/codes.contract'
import { AppError } from '#common/ipc/app-error'

const MOST_KEPT = 500

export type MadeCodes = ReturnType<typeof createMadeCodes>

/** The codes made since the start, in memory only; beyond a bound the one unused the longest is forgotten. */
export function createMadeCodes(mostKept = MOST_KEPT) {
  const kept = new Map<CodeId, PaymentCode>()
  return { keep, get }

  function keep(code: PaymentCode): void {
    kept.delete(code.id)
    kept.set(code.id, code)
    const oldest = kept.keys().next()
    if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value)
  }

  /** Error: not-found with reason `code`. */
  function get(id: CodeId): PaymentCode {
    const code = kept.get(id)
    if (code === undefined) {
      throw new AppError('not-found', 'This code is no longer kept', { details: { reason: 'code' } })
    }
    keep(code)
    return code
  }
}
