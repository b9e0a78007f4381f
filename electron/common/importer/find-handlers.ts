import { fitOf, type Place } from './handler-schema'
import { entryAt, textAt, withNotes, type LiteralEntry, type LiteralNode, type ObjectNode } from './literal-node'
import { isTokenKey, isTokenLike } from './secrets'

/** A method of a portal that a source names near a literal. */
export type NamedMethod = 'add' | 'update' | 'list' | 'other' | null

export interface FoundHandler {
  readonly node: ObjectNode
  readonly handlerId: string | null
  /** Whether it is a row of an answer. */
  readonly isRow: boolean
  /** Where its literal starts: that of the request around it, if there is one. */
  readonly start: number
  /** Values that open a portal and were left out. */
  readonly tokens: readonly DroppedToken[]
}

export interface DroppedToken {
  /** Where it stood in the literal. */
  readonly start: number
  /** Where it stood in the handler, or null if it stood beside it. */
  readonly path: readonly string[] | null
}

const MODES = ['FORM_DATA', 'CHECKOUT_DATA', 'IFRAME_DATA']
const SETTINGS_KEYS = ['CURRENCY', 'CLIENT_TYPE', ...MODES, 'CODES']
const HANDLER_KEYS = new Set(['NAME', 'CODE', 'SORT', 'SETTINGS'])
/** Keys of a payment system, which also has a name and settings. */
const PAYMENT_SYSTEM_KEYS = ['BX_REST_HANDLER', 'PERSON_TYPE_ID', 'ACTION_FILE', 'PSA_NAME', 'ENTITY_REGISTRY_TYPE']

/** Finds the handlers in a value: the value itself, what requests and answers hold, and bare settings. */
export function findHandlers(root: LiteralNode, method: NamedMethod): FoundHandler[] {
  return search(root, false)

  function search(node: LiteralNode, isInResult: boolean): FoundHandler[] {
    if (node.kind === 'array') return node.items.flatMap(item => search(item, isInResult))
    if (node.kind === 'scalar') return []
    const request = withUpperKeys(node)
    if (isPaymentSystem(request)) return []
    const fields = entryAt(request, 'FIELDS')
    if (fields?.kind === 'object' && entryAt(request, 'SETTINGS') === undefined) {
      const update = withUpperKeys(fields)
      if (isHandler(update) || (method === 'update' && isPartOfHandler(update))) {
        return [found(update, textAt(request, 'ID') ?? null, false, node.start, tokensBeside(request))]
      }
    }
    if (isHandler(request) || (node === root && method === 'add' && isPartOfHandler(request))) {
      const id = textAt(request, 'ID') ?? null
      return [found(request, id, isInResult && id !== null, node.start, [])]
    }
    if (isSettings(node)) {
      const wrapped: LiteralEntry = ['SETTINGS', withNotes(node, 'settings-wrapped')]
      return [found({ ...node, entries: [wrapped], notes: [] }, null, false, node.start, [])]
    }
    return node.entries.flatMap(([key, item]) => search(item, isInResult || key.toLowerCase() === 'result'))
  }

  function isHandler(node: ObjectNode): boolean {
    const settings = entryAt(node, 'SETTINGS')
    const hasName = entryAt(node, 'NAME') !== undefined
    const hasCode = entryAt(node, 'CODE') !== undefined
    if (settings === undefined) return hasName && hasCode && isSettings(node)
    if (isSettings(settings)) return true
    if (method === 'other' || isOfPaymentSystem(settings)) return false
    if (isPlaceholder(settings)) return hasLiteral(node, 'NAME') && method !== null
    return hasName && hasCode && (settings.kind !== 'scalar' || method === 'add' || method === 'update')
  }
}

function found(
  handler: ObjectNode,
  handlerId: string | null,
  isRow: boolean,
  start: number,
  tokens: readonly DroppedToken[],
): FoundHandler {
  const dropped: DroppedToken[] = [...tokens]
  const own = { ...handler, entries: handler.entries.filter(([key]) => key !== 'ID' && !ROUTING_KEYS.has(key)) }
  const placed = withSettingsInPlace(own)
  const node = withoutTokens(placed, 'handler', [], dropped)
  const id = handlerId !== null && /^(0|[1-9]\d{0,19})$/.test(handlerId) ? handlerId : null
  return { node: node.kind === 'object' ? node : placed, handlerId: id, isRow, start, tokens: dropped }
}

/** Keys that steer a call and are no part of what it sends. */
const ROUTING_KEYS = new Set(['METHOD', 'REQUESTID', 'HALT'])

/** A portal takes the keys of a request in any case; a draft has them in upper case. */
function withUpperKeys(node: ObjectNode): ObjectNode {
  const isMixed = node.entries.some(([key]) => key !== key.toUpperCase() && isRequestKey(key.toUpperCase()))
  if (!isMixed) return node
  const entries = node.entries.map(([key, item]): LiteralEntry => {
    const upper = key.toUpperCase()
    if (upper === key || !isRequestKey(upper)) return [key, item]
    return [upper, HANDLER_KEYS.has(upper) ? withNotes(item, 'key-case') : item]
  })
  return { ...node, entries }
}

function isRequestKey(key: string): boolean {
  return HANDLER_KEYS.has(key) || ROUTING_KEYS.has(key) || key === 'ID' || key === 'FIELDS'
}

