import { pointerPart } from '../json/duplicate-keys'
import { printJson, type JsonObject, type JsonValue } from '../json/json-value'
import type { Change } from './push.contract'

const INTEGER = /^-?\d+$/

/**
 * What must be changed to make `after` of `before`, in the order of the text. Key order counts, because a portal keeps
 * it; the spelling of equal numbers does not.
 */
export function changesBetween(before: JsonValue, after: JsonValue, path = ''): Change[] {
  if (before.kind === 'object' && after.kind === 'object') return changesOfObject(before, after, path)
  if (before.kind === 'array' && after.kind === 'array') return changesOfArray(before.items, after.items, path)
  return isSameScalar(before, after) ? [] : [change('changed', path, before, after)]
}

function changesOfObject(before: JsonObject, after: JsonObject, path: string): Change[] {
  const old = new Map(before.entries)
  const wanted = new Map(after.entries)
  const removed = [...old]
    .filter(([key]) => !wanted.has(key))
    .map(([key, value]) => change('removed', `${path}/${pointerPart(key)}`, value, null))
  const kept = [...wanted].flatMap(([key, value]) => {
    const pointer = `${path}/${pointerPart(key)}`
    const earlier = old.get(key)
    return earlier === undefined ? [change('added', pointer, null, value)] : changesBetween(earlier, value, pointer)
  })
  return [...removed, ...kept, ...orderChange([...old.keys()], [...wanted.keys()], path)]
}

function orderChange(before: readonly string[], after: readonly string[], path: string): Change[] {
  const old = new Set(before)
  const wanted = new Set(after)
  const oldOrder = JSON.stringify(before.filter(key => wanted.has(key)))
  const newOrder = JSON.stringify(after.filter(key => old.has(key)))
  return oldOrder === newOrder ? [] : [{ path, kind: 'moved', before: oldOrder, after: newOrder }]
}

function changesOfArray(before: readonly JsonValue[], after: readonly JsonValue[], path: string): Change[] {
  const length = Math.max(before.length, after.length)
  return Array.from({ length }, (_, index) => {
    const [old, wanted, pointer] = [before[index], after[index], `${path}/${index}`]
    if (old === undefined) return wanted === undefined ? [] : [change('added', pointer, null, wanted)]
    return wanted === undefined ? [change('removed', pointer, old, null)] : changesBetween(old, wanted, pointer)
  }).flat()
}

function isSameScalar(before: JsonValue, after: JsonValue): boolean {
  if (before.kind === 'number' && after.kind === 'number') {
    return isSameNumber(before.lexeme, after.lexeme)
  }
  return before.kind === after.kind && printJson(before, 0) === printJson(after, 0)
}

function isSameNumber(before: string, after: string): boolean {
  if (before === after) return true
  // A portal keeps integers to the last digit, and JavaScript's numbers cannot tell large ones apart.
  if (INTEGER.test(before) && INTEGER.test(after)) return Number(before) === 0 && Number(after) === 0
  return Number.isFinite(Number(before)) && Number(before) === Number(after)
}

function change(kind: Change['kind'], path: string, before: JsonValue | null, after: JsonValue | null): Change {
  return { kind, path, before: before && printJson(before), after: after && printJson(after) }
}
