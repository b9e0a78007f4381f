import { importHandlers, type Dropped, type ImportedHandler } from '../common/importer/import-handlers'
import { pointerOf } from '../common/json/json-pointer'
import { entryOf, parseJson, printJson, type JsonEntry, type JsonValue } from '../common/json/json-value'
import { textOf } from '../common/handlers/handler-fields'

export interface ImportSource {
  readonly file: string
  readonly text: string
}

/**
 * The handlers in some texts as one JSON array of `{ handler, id?, form, line, repairs: [{ path, what }] }`. The handlers
 * keep their order of keys and the spelling of their numbers; paths are JSON Pointers from the handler.
 */
export function importReport(sources: readonly ImportSource[]): string {
  const records = sources.flatMap(({ text }) => importHandlers(text).handlers.map(asRecord))
  return printJson({ kind: 'array', items: records })
}

/** The handlers in a text, a paragraph each, for people. Ends with a line break. */
export function printReport({ file, text }: ImportSource): string {
  const { handlers, dropped } = importHandlers(text)
  const count = handlers.length === 1 ? '1 handler' : `${handlers.length} handlers`
  return [`${file}: ${count}`, ...handlers.flatMap(asLines), ...dropped.map(asWarning)]
    .map(line => `${line}\n`)
    .join('')
}

function asRecord({ text, handlerId, form, line, repairs }: ImportedHandler): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error('An imported handler is JSON')
  const id: JsonEntry[] = handlerId === null ? [] : [['id', { kind: 'string', value: handlerId }]]
  return {
    kind: 'object',
    entries: [
      ['handler', parsed.value],
      ...id,
      ['form', { kind: 'string', value: form }],
      ['line', { kind: 'number', lexeme: String(line) }],
      ['repairs', { kind: 'array', items: repairs.map(asRepair) }],
    ],
  }
}

function asRepair({ path, what }: ImportedHandler['repairs'][number]): JsonValue {
  return {
    kind: 'object',
    entries: [
      ['path', { kind: 'string', value: pointerOf(path) }],
      ['what', { kind: 'string', value: what }],
    ],
  }
}

function asLines({ text, handlerId, form, line, repairs }: ImportedHandler): string[] {
  const parsed = parseJson(text)
  const name = parsed.ok ? textOf(entryOf(parsed.value, 'CODE')) || textOf(entryOf(parsed.value, 'NAME')) : ''
  const title = [name || 'no code', handlerId === null ? '' : `id ${handlerId}`, form, `line ${line}`]
  const head = `  ${title.filter(part => part !== '').join(', ')}`
  return [head, ...repairs.map(({ path, what }) => `    ${what} ${pointerOf(path)}`.trimEnd())]
}

function asWarning({ kind, line }: Dropped): string {
  return `  line ${line}: ${kind === 'token' ? 'an access token' : 'a webhook'} was left out`
}
