import { ensureSyntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { JsonPath } from '#common/json/json-pointer'
import { keysOfObject } from './text-facts'
import { MAX_READING_MS, pathOf, type SyntaxNode } from './text-path'

/** A place of a text, JSON or not, where a key or a value can be written. Positions are those of CodeMirror's document. */
export interface TextSlot {
  readonly kind: 'key' | 'value'
  /** The object that gets the key, or what gets the value: a key of an object, or an item of a list. */
  readonly path: JsonPath
  /** What is written there so far, quotes included; both are the same where it is nothing. */
  readonly from: number
  readonly to: number
  /** Where the words begin that are being typed: behind the opening quote, if there is one. */
  readonly wordFrom: number
  /** Reads the keys of the object that a key is written for, without the one that is being typed. */
  readonly siblings: () => readonly string[]
}

type Place = Pick<TextSlot, 'kind' | 'from' | 'to'> & { readonly node: SyntaxNode }

/** How far the last thing before the caret may be, in characters. */
const MAX_LOOK = 2_000
const WORD = /^"?[\w/\\.-]*/

/** What can be written at a position; undefined where nothing can, or it is not known yet. */
export function slotAt(state: EditorState, position: number): TextSlot | undefined {
  const tree = ensureSyntaxTree(state, position, MAX_READING_MS)
  if (tree === null) return undefined
  const place = placeAt(state, position, tree.resolveInner(position, -1))
  if (place === undefined) return undefined
  const { kind, from, to, node } = place
  const path = kind === 'value' && node.name === 'Array' ? itemPath(state, node, from) : pathOf(state, node)
  if (path === undefined) return undefined
  const wordFrom = state.sliceDoc(from, from + 1) === '"' && from < position ? from + 1 : from
  return { kind, path, from, to, wordFrom, siblings: () => keysOfObject(state, node, from) }
}

/** The last character before a position that is not white space, with its place. */
export function characterBefore(state: EditorState, position: number): { character: string; end: number } {
  const from = Math.max(0, position - MAX_LOOK)
  const before = state.sliceDoc(from, position).trimEnd()
  return { character: before.at(-1) ?? '', end: from + before.length }
}

/** The first character from a position on that is not white space. */
export function characterAfter(state: EditorState, position: number): string {
  return state.sliceDoc(position, position + MAX_LOOK).trimStart()[0] ?? ''
}

function placeAt(state: EditorState, position: number, inner: SyntaxNode): Place | undefined {
  const { name, from, to, parent } = inner
  if (name === 'PropertyName' || name === 'String') {
    // Behind the closing quote nothing can be written but a comma or a colon.
    if (position === to || parent === null) return undefined
    const holder = name === 'PropertyName' ? parent.parent : parent
    return holder === null ? undefined : { kind: name === 'PropertyName' ? 'key' : 'value', from, to, node: holder }
  }
  const word = wordAt(state, position)
  const holder = holderOf(inner)
  if (holder === undefined) return undefined
  const { character } = characterBefore(state, word.from)
  if (holder.name === 'Property') return character === ':' ? { kind: 'value', ...word, node: holder } : undefined
  const isBehindValue = character !== ',' && character !== (holder.name === 'Object' ? '{' : '[')
  if (isBehindValue && !isEndOfValue(character)) return undefined
  // On the same line a value may still be going on.
  if (isBehindValue && word.from === word.to && !isOnNewLine(state, word.from)) return undefined
  return { kind: holder.name === 'Object' ? 'key' : 'value', ...word, node: holder }
}

/** The object, list or property that encloses a position next to a node. */
function holderOf(inner: SyntaxNode): SyntaxNode | undefined {
  for (let at: SyntaxNode | null = inner; at !== null; at = at.parent) {
    if (at.name === 'Object' || at.name === 'Array' || at.name === 'Property') {
      const isClosed = at.name !== 'Property' && (inner.name === '}' || inner.name === ']') && inner.parent === at
      if (!isClosed) return at
    }
  }
  return undefined
}

function wordAt(state: EditorState, position: number): { from: number; to: number } {
  const line = state.doc.lineAt(position)
  const before = /"?[\w/\\.-]*$/.exec(line.text.slice(0, position - line.from))?.[0] ?? ''
  const after = before === '' ? '' : (WORD.exec(line.text.slice(position - line.from))?.[0] ?? '')
  return { from: position - before.length, to: position + after.length }
}

function isEndOfValue(character: string): boolean {
  return /["}\]\w]/.test(character)
}

function isOnNewLine(state: EditorState, position: number): boolean {
  const line = state.doc.lineAt(position)
  return line.text.slice(0, position - line.from).trim() === ''
}

function itemPath(state: EditorState, array: SyntaxNode, position: number): JsonPath | undefined {
  const path = pathOf(state, array)
  let index = 0
  for (let at = array.firstChild; at !== null && at.from < position; at = at.nextSibling) if (at.name === ',') index++
  return path === undefined ? undefined : [...path, index]
}
