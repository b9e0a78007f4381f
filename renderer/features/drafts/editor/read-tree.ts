import { findJsonProblems, type JsonTextProblem } from '#common/json/find-json-problems'
import { firstDuplicateKey } from '#common/json/duplicate-keys'
import { parseJson, type JsonValue } from '#common/json/json-value'

/** Above these the tree freezes: it draws every key of an open object. */
export const MAX_TREE_LENGTH = 5_000_000
export const MAX_TREE_KEYS = 2_000

/** Keys that the tree takes for what they mean in JavaScript. */
const RESERVED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor'])

/** Why a text cannot be shown as a tree. */
export type TreeClosure =
  | { readonly reason: 'problem'; readonly problem: JsonTextProblem }
  | { readonly reason: 'too-long'; readonly length: number }
  | { readonly reason: 'too-wide'; readonly count: number }
  | { readonly reason: 'reserved-key'; readonly key: string }

export type TreeReading =
  { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly closure: TreeClosure }

/** Reads a text for the tree. */
export function readTree(text: string): TreeReading {
  if (text.length > MAX_TREE_LENGTH) return { ok: false, closure: { reason: 'too-long', length: text.length } }
  const result = parseJson(text)
  if (!result.ok || firstDuplicateKey(result.value) !== null) {
    const [problem] = findJsonProblems(text)
    if (problem === undefined) throw new Error('A text that cannot be read has a problem')
    return { ok: false, closure: { reason: 'problem', problem } }
  }
  const closure = unfitPart(result.value)
  return closure === undefined ? { ok: true, value: result.value } : { ok: false, closure }
}

function unfitPart(value: JsonValue): TreeClosure | undefined {
  if (value.kind === 'object') {
    if (value.entries.length > MAX_TREE_KEYS) return { reason: 'too-wide', count: value.entries.length }
    for (const [key, item] of value.entries) {
      const closure = RESERVED_KEYS.has(key) ? ({ reason: 'reserved-key', key } as const) : unfitPart(item)
      if (closure !== undefined) return closure
    }
  }
  if (value.kind === 'array') {
    for (const item of value.items) {
      const closure = unfitPart(item)
      if (closure !== undefined) return closure
    }
  }
  return undefined
}
