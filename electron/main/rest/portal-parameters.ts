import { AppError } from '#common/ipc/app-error'
import { parseJson, printJson, type JsonEntry, type JsonValue } from '#common/json/json-value'

/** Parameters of a call: an object, its entries, or the text of an object, which is sent exactly as it is. */
export type PortalParameters = JsonValue | readonly JsonEntry[] | string

/** The body of a call. Error: invalid-input for what is no JSON object, because a portal ignores such a body in silence. */
export function bodyFrom(parameters: PortalParameters): string {
  const entries = entriesFrom(parameters)
  return typeof parameters === 'string' ? parameters : printJson({ kind: 'object', entries }, 0)
}

/** The parameters by their names, in their order. Error: invalid-input, as with {@link bodyFrom}. */
export function entriesFrom(parameters: PortalParameters): readonly JsonEntry[] {
  if (typeof parameters === 'string') {
    const parsed = parseJson(parameters)
    if (!parsed.ok) throw notAnObject()
    return entriesFrom(parsed.value)
  }
  if (isEntries(parameters)) return parameters
  if (parameters.kind !== 'object') throw notAnObject()
  return parameters.entries
}

function isEntries(parameters: JsonValue | readonly JsonEntry[]): parameters is readonly JsonEntry[] {
  return Array.isArray(parameters)
}

function notAnObject(): AppError {
  return new AppError('invalid-input', 'The parameters of a call are one JSON object', {
    details: { reason: 'parameters' },
  })
}
