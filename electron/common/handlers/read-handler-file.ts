import * as v from 'valibot'
import { entryOf, parseJson, type JsonValue } from '../json/json-value'
import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import { textOf } from './handler-fields'
import { HandlerId } from './handlers.contract'

export interface HandlerFile {
  /** The handler's text with the spelling the file has. */
  readonly text: string
  /** The id an update request in the file names. */
  readonly handlerId: HandlerId | null
}

/**
 * Finds the handler in a JSON file: the file itself, or the FIELDS of an `{ ID, FIELDS }` update request, cut out with
 * its own spelling. Text that is not JSON is kept as it is, to be mended in the editor.
 */
export function readHandlerFile(raw: string): HandlerFile {
  const text = raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n')
  const parsed = parseJson(text)
  if (!parsed.ok || !isUpdateRequest(parsed.value)) return { text, handlerId: null }
  const root = parseTree(text)
  const fields = root === undefined ? undefined : findNodeAtLocation(root, ['FIELDS'])
  if (fields === undefined) return { text, handlerId: null }
  return { text: `${dedent(text, fields.offset, fields.length)}\n`, handlerId: idIn(parsed.value) }
}

/** Not one whose ID or FIELDS stands twice: which of them is meant is for the person to say. */
function isUpdateRequest(value: JsonValue): boolean {
  const isPlain = entryOf(value, 'FIELDS')?.kind === 'object' && entryOf(value, 'SETTINGS') === undefined
  return isPlain && countOf(value, 'FIELDS') === 1 && countOf(value, 'ID') <= 1
}

function countOf(value: JsonValue, key: string): number {
  return value.kind === 'object' ? value.entries.filter(([name]) => name === key).length : 0
}

function idIn(request: JsonValue): HandlerId | null {
  const id = v.safeParse(HandlerId, textOf(entryOf(request, 'ID')))
  return id.success ? id.output : null
}

/** A part of a text, moved left by the indentation of the line it starts on. JSON strings never span lines. */
function dedent(text: string, offset: number, length: number): string {
  const lineStart = text.lastIndexOf('\n', offset) + 1
  const margin = /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? ''
  const part = text.slice(offset, offset + length)
  return part
    .split('\n')
    .map((line, index) => (index > 0 && line.startsWith(margin) ? line.slice(margin.length) : line))
    .join('\n')
}
