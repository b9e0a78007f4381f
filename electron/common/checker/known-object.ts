import { KEYS, type ObjectKind, type ValueType } from './handler-keys'
import { childrenOf, keyOf, kindOf, type Item } from './item'
import { nearestName } from './nearest-name'

/** An entry whose key is not right, and the key it must have been meant for. */
export interface MisnamedEntry {
  readonly item: Item
  readonly name: string
  readonly how: 'case' | 'misspelt'
}

/**
 * An object of the handler, read with patience: an entry whose key is written wrong stands for the right one, so that
 * one slip is one problem and not also that of a missing key.
 */
export interface KnownObject {
  readonly kind: ObjectKind
  readonly item: Item
  readonly misnamed: readonly MisnamedEntry[]
  /** The entries whose keys mean nothing here. */
  readonly others: readonly Item[]
  /** The entry of a key; undefined where it is missing or null, which a portal takes for the same. */
  readonly get: (name: string) => Item | undefined
  /** The entry of a key, null or not. */
  readonly find: (name: string) => Item | undefined
  /** Lets an entry that stands elsewhere stand for a key that is missing here. */
  readonly adopt: (name: string, item: Item) => void
}

export function readKnownObject(kind: ObjectKind, item: Item): KnownObject {
  const keys = KEYS[kind]
  const named = new Map<string, Item>()
  const misnamed: MisnamedEntry[] = []
  const unknown: Item[] = []
  const entries = item.node.kind === 'object' ? childrenOf(item) : []
  for (const entry of entries) {
    if (Object.hasOwn(keys, keyOf(entry))) named.set(keyOf(entry), entry)
    else unknown.push(entry)
  }
  const unclaimed = claim(unknown, 'case', (written, missing) =>
    missing.find(name => name.toUpperCase() === written.toUpperCase()),
  )
  const others = claim(unclaimed, 'misspelt', (written, missing, entry) =>
    nearestName(
      written,
      missing.filter(name => fits(entry, keys[name] ?? 'any')),
    ),
  )
  return {
    kind,
    item,
    misnamed,
    others,
    get: name => {
      const found = named.get(name)
      return found !== undefined && kindOf(found) === 'null' ? undefined : found
    },
    find: name => named.get(name),
    adopt: (name, entry) => void named.set(name, entry),
  }

  function claim(
    candidates: readonly Item[],
    how: MisnamedEntry['how'],
    meantBy: (written: string, missing: readonly string[], entry: Item) => string | undefined,
  ): readonly Item[] {
    if (candidates.length === 0) return candidates
    let missing = Object.keys(keys).filter(name => !named.has(name))
    return candidates.filter(entry => {
      const name = meantBy(keyOf(entry), missing, entry)
      if (name === undefined) return true
      named.set(name, entry)
      misnamed.push({ item: entry, name, how })
      missing = missing.filter(other => other !== name)
      return false
    })
  }
}

/** Whether a value could be that of a key: a slip of the pen changes the key and not what it holds. */
function fits(entry: Item, type: ValueType): boolean {
  const isScalar = entry.node.kind === 'scalar'
  if (type === 'map') return !isScalar
  return type === 'any' || isScalar
}
