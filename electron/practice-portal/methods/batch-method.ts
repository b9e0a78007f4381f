import { timeOf } from '../answer-time'
import { resolveReferences } from '../batch-references'
import { parseForm } from '../php-form'
import { isEmpty, PhpArray, withUpperCaseKeys } from '../php-value'
import { batchLengthExceeded, methodNotAllowedInBatch, PartlyDoneError, PortalError } from '../portal-error'
import type { PortalState } from '../portal-state'
import type { Method, MethodCall, MethodOutcome } from './method'

const MAX_COMMANDS = 50
const BATCH = 'batch'

export const batchMethods: readonly Method[] = [
  { name: BATCH, scope: null, needsAdmin: false, isBatch: true, run: runBatch },
]

/** What the commands of a batch have led to so far, by their keys; an array without entries is answered as `[]`. */
class BatchResults {
  readonly results = new PhpArray()
  readonly errors = new PhpArray()
  readonly totals = new PhpArray()
  readonly nexts = new PhpArray()
  readonly times = new PhpArray()

  asResult(): PhpArray {
    return PhpArray.of([
      ['result', this.results],
      ['result_error', this.errors],
      ['result_total', this.totals],
      ['result_next', this.nexts],
      ['result_time', this.times],
    ])
  }
}

/** Runs commands one after the other; each sees what those before it changed. It succeeds even when all of them fail. */
function runBatch(call: MethodCall): MethodOutcome {
  const parameters = withUpperCaseKeys(call.parameters)
  const stopsAtError = !isEmpty(parameters.get('HALT'))
  const commands = parameters.get('CMD')
  const batch = new BatchResults()
  let state = call.state
  let place = 0
  for (const [key, command] of commands instanceof PhpArray ? commands.entries() : []) {
    place += 1
    // One that is no text leaves no trace, but it takes up one of the places.
    if (typeof command !== 'string' && place <= MAX_COMMANDS) continue
    try {
      if (typeof command !== 'string' || place > MAX_COMMANDS) throw batchLengthExceeded()
      state = runCommand(key, command, batch, state, call)
    } catch (error) {
      if (!(error instanceof PortalError)) throw error
      if (error instanceof PartlyDoneError) state = error.state
      batch.errors.set(key, errorEntry(error))
      if (stopsAtError) break
    }
  }
  return { result: batch.asResult(), state }
}

/** Runs `method?query` and returns the portal after it. Throws {@link PortalError}. */
function runCommand(
  key: string,
  command: string,
  batch: BatchResults,
  state: PortalState,
  call: MethodCall,
): PortalState {
  const { methodName, query } = commandParts(command)
  if (methodName.toLowerCase() === BATCH) throw methodNotAllowedInBatch()
  const parameters = resolveReferences(parseForm(Buffer.from(query)), batch.results)
  const outcome = call.runOther(methodName, parameters, state)
  batch.results.set(key, outcome.result)
  if (outcome.total !== undefined) batch.totals.set(key, BigInt(outcome.total))
  if (outcome.next !== undefined) batch.nexts.set(key, BigInt(outcome.next))
  batch.times.set(key, timeOf(outcome.time))
  return outcome.state
}

/** A command is read as an address is: what follows `#` is no part of the query. */
function commandParts(command: string): { methodName: string; query: string } {
  const [address = ''] = command.split('#', 1)
  const mark = address.indexOf('?')
  return mark < 0
    ? { methodName: address, query: '' }
    : { methodName: address.slice(0, mark), query: address.slice(mark + 1) }
}

function errorEntry({ code, message }: PortalError): PhpArray {
  return PhpArray.of([
    ['error', code],
    // Inside a batch a portal does not say which right is missing.
    ['error_description', code === 'insufficient_scope' ? '' : message],
  ])
}
