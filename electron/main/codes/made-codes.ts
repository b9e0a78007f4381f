import type { CodeId, PaymentCode } from '#common/codes/codes.contract'
import type { CodeMatrix } from '#common/codes/code-matrix'
import { AppError } from '#common/ipc/app-error'

export interface MadeCode {
  readonly code: PaymentCode
  readonly matrix: CodeMatrix
}

const MOST_KEPT = 500

export type MadeCodes = ReturnType<typeof createMadeCodes>

/** The codes made since the start, in memory only; beyond a bound the one unused the longest is forgotten. */
export function createMadeCodes(mostKept = MOST_KEPT) {
  const kept = new Map<CodeId, MadeCode>()
  return { keep, get }

  function keep(made: MadeCode): void {
    kept.delete(made.code.id)
    kept.set(made.code.id, made)
    const oldest = kept.keys().next()
    if (kept.size > mostKept && oldest.done !== true) kept.delete(oldest.value)
  }

  /** Error: not-found with reason `code`. */
  function get(id: CodeId): MadeCode {
    const made = kept.get(id)
    if (made === undefined) {
      throw new AppError('not-found', 'This code is no longer kept', { details: { reason: 'code' } })
    }
    keep(made)
    return made
  }
}
