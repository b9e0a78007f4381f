import type { Node } from 'jsonc-parser'
import type { JsonEntry, JsonValue } from './json-value'

/** How a JSON text is written: what new parts of it are written like. */
export interface JsonLayout {
  readonly newline: string
  /** What one level is indented by. */
  readonly unit: string
  /** What stands between a key and its value where no neighbour shows it. */
  readonly colon: string
  /** What stands between two entries on one line where no neighbour shows it. */
  readonly comma: string
}

/** Where a new value is to stand: on lines of its own, indented by `margin`, or in the line it is put into. */
export interface Place {
  readonly isMultiline: boolean
  readonly margin: string
}

/** Learns a text's layout from the first places that show it. */
export function layoutOf(text: string, root: Node): JsonLayout {
  const newline = text.includes('\r\n') ? '\r\n' : '\n'
  let unit: string | undefined
  let colon: string | undefined
  let comma: string | undefined
  walk(root)
  return { newline, unit: unit ?? '  ', colon: colon ?? ': ', comma: comma ?? (colon === ':' ? ',' : ', ') }

  function walk(node: Node): void {
    if (unit !== undefined && colon !== undefined && comma !== undefined) return
    const children = node.children ?? []
    const [first, second] = children
    if (node.type === 'property') colon ??= first && second && inOneLine(text.slice(endOf(first), second.offset))
    else if (first !== undefined) {
      unit ??= ownIndent(node, first)
      comma ??= second && inOneLine(text.slice(endOf(first), second.offset))
    }
    children.forEach(walk)
  }

  function ownIndent(node: Node, first: Node): string | undefined {
    if (!startsOnOwnLine(text, node)) return undefined
    const inner = marginAt(text, first.offset)
    const outer = marginAt(text, node.offset)
    return inner.length > outer.length && inner.startsWith(outer) ? inner.slice(outer.length) : undefined
  }
}

/** Writes a value in the given layout; `textOfPart` may give the text of a part that stands ready. */
export function writeJson(
  value: JsonValue,
  place: Place,
  layout: JsonLayout,
  textOfPart: (part: JsonValue, place: Place) => string | undefined = () => undefined,
): string {
  return textOfPart(value, place) ?? write(value)

  function write(value: JsonValue): string {
    switch (value.kind) {
      case 'null':
        return 'null'
      case 'boolean':
        return String(value.value)
      case 'number':
        return value.lexeme
      case 'string':
        return JSON.stringify(value.value)
      case 'array':
        return writeBlock('[]', value.items.map(writePart), place, layout)
      case 'object':
        return writeBlock('{}', value.entries.map(writeEntry), place, layout)
    }
  }

  function writeEntry([key, item]: JsonEntry): string {
    return JSON.stringify(key) + layout.colon + writePart(item)
  }

  function writePart(part: JsonValue): string {
    return writeJson(part, { ...place, margin: place.margin + layout.unit }, layout, textOfPart)
  }
}

/** Puts a pair of brackets around the texts of their parts. */
export function writeBlock(brackets: string, parts: readonly string[], place: Place, layout: JsonLayout): string {
  if (parts.length === 0) return brackets
  const [open, close] = brackets
  if (!place.isMultiline) return open + parts.join(layout.comma) + close
  const inner = layout.newline + place.margin + layout.unit
  return open + inner + parts.join(',' + inner) + layout.newline + place.margin + close
}

/** The white space that the line of an offset begins with. */
export function marginAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? ''
}

/** Whether the first part of an array or object stands on a line below its opening bracket. */
export function startsOnOwnLine(text: string, container: Node): boolean {
  const first = container.children?.[0]
  return first !== undefined && text.slice(container.offset, first.offset).includes('\n')
}

export function endOf(node: Node): number {
  return node.offset + node.length
}

function inOneLine(gap: string): string | undefined {
  return gap.includes('\n') ? undefined : gap
}
