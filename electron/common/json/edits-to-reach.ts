import { parseTree, type Node, type ParseError } from 'jsonc-parser'
import { createJsonIdentity, isSameValue } from './json-identity'
import { endOf, layoutOf, marginAt, startsOnOwnLine, writeBlock, writeJson, type Place } from './json-layout'
import { isStrictJson, MAX_JSON_DEPTH, nestingDepth, type JsonEntry, type JsonValue } from './json-value'
import { longestRise } from './longest-rise'
import { matchItems } from './match-items'
import { applyTextEdits, type TextEdit } from './text-edit'

/** One item or entry that is wanted in an array or object, and the index of the one in the text that it comes from. */
interface Part {
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
  const root = parse(text)
  const layout = layoutOf(text, root)
  const identity = createJsonIdentity(text)
  return valueEdits(root, wanted)

  function valueEdits(node: Node, wanted: JsonValue): TextEdit[] {
    const children = node.children ?? []
    if (children.length === 0 && isSameValue(text, node, wanted)) return []
    if (node.type === 'array' && wanted.kind === 'array') return containerEdits(node, itemParts(children, wanted.items))
    if (node.type === 'object' && wanted.kind === 'object')
      return containerEdits(node, entryParts(children, wanted.entries))
    return [replace(node.offset, endOf(node), textOf(wanted, placeOf(node)))]
  }

  function containerEdits(node: Node, parts: readonly Part[]): TextEdit[] {
    const children = node.children ?? []
    if (children.length === 0) return [fill(node, parts)]
    if (children.length === parts.length && parts.every((part, index) => part.source === index))
      return parts.flatMap((part, index) => partEdits(children[index]!, part))
    const staying = new Set(longestRise(parts.flatMap(part => part.source ?? [])))
    const edits: TextEdit[] = []
    let next = 0
    let added: Part[] = []
    for (const part of parts) {
      if (part.source === undefined || !staying.has(part.source)) added.push(part)
      else {
        edits.push(...gapEdits(node, next, part.source, added), ...partEdits(children[part.source]!, part))
        next = part.source + 1
        added = []
      }
    }
    return [...edits, ...gapEdits(node, next, children.length, added)]
  }

  /** Puts the added parts in the place of the children from `from` up to `to`. */
  function gapEdits(node: Node, from: number, to: number, added: readonly Part[]): TextEdit[] {
    const children = node.children!
    const start = children[from]?.offset ?? endOf(children[from - 1]!)
    if (added.length > 0) {
      const separator = separatorNear(node, from)
      const written = added.map(part => movedText(node, part) ?? newText(node, part)).join(separator)
      if (from < to) return [replace(start, endOf(children[to - 1]!), written)]
      return [replace(start, start, from < children.length ? written + separator : separator + written)]
    }
    if (from === to) return []
    if (to < children.length) return [replace(start, children[to]!.offset, '')]
    if (from > 0) return [replace(endOf(children[from - 1]!), endOf(children[to - 1]!), '')]
    return [replace(node.offset + 1, endOf(node) - 1, '')]
  }

  function partEdits(child: Node, part: Part): TextEdit[] {
    if (part.key === undefined) return valueEdits(child, part.value)
    const [key, value] = child.children!
    const renames = key!.value === part.key ? [] : [replace(key!.offset, endOf(key!), JSON.stringify(part.key))]
    return [...renames, ...valueEdits(value!, part.value)]
  }

  function movedText(node: Node, part: Part): string | undefined {
    if (part.source === undefined) return undefined
    const child = node.children![part.source]!
    const edits = partEdits(child, part).map(edit => ({ ...edit, offset: edit.offset - child.offset }))
    return applyTextEdits(text.slice(child.offset, endOf(child)), edits)
  }

  function newText(node: Node, { key, value }: Part): string {
    const first = node.children![0]!
    const place = { isMultiline: startsOnOwnLine(text, node), margin: marginAt(text, first.offset) }
    if (key === undefined) return textOf(value, place)
    const [firstKey, firstValue] = first.children!
    const colon = text.slice(endOf(firstKey!), firstValue!.offset)
    return JSON.stringify(key) + (colon.includes('\n') ? layout.colon : colon) + textOf(value, place)
  }

