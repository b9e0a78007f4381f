import type { JsonEntry, JsonValue } from '#common/json/json-value'
import { entriesFrom, type PortalParameters } from '../portal-parameters'

/** A read as a command of a batch spells it (reference 1.9). */
export interface BatchedRead {
  readonly method: string
  /** The parameters as a form has them, percent-encoded; empty when there are none. */
  readonly query: string
}

/**
 * Reads that may share a request. Links of payments are not among them: in one request a portal gives two payments of
 * the same order the link of the first.
 */
const READS: ReadonlySet<string> = new Set([
  'profile',
  'scope',
  'server.time',
  'feature.get',
  'method.get',
  'sale.paysystem.handler.list',
  'sale.paysystem.list',
  'sale.paysystem.settings.get',
  'sale.paysystem.settings.payment.get',
  'sale.persontype.list',
  'sale.payment.list',
  'sale.payment.get',
  'crm.item.payment.list',
  'crm.item.payment.get',
])

/** A portal takes these out of the parameters, or behaves in another way when they are there. */
const RESERVED: ReadonlySet<string> = new Set(['auth', 'state', 'token'])
/** What a portal takes is more by far; a read that asks for so much goes as well by itself. */
const MAX_PAIRS = 100
const MAX_DEPTH = 8
const MAX_QUERY_LENGTH = 4_000
/** Half of a character, which has no percent-encoding. */
const LONE_HALF = /\p{Surrogate}/u

/**
 * The read for a batch, or null for a call that goes by itself: one that is not known to be safe there, or with
 * parameters that would reach the portal as something else. A form knows only text, no null and no empty list; it gives
 * some characters in names another meaning; and a batch puts earlier results in the place of `$result[…]`.
 */
export function batchedRead(method: string, parameters: PortalParameters = []): BatchedRead | null {
  if (!READS.has(method.toLowerCase())) return null
  const pairs = pairsIn(entriesFrom(parameters), [])
  if (pairs === null || pairs.length > MAX_PAIRS) return null
  const query = pairs.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')
  return query.length > MAX_QUERY_LENGTH ? null : { method, query }
}

type Pair = readonly [name: string, value: string]

/** What a form makes of entries that lie under a path of keys, or null when it cannot say them. */
function pairsIn(entries: readonly JsonEntry[], path: readonly string[]): readonly Pair[] | null {
  if (path.length > MAX_DEPTH || hasTwice(entries)) return null
  const pairs = entries.map(([key, value]) => (isPlainKey(key, path) ? pairsAt([...path, key], value) : null))
  return pairs.every(some => some !== null) ? pairs.flat() : null
}

function pairsAt(path: readonly string[], value: JsonValue): readonly Pair[] | null {
  switch (value.kind) {
    case 'string':
      return isPlainText(value.value) ? [[nameOf(path), value.value]] : null
    case 'number':
      return [[nameOf(path), value.lexeme]]
    case 'boolean':
    case 'null':
      return null
    case 'array':
      return value.items.length === 0 ? null : pairsIn(value.items.map(numbered), path)
    case 'object':
      return value.entries.length === 0 ? null : pairsIn(value.entries, path)
  }
}

function numbered(item: JsonValue, index: number): JsonEntry {
  return [String(index), item]
}

function nameOf([first = '', ...others]: readonly string[]): string {
  return first + others.map(key => `[${key}]`).join('')
}

function isPlainKey(key: string, path: readonly string[]): boolean {
  if (path.length > 0) return /^[\w<>=!@%.~*-]+$/.test(key)
  return /^\w+$/.test(key) && !RESERVED.has(key.toLowerCase())
}

function isPlainText(text: string): boolean {
  return !text.includes('$result') && !LONE_HALF.test(text)
}

function hasTwice(entries: readonly JsonEntry[]): boolean {
  return new Set(entries.map(([key]) => key)).size < entries.length
}
