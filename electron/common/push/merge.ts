import { differencesBetween, type DifferenceOptions } from '../compare/differences'
import { createMeaningIdentity } from '../compare/meaning-identity'
import { editsToReach } from '../json/edits-to-reach'
import { itemAt } from '../json/item-at'
import { pointerOf, type JsonPath } from '../json/json-pointer'
import { EMPTY_OBJECT, entryOf, printJson, type JsonEntry, type JsonObject, type JsonValue } from '../json/json-value'
import { longestRise } from '../json/longest-rise'
import { matchItems } from '../json/match-items'
import { applyTextEdits } from '../json/text-edit'
import type { MergeRow, MergeSide } from './push.contract'

export interface Merge {
  /** Where mine or theirs, or both, differ from the base; as many, and in this order, whatever is chosen at the conflicts. */
  readonly rows: readonly MergeRow[]
  readonly value: JsonValue
}

/** What is on one side at one place; undefined where that side has nothing. */
type Part = JsonValue | undefined
type Three = readonly [base: Part, mine: Part, theirs: Part]

/** What a person sees as a change without asking for more. */
const BY_MEANING: DifferenceOptions = { keyOrder: false, numbers: 'also-as-text', emptiness: false, items: 'by-index' }

/**
 * Merges two states of a value that began from the same base, by what they mean. What only one side changed is taken; where
 * both changed the same place into something different there is a conflict, and `choices` says for each, in the order of
 * the rows, whose value to take: mine where it says nothing. Keys keep my order, and what did not change keeps my spelling.
 */
export function mergeValues(
  base: JsonValue,
  mine: JsonValue,
  theirs: JsonValue,
  choices: readonly MergeSide[] = [],
): Merge {
  const identity = createMeaningIdentity()
  const rows: MergeRow[] = []
  let conflicts = 0
  const value = merge([base, mine, theirs], [])
  if (value === undefined) throw new Error('A whole value is on every side')
  return { rows, value }

  function merge(parts: Three, path: JsonPath): Part {
    const [base, mine, theirs] = parts
    if (isSame(base, mine) && isSame(mine, theirs)) return mine
    const objects = asObjects(parts)
    if (objects !== null) return mergeObjects(objects, parts, path)
    if ((base === undefined || base.kind === 'array') && mine?.kind === 'array' && theirs?.kind === 'array') {
      return { kind: 'array', items: mergeItems(base?.items ?? [], mine.items, theirs.items, path) }
    }
    return decide(parts, path)
  }

  function decide([base, mine, theirs]: Three, path: JsonPath): Part {
    const kind = isSame(mine, theirs)
      ? 'both'
      : isSame(base, theirs)
        ? 'mine'
        : isSame(base, mine)
          ? 'theirs'
          : 'conflict'
    rows.push({ kind, path: pointerOf(path), base: print(base), mine: print(mine), theirs: print(theirs) })
    if (kind === 'conflict') return choices[conflicts++] === 'theirs' ? theirs : mine
    return kind === 'theirs' ? theirs : mine
  }

  function mergeObjects(
    [base, mine, theirs]: readonly [JsonObject, JsonObject, JsonObject],
    [, written]: Three,
    path: JsonPath,
  ): JsonValue {
    const [olds, owns, others] = [new Map(base.entries), new Map(mine.entries), new Map(theirs.entries)]
    const entries: JsonEntry[] = []
    for (const key of new Set([...owns.keys(), ...others.keys(), ...olds.keys()])) {
      const part = merge([olds.get(key), owns.get(key), others.get(key)], [...path, key])
      if (part === undefined) continue
      entries.splice(owns.has(key) ? entries.length : placeFor(key, entries, [...others.keys()]), 0, [key, part])
    }
    // A portal spells an object without keys as a list, and so may the text.
    if (entries.length === 0 && written?.kind === 'array') return written
    return { kind: 'object', entries }
  }

  /** Walks along the base: what was put in between its items is taken from both sides, and each of its items is merged. */
  function mergeItems(
    base: readonly JsonValue[],
    mine: readonly JsonValue[],
    theirs: readonly JsonValue[],
    path: JsonPath,
  ): JsonValue[] {
    const [own, other] = [alignment(base, mine), alignment(base, theirs)]
    const items: JsonValue[] = []
    for (let index = 0; index <= base.length; index++) {
      insert(itemAt(own.inserted, index), itemAt(other.inserted, index))
      if (index === base.length) break
      const part = merge([base[index], own.kept.get(index), other.kept.get(index)], [...path, items.length])
      if (part !== undefined) items.push(part)
    }
    return items

    /** Both sides may have put something at one place: neither is lost, and what is the same stands there once. */
    function insert(owns: readonly JsonValue[], others: readonly JsonValue[]): void {
      const left = [...others]
      for (const item of owns) {
        const same = left.findIndex(candidate => isSame(candidate, item))
        if (same >= 0) left.splice(same, 1)
        items.push(decide([undefined, item, same < 0 ? undefined : item], [...path, items.length]) ?? item)
      }
      for (const item of left) {
        items.push(decide([undefined, undefined, item], [...path, items.length]) ?? item)
      }
    }
  }

  /** Which items of a list come from which of the base, and what stands in front of each of those, and at the end. */
  function alignment(
    base: readonly JsonValue[],
    list: readonly JsonValue[],
  ): { readonly kept: ReadonlyMap<number, JsonValue>; readonly inserted: readonly (readonly JsonValue[])[] } {
    const sources = matchItems({
      oldCount: base.length,
      wantedCount: list.length,
      isSame: (old, wanted) => identity(itemAt(base, old)) === identity(itemAt(list, wanted)),
      numberOfOld: index => identity(itemAt(base, index)),
      numberOfWanted: index => identity(itemAt(list, index)),
    })
    const staying = new Set(longestRise(sources.filter(source => source !== undefined)))
    const kept = new Map<number, JsonValue>()
    const inserted: JsonValue[][] = Array.from({ length: base.length + 1 }, () => [])
    let next = 0
    for (const [index, source] of sources.entries()) {
      const item = itemAt(list, index)
      if (source === undefined || !staying.has(source)) itemAt(inserted, next).push(item)
      else {
        kept.set(source, item)
        next = source + 1
      }
    }
    return { kept, inserted }
  }

  function isSame(one: Part, other: Part): boolean {
    if (one === undefined || other === undefined) return one === other
    // Values with different numbers are never the same; those with one number may be, and large whole numbers are not.
    return identity(one) === identity(other) && differencesBetween(one, other, BY_MEANING).length === 0
  }
}

