import type { JsonNode } from '../../json/json-node'
import { KEYS_OF_ELSEWHERE } from '../handler-keys'
import { isToken, keyOf, type Item } from '../item'
import type { KnownObject } from '../known-object'
import type { Fix } from '../problem'
import type { RuleContext } from '../rule-context'

/** Keys that are misspelt, in the wrong case, in the wrong place, unknown, or there twice. */
export function checkKeys(context: RuleContext): void {
  for (const object of context.view.objects) checkNames(object, context)
  checkMisplaced(context)
  checkTwice(context)
}

/** Rules of their own say more of these. */
const NAMED_ELSEWHERE: Readonly<Partial<Record<KnownObject['kind'], readonly string[]>>> = {
  code: ['TYPE', 'VALUE'],
  'own-field': ['TYPE'],
  default: ['TYPE', 'VALUE'],
}

function checkNames({ kind, misnamed, others }: KnownObject, { view, findings, mends }: RuleContext): void {
  for (const { item, name, how } of misnamed) {
    findings.add(how === 'case' ? 'key-wrong-case' : 'key-misspelt', item, {
      mark: 'key',
      values: { written: keyOf(item), name },
      fix: mends.rename(item, name),
    })
  }
  const movable = new Set(view.misplaced.map(({ item }) => item))
  for (const item of others) {
    const name = keyOf(item)
    if (movable.has(item) || isToken(item) || NAMED_ELSEWHERE[kind]?.includes(name) === true) continue
    if (kind === 'handler' && name === 'ID') {
      findings.add('handler-id-inside', item, { mark: 'key', fix: mends.remove(item) })
    } else if (KEYS_OF_ELSEWHERE[kind].includes(name)) {
      findings.add('key-misplaced', item, { mark: 'key', values: { name } })
    } else findings.add(kind === 'handler' ? 'field-unknown' : 'key-unknown', item, { mark: 'key', values: { name } })
  }
}

function checkMisplaced({ view, findings, mends }: RuleContext): void {
  for (const { item, name, isAdopted } of view.misplaced) {
    findings.add(name === 'CODES' ? 'codes-misplaced' : 'key-misplaced', item, {
      mark: 'key',
      values: { name },
      fix: isAdopted ? moveIntoSettings(item) : null,
    })
  }

  function moveIntoSettings(item: Item): Fix | null {
    const { settings } = view
    if (settings === undefined) return null
    const mode = view.modes.find(({ item: { node } }) => node === item.parent?.node)
    const isBeside = mode !== undefined && mode.item.parent === settings.item
    return mends.move(item, isBeside ? { after: mode.item } : { lastIn: settings.item })
  }
}

function checkTwice({ view, findings, mends }: RuleContext): void {
  visit(view.root)

  function visit(parent: Item): void {
    if (parent.node.kind === 'scalar') return
    const seen = new Map<string, JsonNode>()
    for (const [index, { key, node }] of parent.node.parts.entries()) {
      const item: Item = { parent, key: key ?? index, index, node }
      if (key !== undefined) {
        const earlier = seen.get(key)
        if (earlier !== undefined) {
          const fix = isSame(earlier, node) ? mends.remove(item) : null
          findings.add('key-twice', item, { mark: 'key', values: { name: key }, fix })
        }
        seen.set(key, node)
      }
      if (node.kind !== 'scalar') visit(item)
    }
  }

  function isSame(one: JsonNode, other: JsonNode): boolean {
    if (one.kind === 'scalar' || other.kind === 'scalar') {
      return (
        one.kind === 'scalar' && other.kind === 'scalar' && JSON.stringify(one.value) === JSON.stringify(other.value)
      )
    }
    return (
      one.kind === other.kind &&
      one.parts.length === other.parts.length &&
      one.parts.every((part, index) => {
        const twin = other.parts[index]
        return twin !== undefined && part.key === twin.key && isSame(part.node, twin.node)
      })
    )
  }
}
