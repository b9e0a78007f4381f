import { itemAt } from '../json/item-at'
import type { JsonPath } from '../json/json-pointer'
import type { JsonEntry, JsonObject, JsonValue } from '../json/json-value'
import { longestRise } from '../json/longest-rise'
import { matchItems } from '../json/match-items'
import { createMeaningIdentity, isNumberText } from './meaning-identity'

/** What counts as a difference, and what the items of two lists are held against. */
export interface DifferenceOptions {
  /** Whether another order of an object's keys counts. */
  readonly keyOrder: boolean
  /** `by-value`: `1.0` is `1`. `also-as-text`: `"100"` is `100`, too. */
  readonly numbers: 'as-spelled' | 'by-value' | 'also-as-text'
  /** Whether `{}`, `[]` and `null` differ from each other. */
  readonly emptiness: boolean
  /** `matched`: with the items that mean the same, so that one put in front leaves the others alone. */
  readonly items: 'by-index' | 'matched'
}

/**
 * One place at which two values differ. `added` is only on the right, `removed` only on the left; the path of the side
 * that lacks it says where it would go. `moved` is another order of keys: both sides are lists of the keys they share.
 */
export interface Difference {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved'
  readonly leftPath: JsonPath
  readonly rightPath: JsonPath
  readonly left: JsonValue | null
  readonly right: JsonValue | null
}

const INTEGER = /^-?\d+$/

/** Where two values differ, in the order of the text. Of a key that stands twice the last one counts. */
export function differencesBetween(left: JsonValue, right: JsonValue, options: DifferenceOptions): Difference[] {
  const identity = createMeaningIdentity()
  const found: Difference[] = []
  compare(left, right, [], [])
  return found

  function compare(left: JsonValue, right: JsonValue, leftPath: JsonPath, rightPath: JsonPath): void {
    if (left.kind === 'object' && right.kind === 'object') compareObjects(left, right, leftPath, rightPath)
    else if (left.kind === 'array' && right.kind === 'array') {
      compareArrays(left.items, right.items, leftPath, rightPath)
    } else if (!isSame(left, right, options)) found.push({ kind: 'changed', leftPath, rightPath, left, right })
  }

  function compareObjects(left: JsonObject, right: JsonObject, leftPath: JsonPath, rightPath: JsonPath): void {
    const old = new Map(left.entries)
    const wanted = new Map(right.entries)
    for (const [key, value] of old) {
      if (!wanted.has(key)) {
        const [from, to] = [
          [...leftPath, key],
          [...rightPath, key],
        ]
        found.push({ kind: 'removed', leftPath: from, rightPath: to, left: value, right: null })
      }
    }
    for (const [key, value] of wanted) {
      const earlier = old.get(key)
      const [from, to] = [
        [...leftPath, key],
        [...rightPath, key],
      ]
      if (earlier === undefined) found.push({ kind: 'added', leftPath: from, rightPath: to, left: null, right: value })
      else compare(earlier, value, from, to)
    }
    if (options.keyOrder) compareOrder(old, wanted, leftPath, rightPath)
  }

  function compareOrder(
    left: ReadonlyMap<string, JsonValue>,
    right: ReadonlyMap<string, JsonValue>,
    leftPath: JsonPath,
    rightPath: JsonPath,
  ): void {
    const old = [...left.keys()].filter(key => right.has(key))
    const wanted = [...right.keys()].filter(key => left.has(key))
    if (old.every((key, index) => key === wanted[index])) return
    found.push({ kind: 'moved', leftPath, rightPath, left: listOf(old), right: listOf(wanted) })
  }

  function compareArrays(
    left: readonly JsonValue[],
    right: readonly JsonValue[],
    leftPath: JsonPath,
    rightPath: JsonPath,
  ): void {
    const sources = sourcesOf(left, right)
    const staying = new Set(longestRise(sources.filter(source => source !== undefined)))
    let [nextLeft, nextRight] = [0, 0]
    for (const [index, source] of sources.entries()) {
      if (source === undefined || !staying.has(source)) continue
      gap(source, index)
      compare(itemAt(left, source), itemAt(right, index), [...leftPath, source], [...rightPath, index])
      nextLeft = source + 1
      nextRight = index + 1
    }
    gap(left.length, right.length)

    /** Tells of what has no counterpart. What moved within a list is told as gone and as new. */
    function gap(leftEnd: number, rightEnd: number): void {
      const place = { leftPath: [...leftPath, nextLeft], rightPath: [...rightPath, nextRight] }
      for (let index = nextLeft; index < leftEnd; index++) {
        const path = [...leftPath, index]
        found.push({ ...place, kind: 'removed', leftPath: path, left: itemAt(left, index), right: null })
      }
      for (let index = nextRight; index < rightEnd; index++) {
        const path = [...rightPath, index]
        found.push({ ...place, kind: 'added', rightPath: path, left: null, right: itemAt(right, index) })
      }
    }
  }

  /**
   * The index on the left that each item on the right belongs to. It does not depend on what counts as a difference, so
   * that to let more things pass only ever takes differences away.
   */
  function sourcesOf(left: readonly JsonValue[], right: readonly JsonValue[]): (number | undefined)[] {
    if (options.items === 'by-index') return right.map((_, index) => (index < left.length ? index : undefined))
    return matchItems({
      oldCount: left.length,
      wantedCount: right.length,
      isSame: (old, wanted) => identity(itemAt(left, old)) === identity(itemAt(right, wanted)),
      numberOfOld: index => identity(itemAt(left, index)),
      numberOfWanted: index => identity(itemAt(right, index)),
    })
  }
}

