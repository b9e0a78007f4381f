import { ensureSyntaxTree, syntaxTree } from '@codemirror/language'
import type { EditorState } from '@codemirror/state'
import type { JsonPath } from '#common/json/json-pointer'
import type { HandlerFacts } from '#common/knowledge/handler-facts'
import { keyOf, MAX_READING_MS, stringAt, VALUES, type SyntaxNode } from './text-path'

/** What a portal has room for holds fewer entries in one object; a text made to annoy could hold any number. */
const MAX_CHILDREN = 5_000
/** A longer text is read only as far as it is read anyway: one read whole is read anew with every key while it is broken. */
const MAX_WHOLE_LENGTH = 200_000
/** As many as can be listed between two keys that are pressed. */
const MAX_ENTRIES = 1_000

/** Reads a handler from a text that may be unfinished. */
export function textFacts(state: EditorState): HandlerFacts {
  return {
    textAt: path => scalarTextAt(state, nodeAt(state, path)),
    entriesAt: path =>
      propertiesOf(nodeAt(state, path), MAX_ENTRIES).map(property => ({
        key: keyOf(state, property) ?? '',
        label: labelOf(state, valueOf(property)),
      })),
  }
}

/** The keys that an object of the text has, but for the one that stands at a position. */
export function keysOfObject(state: EditorState, object: SyntaxNode, but: number): string[] {
  return propertiesOf(object)
    .filter(({ from }) => from !== but)
    .map(property => keyOf(state, property) ?? '')
}

function labelOf(state: EditorState, value: SyntaxNode | undefined): string | undefined {
  return scalarTextAt(state, value) ?? scalarTextAt(state, childOf(state, value, 'NAME'))
}

function nodeAt(state: EditorState, path: JsonPath): SyntaxNode | undefined {
  const { length } = state.doc
  const whole = length > MAX_WHOLE_LENGTH ? null : ensureSyntaxTree(state, length, MAX_READING_MS)
  const tree = whole ?? syntaxTree(state)
  const root = tree.topNode.getChild('Object') ?? undefined
  return path.reduce<SyntaxNode | undefined>((node, key) => childOf(state, node, key), root)
}

/** Of duplicate keys the last one counts, as it does on a portal. Nothing that is asked for stands in a list. */
function childOf(state: EditorState, node: SyntaxNode | undefined, key: string | number): SyntaxNode | undefined {
  const property = propertiesOf(node).findLast(property => keyOf(state, property) === key)
  return property === undefined ? undefined : valueOf(property)
}

function propertiesOf(node: SyntaxNode | undefined, limit = MAX_CHILDREN): SyntaxNode[] {
  const properties: SyntaxNode[] = []
  if (node?.name !== 'Object') return properties
  for (let at = node.firstChild; at !== null && properties.length < limit; at = at.nextSibling) {
    if (at.name === 'Property') properties.push(at)
  }
  return properties
}

function valueOf(property: SyntaxNode): SyntaxNode | undefined {
  const value = property.lastChild
  return value !== null && VALUES.has(value.name) ? value : undefined
}

function scalarTextAt(state: EditorState, node: SyntaxNode | undefined): string | undefined {
  switch (node?.name) {
    case 'String':
      return stringAt(state, node)
    case 'Number':
    case 'True':
    case 'False':
      return state.sliceDoc(node.from, node.to)
    default:
      return undefined
  }
}