  function fill(node: Node, parts: readonly Part[]): TextEdit {
    const place = placeOf(node)
    const inner = { ...place, margin: place.margin + layout.unit }
    const texts = parts.map(({ key, value }) =>
      key === undefined ? textOf(value, inner) : JSON.stringify(key) + layout.colon + textOf(value, inner),
    )
    return replace(node.offset, endOf(node), writeBlock(node.type === 'array' ? '[]' : '{}', texts, place, layout))
  }

  function textOf(value: JsonValue, place: Place): string {
    return writeJson(value, place, layout, (part, { isMultiline, margin }) => {
      const same = identity.sameWithin(root, part)
      if (same === undefined) return undefined
      const written = text.slice(same.offset, endOf(same))
      if (!written.includes('\n')) return written
      return isMultiline ? written.replaceAll('\n' + marginAt(text, same.offset), '\n' + margin) : undefined
    })
  }

  function placeOf(node: Node): Place {
    const container = node.parent?.type === 'property' ? node.parent.parent : node.parent
    const isMultiline =
      container === undefined
        ? text.includes('\n') || (root.children ?? []).length === 0
        : startsOnOwnLine(text, container)
    return { isMultiline, margin: marginAt(text, node.offset) }
  }

  /** What stands between two children at or before an index, with one line break at most on each side of the comma. */
  function separatorNear(node: Node, index: number): string {
    const children = node.children!
    if (children.length === 1) {
      const leading = text.slice(node.offset + 1, children[0]!.offset)
      return leading.includes('\n') ? ',' + withOneBreak(leading) : layout.comma
    }
    const second = Math.min(Math.max(index, 1), children.length - 1)
    const gap = text.slice(endOf(children[second - 1]!), children[second]!.offset)
    return gap.split(',').map(withOneBreak).join(',')
  }

  function withOneBreak(space: string): string {
    const last = space.lastIndexOf('\n')
    return last < 0 ? space : layout.newline + space.slice(last + 1)
  }

  function itemParts(children: readonly Node[], items: readonly JsonValue[]): Part[] {
    const sources = matchItems({
      oldCount: children.length,
      wantedCount: items.length,
      isSame: (old, wanted) => isSameValue(text, children[old]!, items[wanted]!),
      numberOfOld: old => identity.ofNode(children[old]!),
      numberOfWanted: wanted => identity.ofValue(items[wanted]!),
    })
    return items.map((value, index) => ({ key: undefined, value, source: sources[index] }))
  }

  /** An entry comes from the one with its key, or from one with its value whose key is no longer wanted. */
  function entryParts(children: readonly Node[], entries: readonly JsonEntry[]): Part[] {
    const hasSameKeys =
      children.length === entries.length && children.every((child, index) => keyOf(child) === entries[index]![0])
    if (hasSameKeys) return entries.map(([key, value], source) => ({ key, value, source }))
    const indexOf = new Map(children.map((child, index) => [keyOf(child), index]))
    const wantedKeys = new Set(entries.map(([key]) => key))
    const unwanted = new Map<number, number[]>()
    for (const [key, index] of indexOf) {
      if (wantedKeys.has(key)) continue
      const value = identity.ofNode(children[index]!.children![1]!)
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
  return nestingDepth(text) <= MAX_JSON_DEPTH && isStrictJson(text) && isSameValue(text, parse(text), value)
}

function parse(text: string): Node {
  const errors: ParseError[] = []
  const root = parseTree(text, errors, { disallowComments: true })
  if (root === undefined || errors.length > 0) throw new Error('Only the text of a JSON value can be edited as one')
  return root
}

function keyOf(property: Node): string {
  return property.children![0]!.value as string
}

function replace(from: number, to: number, text: string): TextEdit {
  return { offset: from, length: to - from, text }
}
