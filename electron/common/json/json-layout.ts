import { partsOf, type JsonContainerNode, type JsonNode, type JsonPartNode } from './json-node'
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
  /** What stands inside the brackets of an object on one line. */
  readonly padding: string
  /** Whether an array or object that holds no other is written on one line, if it is short. */
  readonly areLeavesInLine: Readonly<Record<JsonContainerNode['kind'], boolean>>
}

/** As far as the text of a leaf on one line may reach, in columns. */
const MAX_COLUMN = 80

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
  let padding: string | undefined
  const areLeavesInLine: Partial<Record<JsonContainerNode['kind'], boolean>> = {}
  walk(root)
  return {
    newline: text.includes('\r\n') ? '\r\n' : '\n',
    unit: unit ?? '  ',
    colon: colon ?? ': ',
    comma: comma ?? (colon === ':' ? ',' : ', '),
    padding: padding ?? (text.includes('\n') ? ' ' : ''),
    areLeavesInLine: { object: areLeavesInLine.object ?? true, array: areLeavesInLine.array ?? true },
  }

  function walk(node: JsonNode): void {
    if (node.kind === 'scalar' || isAllKnown()) return
    const [first, second] = node.parts
    if (first !== undefined) {
      unit ??= unitOf(node, first)
      if (node.kind === 'object') {
        colon ??= inOneLine(text.slice(first.keyEnd, first.node.start))
        padding ??= inOneLine(text.slice(node.start + 1, first.start))
      }
      if (node !== root && isLeaf(node)) areLeavesInLine[node.kind] ??= !isOnLines(text, node)
      if (second !== undefined) comma ??= inOneLine(text.slice(first.end, second.start))
    }
    for (const part of node.parts) walk(part.node)
  }

  function isAllKnown(): boolean {
    const { object, array } = areLeavesInLine
    return ![unit, colon, comma, padding, object, array].includes(undefined)
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
    if (value.kind !== 'array' && value.kind !== 'object') return printScalar(value)
    const parts = value.kind === 'array' ? value.items.map(writePart) : value.entries.map(writeEntry)
    return isLeafValue(value)
      ? writeLeaf(value.kind, parts, place, layout)
      : writeBlock(value.kind, parts, place, layout)
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
  kind: JsonContainerNode['kind'],
  parts: readonly string[],
  place: Place,
  layout: JsonLayout,
): string {
  if (!place.isMultiline || parts.length === 0) return writeInLine(kind, parts, layout)
  const inner = layout.newline + place.margin + layout.unit
  return inBrackets(kind, inner + parts.join(',' + inner) + layout.newline + place.margin)
}

/** Puts brackets around the texts of parts that hold no others: in one line, if the text writes them so. */
export function writeLeaf(
  kind: JsonContainerNode['kind'],
  parts: readonly string[],
  place: Place,
  layout: JsonLayout,
): string {
  const inLine = writeInLine(kind, parts, layout)
  const fits = place.margin.length + inLine.length <= MAX_COLUMN
  return fits && layout.areLeavesInLine[kind] ? inLine : writeBlock(kind, parts, place, layout)
}

function writeInLine(kind: JsonContainerNode['kind'], parts: readonly string[], layout: JsonLayout): string {
  const padding = kind === 'object' && parts.length > 0 ? layout.padding : ''
  return inBrackets(kind, padding + parts.join(layout.comma) + padding)
}

function inBrackets(kind: JsonContainerNode['kind'], contents: string): string {
  return kind === 'array' ? `[${contents}]` : `{${contents}}`
}

/** Whether a value holds others, none of which holds any. */
export function isLeafValue(value: JsonValue): boolean {
  const parts = partsOf(value)
  return parts.length > 0 && parts.every(([, { kind }]) => kind !== 'array' && kind !== 'object')
}

function isLeaf({ parts }: JsonContainerNode): boolean {
  return parts.every(({ node }) => node.kind === 'scalar')
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