/** The value with one difference taken over: `target` is the side that `into` names, `source` the other one. */
export function takeOver(
  target: JsonValue,
  source: JsonValue,
  { kind, leftPath, rightPath, left, right }: Difference,
  into: 'left' | 'right',
): JsonValue {
  const [path, sourcePath, value] = into === 'left' ? [leftPath, rightPath, right] : [rightPath, leftPath, left]
  if (kind === 'moved') return updateAt(target, path, container => inOrderOf(container, value))
  const key = path.at(-1)
  if (key === undefined) {
    if (value === null) throw new Error('A whole value is on both sides')
    return value
  }
  return updateAt(target, path.slice(0, -1), container => {
    if (value === null) return without(container, key)
    if (kind === 'changed') return withPart(container, key, value)
    return withNewPart(container, key, value, valueAt(source, sourcePath.slice(0, -1)))
  })
}

function isSame(left: JsonValue, right: JsonValue, { numbers, emptiness }: DifferenceOptions): boolean {
  if (left.kind === 'number' && right.kind === 'number') {
    return numbers === 'as-spelled' ? left.lexeme === right.lexeme : isSameNumber(left.lexeme, right.lexeme)
  }
  if (left.kind === right.kind) return !('value' in left) || !('value' in right) || left.value === right.value
  if (numbers === 'also-as-text') {
    if (left.kind === 'number' && right.kind === 'string') return isNumberOf(right.value, left.lexeme)
    if (left.kind === 'string' && right.kind === 'number') return isNumberOf(left.value, right.lexeme)
  }
  return !emptiness && isEmpty(left) && isEmpty(right)
}

function isNumberOf(text: string, lexeme: string): boolean {
  return isNumberText(text) && isSameNumber(text, lexeme)
}

function isSameNumber(left: string, right: string): boolean {
  if (left === right) return true
  // A portal keeps integers to the last digit, and JavaScript's numbers cannot tell large ones apart.
  if (INTEGER.test(left) && INTEGER.test(right)) return Number(left) === 0 && Number(right) === 0
  return Number.isFinite(Number(left)) && Number(left) === Number(right)
}

function isEmpty(value: JsonValue): boolean {
  if (value.kind === 'array') return value.items.length === 0
  return value.kind === 'object' ? value.entries.length === 0 : value.kind === 'null'
}

function listOf(keys: readonly string[]): JsonValue {
  return { kind: 'array', items: keys.map(value => ({ kind: 'string', value })) }
}

function valueAt(value: JsonValue, path: JsonPath): JsonValue {
  return path.reduce(partOf, value)
}

function partOf(value: JsonValue, key: string | number): JsonValue {
  const part =
    value.kind === 'object'
      ? value.entries.find(([name]) => name === key)?.[1]
      : value.kind === 'array'
        ? value.items[Number(key)]
        : undefined
  if (part === undefined) throw new Error('The path of a difference leads nowhere')
  return part
}

function updateAt(value: JsonValue, path: JsonPath, change: (value: JsonValue) => JsonValue): JsonValue {
  const [key, ...rest] = path
  if (key === undefined) return change(value)
  return withPart(value, key, updateAt(partOf(value, key), rest, change))
}

function withPart(value: JsonValue, key: string | number, part: JsonValue): JsonValue {
  if (value.kind === 'array') {
    return { ...value, items: value.items.map((item, index) => (index === key ? part : item)) }
  }
  if (value.kind !== 'object') return value
  return { ...value, entries: value.entries.map((entry): JsonEntry => (entry[0] === key ? [entry[0], part] : entry)) }
}

function without(value: JsonValue, key: string | number): JsonValue {
  if (value.kind === 'array') return { ...value, items: value.items.filter((_, index) => index !== key) }
  return value.kind === 'object' ? { ...value, entries: value.entries.filter(([name]) => name !== key) } : value
}

/** A new key goes behind the one it follows in the model, so that it brings no other order with it. */
function withNewPart(value: JsonValue, key: string | number, part: JsonValue, model: JsonValue): JsonValue {
  if (value.kind === 'array') {
    return { ...value, items: [...value.items.slice(0, Number(key)), part, ...value.items.slice(Number(key))] }
  }
  if (value.kind !== 'object' || model.kind !== 'object') return value
  const names = model.entries.map(([name]) => name)
  const before = new Set(names.slice(0, names.indexOf(String(key))))
  const own = new Set(value.entries.map(([name]) => name))
  const neighbour = [...before].filter(name => own.has(name)).at(-1)
  const index = value.entries.findIndex(([name]) => name === neighbour) + 1
  return { ...value, entries: [...value.entries.slice(0, index), [String(key), part], ...value.entries.slice(index)] }
}

/** Puts the listed keys in the listed order; keys that are not listed keep their places. */
function inOrderOf(value: JsonValue, order: JsonValue | null): JsonValue {
  if (value.kind !== 'object' || order?.kind !== 'array') return value
  const keys = order.items.flatMap(item => (item.kind === 'string' ? [item.value] : []))
  const listed = new Set(keys)
  const own = new Map(value.entries)
  let next = 0
  const entries = value.entries.map((entry): JsonEntry => {
    if (!listed.has(entry[0])) return entry
    const key = itemAt(keys, next++)
    return [key, own.get(key) ?? entry[1]]
  })
  return { ...value, entries }
}