function isSettings(node: LiteralNode): boolean {
  if (node.kind !== 'object') return false
  return SETTINGS_KEYS.some(key => {
    const part = entryAt(node, key)
    if (part?.kind !== 'object') return part?.kind === 'scalar' && part.isPlaceholder && MODES.includes(key)
    return key !== 'CODES' || part.entries.every(([, code]) => code.kind !== 'scalar' || code.isPlaceholder)
  })
}

function isOfPaymentSystem(settings: LiteralNode): boolean {
  if (settings.kind !== 'object' || settings.entries.length === 0) return false
  return settings.entries.every(
    ([, item]) => entryAt(item, 'TYPE') !== undefined && entryAt(item, 'VALUE') !== undefined,
  )
}

function isPaymentSystem(node: ObjectNode): boolean {
  return PAYMENT_SYSTEM_KEYS.some(key => entryAt(node, key) !== undefined)
}

function isPartOfHandler(node: ObjectNode): boolean {
  return ['NAME', 'CODE', 'SORT', 'SETTINGS'].some(key => {
    const part = entryAt(node, key)
    return part !== undefined && !isPlaceholder(part)
  })
}

function hasLiteral(node: ObjectNode, key: string): boolean {
  const part = entryAt(node, key)
  return part !== undefined && !isPlaceholder(part)
}

function isPlaceholder(node: LiteralNode): boolean {
  return node.kind === 'scalar' && node.isPlaceholder
}

/** Moves what stands beside SETTINGS or inside a mode, and belongs into SETTINGS, if it is not there already. */
function withSettingsInPlace(handler: ObjectNode): ObjectNode {
  const settings = entryAt(handler, 'SETTINGS')
  if (settings !== undefined && settings.kind !== 'object') return handler
  const inner = settings === undefined ? [] : withCodesBesideModes(settings.entries)
  const present = new Set(inner.map(([key]) => key))
  const astray = handler.entries.filter(([key, item]) => isAstray(key, item) && !present.has(key))
  if (astray.length === 0 && settings !== undefined) {
    return withEntry(handler, 'SETTINGS', { ...settings, entries: inner })
  }
  if (astray.length === 0) return handler
  const moved = astray.map(([key, item]): LiteralEntry => [key, withNotes(item, 'settings-moved')])
  const whole: ObjectNode = {
    kind: 'object',
    entries: [...inner, ...moved],
    start: settings?.start ?? handler.start,
    notes: settings?.notes ?? [],
  }
  const rest = { ...handler, entries: handler.entries.filter(entry => !astray.includes(entry)) }
  return withEntry(rest, 'SETTINGS', whole)
}

function isAstray(key: string, item: LiteralNode): boolean {
  return SETTINGS_KEYS.includes(key) && (item.kind !== 'scalar' || key === 'CLIENT_TYPE')
}

function withEntry(node: ObjectNode, key: string, item: LiteralNode): ObjectNode {
  if (entryAt(node, key) === undefined) return { ...node, entries: [...node.entries, [key, item]] }
  return { ...node, entries: node.entries.map(entry => (entry[0] === key ? [key, item] : entry)) }
}

function withCodesBesideModes(settings: readonly LiteralEntry[]): readonly LiteralEntry[] {
  if (settings.some(([key]) => key === 'CODES')) return settings
  const inside = settings.flatMap(([key, mode]) => (MODES.includes(key) ? [entryAt(mode, 'CODES')] : []))
  const codes = inside.filter(item => item?.kind === 'object')
  const [only] = codes
  if (only === undefined || codes.length > 1) return settings
  const emptied = settings.map(([key, mode]): LiteralEntry => {
    if (!MODES.includes(key) || mode.kind !== 'object') return [key, mode]
    return [key, { ...mode, entries: mode.entries.filter(([, item]) => item !== only) }]
  })
  return [...emptied, ['CODES', withNotes(only, 'codes-moved')]]
}

/** Leaves out tokens wherever a handler has no key of that name; `dropped` collects them. */
function withoutTokens(node: LiteralNode, place: Place, path: readonly string[], dropped: DroppedToken[]): LiteralNode {
  if (node.kind === 'array') {
    const items = node.items.map((item, index) => withoutTokens(item, 'any', [...path, String(index)], dropped))
    return { ...node, items }
  }
  if (node.kind === 'scalar') return node
  const entries: LiteralEntry[] = []
  for (const [key, item] of node.entries) {
    if (isTokenAt(place, key, item)) dropped.push({ start: item.start, path: [...path, key] })
    else {
      const { inner } = fitOf(place, key, item.kind === 'scalar')
      entries.push([key, withoutTokens(item, inner, [...path, key], dropped)])
    }
  }
  return { ...node, entries }
}

function isTokenAt(place: Place, key: string, item: LiteralNode): boolean {
  if (!isTokenKey(key)) return false
  const value = item.kind === 'scalar' && item.value.kind === 'string' ? item.value.value : null
  if (place === 'params' || place === 'options' || place === 'any') return value !== null && isTokenLike(value)
  return item.kind === 'scalar' || (place !== 'codes' && place !== 'fields')
}

function tokensBeside(request: ObjectNode): DroppedToken[] {
  return request.entries.filter(([key]) => isTokenKey(key)).map(([, item]) => ({ start: item.start, path: null }))
}