/**
 * Merges the text of a draft with what became of its base on a portal. A field the text does not have is none of its
 * changes: an update leaves it as the portal has it.
 */
export function mergeHandler(
  base: JsonValue,
  mine: JsonObject,
  theirs: JsonValue,
  choices: readonly MergeSide[] = [],
): Merge {
  const given = (value: JsonValue): JsonObject => ({
    kind: 'object',
    entries: mine.entries.flatMap(([key]) => {
      const part = entryOf(value, key)
      return part === undefined ? [] : [[key, part] satisfies JsonEntry]
    }),
  })
  return mergeValues(given(base), mine, given(theirs), choices)
}

/** The text with the fewest edits that make it mean the merged value. It must be JSON without duplicate keys. */
export function mergedText(text: string, { value }: Merge): string {
  return applyTextEdits(text, editsToReach(text, value))
}

/** Three objects to be merged key by key; null where one side is something else. */
function asObjects([base, mine, theirs]: Three): readonly [JsonObject, JsonObject, JsonObject] | null {
  const [old, own, other] = [base ?? EMPTY_OBJECT, mine, theirs].map(asObject)
  const isAnyObject = [base, mine, theirs].some(part => part?.kind === 'object')
  return isAnyObject && old != null && own != null && other != null ? [old, own, other] : null
}

/** An empty list is how a portal gives back an object without keys (server behaviour 2). */
function asObject(part: Part): JsonObject | null {
  if (part?.kind === 'object') return part
  return part?.kind === 'array' && part.items.length === 0 ? EMPTY_OBJECT : null
}

/** A key of theirs goes behind the nearest of those before it there that is in the result, so that it brings no other order. */
function placeFor(key: string, entries: readonly JsonEntry[], theirs: readonly string[]): number {
  const before = theirs.slice(0, Math.max(0, theirs.indexOf(key)))
  const neighbour = before.findLast(name => entries.some(([own]) => own === name))
  return entries.findIndex(([name]) => name === neighbour) + 1
}

function print(part: Part): string | null {
  return part === undefined ? null : printJson(part)
}
