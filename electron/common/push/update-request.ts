import { AppError } from '../ipc/app-error'
import { fieldValue, HANDLER_FIELDS, type HandlerField } from '../handlers/handler-fields'
import type { HandlerId } from '../handlers/handlers.contract'
import { firstDuplicateKey } from '../json/duplicate-keys'
import { entryOf, parseJson, type JsonEntry, type JsonObject } from '../json/json-value'
import { asStored } from './stored-value'

/**
 * Reads a draft's text as the FIELDS of `sale.paysystem.handler.update`. Throws `invalid-input` with a `reason`, and
 * the place, when the text cannot be sent: `not-json`, `duplicate-key`, `not-a-handler`, `unknown-field`,
 * `settings-not-an-object`.
 */
export function readFields(text: string): JsonObject {
  const parsed = parseJson(text)
  if (!parsed.ok) {
    const { line, column } = parsed.problem
    throw refusal('not-json', 'The draft is not JSON', { line, column })
  }
  const duplicate = firstDuplicateKey(parsed.value)
  if (duplicate !== null) throw refusal('duplicate-key', 'A key stands twice', { path: duplicate })
  if (parsed.value.kind !== 'object' || parsed.value.entries.length === 0) {
    throw refusal('not-a-handler', 'The draft is not an object with the fields of a handler')
  }
  const unknown = parsed.value.entries.find(([key]) => !isHandlerField(key))
  if (unknown !== undefined) throw refusal('unknown-field', 'A field no handler has', { field: unknown[0] })
  const settings = entryOf(parsed.value, 'SETTINGS')
  if (settings !== undefined && settings.kind !== 'object') {
    throw refusal('settings-not-an-object', 'SETTINGS is not an object')
  }
  return parsed.value
}

/** The body of the update: the draft's own text, not a print of what was read from it. */
export function updateRequest(id: HandlerId, text: string): string {
  return `{"ID":${id},"FIELDS":${text.trim()}}`
}

/** The body of the call that adds the handler: the draft's own text, too. */
export function addRequest(text: string): string {
  return text.trim()
}

/** The handler a portal will have after it was added; without a SORT it gets 100 (reference 3.1). */
export function handlerAdded(fields: JsonObject): JsonObject {
  return handlerAfter({ kind: 'object', entries: [['SORT', { kind: 'number', lexeme: '100' }]] }, fields)
}

/** The handler a portal will have after the update: given fields replace the stored ones whole (reference 3.2). */
export function handlerAfter(now: JsonObject, fields: JsonObject): JsonObject {
  const entries = HANDLER_FIELDS.flatMap(field => {
    const value = entryOf(fields, field) ?? entryOf(now, field)
    return value === undefined ? [] : [[field, asStored(fieldValue(field, value))] satisfies JsonEntry]
  })
  return { kind: 'object', entries }
}

function isHandlerField(key: string): key is HandlerField {
  return (HANDLER_FIELDS as readonly string[]).includes(key)
}

function refusal(reason: string, message: string, details: Record<string, string | number> = {}): AppError {
  return new AppError('invalid-input', message, { details: { reason, ...details } })
}
