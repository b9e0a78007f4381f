import { isOnLines, layoutOf, marginAt, type JsonLayout } from '../json/json-layout'
import type { JsonContainerNode, JsonNode } from '../json/json-node'
import type { TextEdit } from '../json/text-edit'
import { holderOf, partOf, type Item } from './item'
import type { Fix, FixKind } from './problem'

/** Writes the smallest edits for what a rule knows how to mend. A mend that would need more answers null. */
export interface Mends {
  /** Puts JSON in the place of a value. */
  readonly replace: (item: Item, json: string) => Fix
  /** Puts a text in the place of a value. */
  readonly replaceText: (item: Item, text: string) => Fix
  readonly rename: (item: Item, key: string) => Fix | null
  readonly remove: (item: Item) => Fix | null
  /** Takes an entry out of what holds it and puts it, with its own spelling, after another one or last in an object. */
  readonly move: (item: Item, to: { readonly after: Item } | { readonly lastIn: Item }) => Fix | null
  /** Puts an entry into an object of its own under another key: `"TYPE": …` becomes `"INPUT": { "TYPE": … }`. */
  readonly wrap: (item: Item, key: string) => Fix | null
  /** An object of one entry on one line. */
  readonly objectOf: (key: string, json: string) => string
}

export function createMends(text: string, root: JsonNode): Mends {
  let known: JsonLayout | undefined
  const layout = (): JsonLayout => (known ??= layoutOf(text, root))
  return { replace, replaceText, rename, remove, move, wrap, objectOf }

  function replace({ node }: Item, json: string): Fix {
    return fix('replace', [edit(node.start, node.end, json)])
  }

  function replaceText(item: Item, value: string): Fix {
    return replace(item, JSON.stringify(value))
  }

  function rename(item: Item, key: string): Fix | null {
    const part = partOf(item)
    if (part?.key === undefined) return null
    return fix('rename', [edit(part.start, part.keyEnd, JSON.stringify(key))])
  }

  function remove(item: Item): Fix | null {
    const removal = removalOf(item)
    return removal === null ? null : fix('remove', [removal])
  }

  function move(item: Item, to: { readonly after: Item } | { readonly lastIn: Item }): Fix | null {
    const part = partOf(item)
    const removal = removalOf(item)
    if (part === undefined || removal === null) return null
    const insertion = 'after' in to ? insertionAfter(to.after) : insertionLast(to.lastIn)
    if (insertion === null) return null
    const { offset, before, after, margin } = insertion
    const own = marginAt(text, part.start)
    const moved = text.slice(part.start, part.end).replaceAll('\n' + own, '\n' + margin)
    const edits = [removal, edit(offset, offset, before + moved + after)].sort(
      (one, other) => one.offset - other.offset,
    )
    const [first, second] = edits
    const isApart = first !== undefined && second !== undefined && first.offset + first.length <= second.offset
    return isApart ? fix('move', edits) : null
  }

  function wrap(item: Item, key: string): Fix | null {
    const part = partOf(item)
    if (part?.key === undefined) return null
    const [open, close] = brackets()
    return fix('wrap', [
      edit(part.start, part.start, JSON.stringify(key) + layout().colon + open),
      edit(part.end, part.end, close),
    ])
  }

  function objectOf(key: string, json: string): string {
    const [open, close] = brackets()
    return open + JSON.stringify(key) + layout().colon + json + close
  }

  /** Where nothing is spaced, nothing is spaced in what is new. */
  function brackets(): [open: string, close: string] {
    return layout().colon === ':' ? ['{', '}'] : ['{ ', ' }']
  }

  function removalOf(item: Item): TextEdit | null {
    const holder = holderOf(item)
    const part = partOf(item)
    if (holder === undefined || part === undefined) return null
    const before = holder.parts[item.index - 1]
    const after = holder.parts[item.index + 1]
    if (after !== undefined) return edit(part.start, after.start, '')
    if (before !== undefined) return edit(before.end, part.end, '')
    return edit(holder.start + 1, holder.end - 1, '')
  }

  interface Insertion {
    readonly offset: number
    readonly before: string
    readonly after: string
    readonly margin: string
  }

  function insertionAfter(item: Item): Insertion | null {
    const part = partOf(item)
    const holder = holderOf(item)
    if (part === undefined || holder === undefined) return null
    const { separator, margin } = spacingIn(holder)
    return { offset: part.end, before: separator, after: '', margin }
  }

  function insertionLast({ node }: Item): Insertion | null {
    if (node.kind !== 'object') return null
    const last = node.parts.at(-1)
    if (last !== undefined) {
      const { separator, margin } = spacingIn(node)
      return { offset: last.end, before: separator, after: '', margin }
    }
    // What stands between the brackets of an empty object is white space, and stays.
    if (!text.includes('\n')) return { offset: node.start + 1, before: '', after: '', margin: '' }
    const margin = marginAt(text, node.start)
    const inner = margin + layout().unit
    return {
      offset: node.start + 1,
      before: layout().newline + inner,
      after: layout().newline + margin,
      margin: inner,
    }
  }

  function spacingIn(holder: JsonContainerNode): { separator: string; margin: string } {
    const [first] = holder.parts
    if (first === undefined || !isOnLines(text, holder)) return { separator: layout().comma, margin: '' }
    const margin = marginAt(text, first.start)
    return { separator: ',' + layout().newline + margin, margin }
  }

  function fix(kind: FixKind, edits: readonly TextEdit[]): Fix {
    return { kind, edits }
  }
}

function edit(from: number, to: number, text: string): TextEdit {
  return { offset: from, length: to - from, text }
}
