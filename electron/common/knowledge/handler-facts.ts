import type { JsonNode } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'
import type { JsonValue } from '../json/json-value'

/**
 * What a handler says in other places that bears on one of its values. It is an interface because a text that is being
 * typed is read another way than one that is JSON.
 */
export interface HandlerFacts {
  /** The text, number or boolean at a path, as text. */
  readonly textAt: (path: JsonPath) => string | undefined
  /** The entries of the object at a path. */
  readonly entriesAt: (path: JsonPath) => readonly FactEntry[]
}

export interface FactEntry {
  readonly key: string
  /** What the entry is called: its NAME, or itself where it is a text. */
  readonly label: string | undefined
}

type Tree = JsonNode | JsonValue
type Entry = readonly [key: string | number, value: Tree]

/** Reads a handler, with or without the places of its values. */
export function factsOf(root: Tree): HandlerFacts {
  return {
    textAt: path => textOf(treeAt(root, path)),
    entriesAt: path => {
      const tree = treeAt(root, path)
      if (tree?.kind !== 'object') return []
      return entriesOf(tree).map(([key, value]) => ({
        key: String(key),
        label: textOf(value) ?? textOf(childOf(value, 'NAME')),
      }))
    },
  }
}

function treeAt(root: Tree, path: JsonPath): Tree | undefined {
  return path.reduce<Tree | undefined>((tree, key) => childOf(tree, key), root)
}

/** Of duplicate keys the last one counts, as it does on a portal. */
function childOf(tree: Tree | undefined, key: string | number): Tree | undefined {
  return tree === undefined ? undefined : entriesOf(tree).findLast(([name]) => name === key)?.[1]
}

function entriesOf(tree: Tree): readonly Entry[] {
  if ('parts' in tree) return tree.parts.map(({ key, node }, index) => [key ?? index, node] as const)
  if ('entries' in tree) return tree.entries
  return 'items' in tree ? tree.items.map((item, index) => [index, item] as const) : []
}

function textOf(tree: Tree | undefined): string | undefined {
  if (tree === undefined) return undefined
  const scalar = tree.kind === 'scalar' ? tree.value : tree
  switch (scalar.kind) {
    case 'string':
    case 'boolean':
      return String(scalar.value)
    case 'number':
      return scalar.lexeme
    default:
      return undefined
  }
}
