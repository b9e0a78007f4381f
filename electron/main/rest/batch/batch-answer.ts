import type { AppError } from '#common/ipc/app-error'
import { entryOf, type JsonEntry, type JsonObject, type JsonValue } from '#common/json/json-value'
import { answerFrom, refusalFrom, type Asked, type PortalAnswer } from '../answer'
import type { BatchedRead } from './batched-read'

/** What came of one command of a batch; `missing` when the answer says nothing of it. */
export type BatchOutcome =
  | { readonly kind: 'answered'; readonly answer: PortalAnswer }
  | { readonly kind: 'refused'; readonly error: AppError }
  | { readonly kind: 'missing' }

/** More commands are refused. */
export const MAX_COMMANDS = 50

/** A batch is answered with 200 whatever came of its commands. */
const STATUS = 200

/** The parameters that ask for reads together; none of them depends on another, so that one that fails stops nothing. */
export function batchRequest(reads: readonly BatchedRead[]): JsonObject {
  const commands = reads.map(({ method, query }, index): JsonEntry => {
    return [keyOf(index), { kind: 'string', value: query === '' ? method : `${method}?${query}` }]
  })
  const halt: JsonEntry = ['halt', { kind: 'number', lexeme: '0' }]
  return { kind: 'object', entries: [halt, ['cmd', { kind: 'object', entries: commands }]] }
}

/**
 * What came of each command, in the order they were asked. A portal writes a map without entries as `[]`, and of a
 * command that failed there is only its error. What is neither in the one map nor in the other is missing, and so is
 * everything when this is no answer to a batch: nobody is given what is not known to be theirs.
 */
export function readBatchAnswer(
  { value }: PortalAnswer,
  reads: readonly BatchedRead[],
  asked: Omit<Asked, 'method'>,
): readonly BatchOutcome[] {
  return reads.map(({ method }, index): BatchOutcome => {
    const at = (map: string): JsonValue | undefined => entryOf(entryOf(value, map), keyOf(index))
    const error = at('result_error')
    if (error !== undefined)
      return { kind: 'refused', error: refusalFrom(asRefusal(error), STATUS, { ...asked, method }) }
    const result = at('result')
    if (result === undefined) return { kind: 'missing' }
    const beside = { time: at('result_time'), next: at('result_next'), total: at('result_total') }
    return { kind: 'answered', answer: answerFrom(result, beside) }
  })
}

/** Not a number: keyed by numbers from 0 a map arrives as a list, and then as an object once one of them is not in it. */
function keyOf(index: number): string {
  return `read${index + 1}`
}

function asRefusal(error: JsonValue): JsonObject {
  return error.kind === 'object' ? error : { kind: 'object', entries: [['error', error]] }
}
