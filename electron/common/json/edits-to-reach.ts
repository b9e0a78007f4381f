import { itemAt } from './item-at'
import { createJsonIdentity } from './json-identity'
import { isLeafValue, isOnLines, layoutOf, marginAt, writeBlock, writeJson, writeLeaf, type Place } from './json-layout'
import {
  isSameValue,
  partsOf,
  readJsonNodes,
  type JsonContainerNode,
  type JsonNode,
  type JsonPartNode,
} from './json-node'
import { isStrictJson, MAX_JSON_DEPTH, nestingDepth, type JsonValue } from './json-value'
import { longestRise } from './longest-rise'
import { matchItems } from './match-items'
import { applyTextEdits, type TextEdit } from './text-edit'

/** One item or entry that is wanted in an array or object, and the index of the one in the text that it comes from. */
interface WantedPart {
  readonly key: string | undefined
  readonly value: JsonValue
  readonly source: number | undefined
}

/**
 * The smallest edits that make a JSON text mean the wanted value, with its order of keys and its spelling of numbers.
 * What is unchanged keeps its very bytes, what is moved or renamed keeps those of its value, and what is new is written
 * like its neighbours. The text must be JSON without duplicate keys, no deeper than MAX_JSON_DEPTH.
 */
export function editsToReach(text: string, wanted: JsonValue): TextEdit[] {
  const root = readNodes(text)
  const layout = layoutOf(text, root)
  const identity = createJsonIdentity()
  return valueEdits(root, wanted, text.includes('\n') || root.kind === 'scalar' || root.parts.length === 0)

  /** `isMultiline` tells whether what holds the value has its parts on lines of their own. */
  function valueEdits(node: JsonNode, wanted: JsonValue, isMultiline: boolean): TextEdit[] {
    if (node.kind !== 'scalar' && node.kind === wanted.kind) return containerEdits(node, wanted, isMultiline)
    if (isSameValue(node, wanted)) return []
    return [replace(node.start, node.end, textOf(wanted, { isMultiline, margin: marginAt(text, node.start) }))]
  }

  function containerEdits(node: JsonContainerNode, wanted: JsonValue, isMultiline: boolean): TextEdit[] {
    const parts = node.kind === 'array' ? itemsWanted(node, wanted) : entriesWanted(node, wanted)
    if (node.parts.length === 0) return parts.length === 0 ? [] : [fill(node, wanted, parts, isMultiline)]
    const staying = new Set(longestRise(parts.flatMap(({ source }) => source ?? [])))
    const edits: TextEdit[] = []
    let next = 0
    let added: WantedPart[] = []
    for (const part of parts) {
      if (part.source === undefined || !staying.has(part.source)) added.push(part)
      else {
        edits.push(
          ...gapEdits(node, next, part.source, added),
          ...partEdits(node, itemAt(node.parts, part.source), part),
        )
        next = part.source + 1
        added = []
      }
    }
    return [...edits, ...gapEdits(node, next, node.parts.length, added)]
  }

  /** Puts the added parts in the place of those from `from` up to `to`. */
  function gapEdits(node: JsonContainerNode, from: number, to: number, added: readonly WantedPart[]): TextEdit[] {
    const before = node.parts[from - 1]
    const removed = node.parts.slice(from, to)
    const after = node.parts[to]
    const first = removed[0]
    const last = removed.at(-1)
    if (added.length > 0) {
      const separator = separatorNear(node, from)
      const written = added.map(part => movedText(node, part) ?? newText(node, part)).join(separator)
      if (first !== undefined && last !== undefined) return [replace(first.start, last.end, written)]
      if (after !== undefined) return [replace(after.start, after.start, written + separator)]
      return before === undefined ? [] : [replace(before.end, before.end, separator + written)]
    }
    if (first === undefined || last === undefined) return []
    if (after !== undefined) return [replace(first.start, after.start, '')]
    if (before !== undefined) return [replace(before.end, last.end, '')]
    return [replace(node.start + 1, node.end - 1, '')]
  }

  function partEdits(node: JsonContainerNode, part: JsonPartNode, wanted: WantedPart): TextEdit[] {
    const edits = valueEdits(part.node, wanted.value, isOnLines(text, node))
    return part.key === wanted.key ? edits : [replace(part.start, part.keyEnd, JSON.stringify(wanted.key)), ...edits]
  }

  function movedText(node: JsonContainerNode, wanted: WantedPart): string | undefined {
    if (wanted.source === undefined) return undefined
    const part = itemAt(node.parts, wanted.source)
    const edits = partEdits(node, part, wanted).map(edit => ({ ...edit, offset: edit.offset - part.start }))
    return applyTextEdits(text.slice(part.start, part.end), edits)
  }

  function newText(node: JsonContainerNode, { key, value }: WantedPart): string {
    const first = itemAt(node.parts, 0)
    const written = textOf(value, { isMultiline: isOnLines(text, node), margin: marginAt(text, first.start) })
    if (key === undefined) return written
    const colon = text.slice(first.keyEnd, first.node.start)
    return JSON.stringify(key) + (colon.includes('\n') ? layout.colon : colon) + written
  }

  function fill(
    node: JsonContainerNode,
    wanted: JsonValue,
    parts: readonly WantedPart[],
    isMultiline: boolean,
  ): TextEdit {
    const place = { isMultiline, margin: marginAt(text, node.start) }
    const inner = { ...place, margin: place.margin + layout.unit }
    const texts = parts.map(({ key, value }) =>
      key === undefined ? textOf(value, inner) : JSON.stringify(key) + layout.colon + textOf(value, inner),
    )
    const write = node !== root && isLeafValue(wanted) ? writeLeaf : writeBlock
    return replace(node.start, node.end, write(node.kind, texts, place, layout))
  }

  function textOf(value: JsonValue, place: Place): string {
    return writeJson(value, place, layout, (part, { isMultiline, margin }) => {
      const same = identity.sameWithin(root, part)
      if (same === undefined) return undefined
      const written = text.slice(same.start, same.end)
      if (!written.includes('\n')) return written
      return isMultiline ? written.replaceAll('\n' + marginAt(text, same.start), '\n' + margin) : undefined
    })
  }

  /** What stands between two parts at or before an index, with one line break at most on each side of the comma. */
  function separatorNear(node: JsonContainerNode, index: number): string {
    const second = Math.min(Math.max(index, 1), node.parts.length - 1)
    const one = node.parts[second - 1]
    const other = node.parts[second]
    if (one !== undefined && other !== undefined) {
      return text.slice(one.end, other.start).split(',').map(withOneBreak).join(',')
    }
    const leading = text.slice(node.start + 1, itemAt(node.parts, 0).start)
    return leading.includes('\n') ? ',' + withOneBreak(leading) : layout.comma
  }

  function withOneBreak(space: string): string {
    const last = space.lastIndexOf('\n')
    return last < 0 ? space : layout.newline + space.slice(last + 1)
  }

  function itemsWanted(node: JsonContainerNode, wanted: JsonValue): WantedPart[] {
    const items = partsOf(wanted).map(([, item]) => item)
    const nodes = node.parts.map(part => part.node)
    const sources = matchItems({
      oldCount: nodes.length,
      wantedCount: items.length,
      isSame: (old, index) => isSameValue(itemAt(nodes, old), itemAt(items, index)),
      numberOfOld: old => identity.ofNode(itemAt(nodes, old)),
      numberOfWanted: index => identity.ofValue(itemAt(items, index)),
    })
    return items.map((value, index) => ({ key: undefined, value, source: sources[index] }))
  }

  /** An entry comes from the one with its key, or from one with its value whose key is no longer wanted. */
  function entriesWanted({ parts }: JsonContainerNode, wanted: JsonValue): WantedPart[] {
    const entries = partsOf(wanted)
    if (parts.length === entries.length && entries.every(([key], index) => parts[index]?.key === key)) {
      return entries.map(([key, value], source) => ({ key, value, source }))
    }
    const indexOf = new Map(parts.map((part, index) => [part.key, index]))
    const wantedKeys = new Set(entries.map(([key]) => key))
    const unwanted = new Map<number, number[]>()
    for (const [index, { key, node }] of parts.entries()) {
      if (wantedKeys.has(key)) continue
      const value = identity.ofNode(node)
      unwanted.set(value, [...(unwanted.get(value) ?? []), index])
    }
    return entries.map(([key, value]) => {
      const source = indexOf.get(key) ?? unwanted.get(identity.ofValue(value))?.shift()
      return { key, value, source }
    })
  }
}

/** Whether a text is JSON of the value, with its order of keys and its spelling of numbers. */
export function isTextOf(text: string, value: JsonValue): boolean {
  return nestingDepth(text) <= MAX_JSON_DEPTH && isStrictJson(text) && isSameValue(readNodes(text), value)
}

function readNodes(text: string): JsonNode {
  const root = readJsonNodes(text)
  if (root === undefined) throw new Error('Only the text of a JSON value can be edited as one')
  return root
}

function replace(from: number, to: number, text: string): TextEdit {
  return { offset: from, length: to - from, text }
}
