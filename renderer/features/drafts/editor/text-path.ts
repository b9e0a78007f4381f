import { ensureSyntaxTree, type syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { JsonPath } from '#common/json/json-pointer'
import { MAX_JSON_DEPTH } from '#common/json/json-value'

export type SyntaxNode = ReturnType<typeof syntaxTree>['topNode']

/** How long the editor may read a text to know what stands at a place. */
export const MAX_READING_MS = 10
export const VALUES: ReadonlySet<string> = new Set(['Object', 'Array', 'String', 'Number', 'True', 'False', 'Null'])

/** The path of what stands at a position of CodeMirror's document, JSON or not; undefined where that is not known yet. */
export function pathAt(state: EditorState, position: number): JsonPath | undefined {
  const tree = ensureSyntaxTree(state, position, MAX_READING_MS)
  if (tree === null) return undefined
  const after = pathOf(state, tree.resolveInner(position, 1))
  const before = pathOf(state, tree.resolveInner(position, -1))
  if (before === undefined || after === undefined) return undefined
  // Between two things, the one that is deeper is meant: a value, and not the comma behind it.
  return before.length > after.length ? before : after
}

/** The way from the whole text to a node of the syntax tree. Only what encloses the node is read. */
export function pathOf(state: EditorState, node: SyntaxNode): JsonPath | undefined {
  const path: (string | number)[] = []
  for (let at: SyntaxNode | null = node; at !== null; at = at.parent) {
    if (path.length > MAX_JSON_DEPTH) return undefined
    if (at.name === 'Property') path.unshift(keyOf(state, at) ?? '')
    else if (at.parent?.name === 'Array' && VALUES.has(at.name)) path.unshift(indexOf(at))
  }
  return path
}

/** The key of a property, as it is meant. */
export function keyOf(state: EditorState, property: SyntaxNode): string | undefined {
  const name = property.getChild('PropertyName')
  return name === null ? undefined : stringAt(state, name)
}

/** What a string of the text means, escapes read where they can be. */
export function stringAt(state: EditorState, { from, to }: SyntaxNode): string {
  const written = state.sliceDoc(from, to)
  try {
    return String(JSON.parse(written))
  } catch {
    return written.replaceAll(/^"|"$/g, '')
  }
}

function indexOf(item: SyntaxNode): number {
  let index = 0
  for (let at = item.prevSibling; at !== null; at = at.prevSibling) if (VALUES.has(at.name)) index++
  return index
}
