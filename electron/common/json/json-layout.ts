import type { JsonContainerNode, JsonNode, JsonPartNode } from './json-node'
import { printScalar, type JsonEntry, type JsonValue } from './json-value'

/** How a JSON text is written: what new parts of it are written like. */
export interface JsonLayout {
  readonly newline: string
  /** What one level is indented by. */
  readonly unit: string
  /** What stands between a key and its value where no neighbour shows it. */
  readonly colon: string
  /** What stands between two parts on one line where no neighbour shows it. */
  readonly comma: string
}

/** Where a new value is to stand: on lines of its own, indented by `margin`, or in the line it is put into. */
export interface Place {
  readonly isMultiline: boolean
  readonly margin: string
}

/** Learns a text's layout from the first places that show it. */
export function layoutOf(text: string, root: JsonNode): JsonLayout {
  let unit: string | undefined
  let colon: string | undefined
  let comma: string | undefined
  walk(root)
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unit ?? '  ',
    colon: colon ?? ': ',
    comma: comma ?? (colon === ':' ? ',' : ', '),
  }

  function walk(node: JsonNode): void {
    if (node.kind === 'scalar' || (unit !== undefined && colon !== undefined && comma !== undefined)) return
    const [first, second] = node.parts
    if (first !== undefined) {
      unit ??= unitOf(node, first)
      if (node.kind === 'object') colon ??= inOneLine(text.slice(first.keyEnd, first.node.start))
      if (second !== undefined) comma ??= inOneLine(text.slice(first.end, second.start))
    }
    for (const part of node.parts) walk(part.node)
  }

  function unitOf(node: JsonContainerNode, first: JsonPartNode): string | undefined {
    if (!isOnLines(text, node)) return undefined
    const inner = marginAt(text, first.start)
    const outer = marginAt(text, node.start)
    return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined
  }
}

/** Writes a value in the given layout. `readyText` gives the text of a part that need not be written anew. */
export function writeJson(
  value: JsonValue,
  place: Place,
  layout: JsonLayout,
  readyText: (part: JsonValue, place: Place) => string | undefined,
): string {
  return readyText(value, place) ?? write(value)

  function write(value: JsonValue): string {
    switch (value.kind) {
      case 'array':
        return writeBlock('array', value.items.map(writePart), place, layout)
      case 'object':
        return writeBlock('object', value.entries.map(writeEntry), place, layout)
      default:
        return printScalar(value)
    }
  }

  function writeEntry([key, item]: JsonEntry): string {
    return JSON.stringify(key) + layout.colon + writePart(item)
  }

  function writePart(part: JsonValue): string {
    return writeJson(part, { ...place, margin: place.margin + layout.unit }, layout, readyText)
  }
}

/** Puts brackets around the texts of the parts of an array or object. */
export function writeBlock(
  kind: 'array' | 'object',
  parts: readonly string[],
  place: Place,
  layout: JsonLayout,
): string {
  const inner = place.isMultiline && parts.length > 0 ? layout.newline + place.margin + layout.unit : ''
  const end = inner === '' ? '' : layout.newline + place.margin
  const contents = inner + parts.join(inner === '' ? layout.comma : ',' + inner) + end
  return kind === 'array' ? `[${contents}]` : `{${contents}}`
}

/** The white space that the line of an offset begins with. */
export function marginAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}

/** Whether the first part of an array or object stands on a line below its opening bracket. */
export function isOnLines(text: string, node: JsonContainerNode): boolean {
  const [first] = node.parts
  return first !== undefined && text.slice(node.start, first.start).includes('\n')
}

function inOneLine(gap: string): string | undefined {
  return gap.includes('\n') ? undefined : gap
}
