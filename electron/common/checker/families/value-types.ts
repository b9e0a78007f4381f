import { KEYS, type ValueType } from '../handler-keys'
import { keyOf, kindOf, type Item } from '../item'
import type { KnownObject } from '../known-object'
import type { Fix } from '../problem'
import type { RuleContext } from '../rule-context'

/** Values of another type than their key has. */
export function checkTypes(context: RuleContext): void {
  for (const object of context.view.objects) checkEntries(object, context)
  for (const code of context.view.codes.list) {
    if (code.object === undefined) reportWrongType(code.item, 'map', context)
  }
  checkFreeKeys(context)
}

function checkEntries(object: KnownObject, context: RuleContext): void {
  for (const [name, type] of Object.entries(KEYS[object.kind])) {
    const item = object.get(name)
    if (item !== undefined) checkType(item, name, type, context)
  }
}

/** Texts that no number could be meant for. */
const NEVER_NUMBERS = new Set(['ACTION_URI', 'METHOD'])

function checkType(item: Item, name: string, type: ValueType, context: RuleContext): void {
  const kind = kindOf(item)
  switch (type) {
    case 'text':
      if (
        !NEVER_NUMBERS.has(name) &&
        kind === 'number' &&
        item.node.kind === 'scalar' &&
        item.node.value.kind === 'number'
      ) {
        const fix = context.mends.replaceText(item, item.node.value.lexeme)
        context.findings.add('number-for-text', item, { values: { name }, fix })
      } else if (kind !== 'string') reportWrongType(item, 'text', context)
      return
    case 'map':
      if (kind === 'array' && item.node.kind === 'array' && item.node.parts.length === 0)
        checkEmptyMap(item, name, context)
      else if (kind !== 'object') reportWrongType(item, 'map', context)
      return
    case 'scalar':
      if (kind === 'object' || kind === 'array') reportWrongType(item, 'scalar', context)
      return
    case 'any':
  }
}

/** An empty mode is a problem of its own. */
function checkEmptyMap(item: Item, name: string, { view, findings, mends }: RuleContext): void {
  if (view.modes.some(mode => mode.item === item)) return
  findings.add('empty-map-as-list', item, { values: { name }, fix: mends.replace(item, '{}') })
}

/** A value that does not have the type of its key. */
export function reportWrongType(
  item: Item,
  expected: 'text' | 'map' | 'list' | 'scalar',
  { findings }: Pick<RuleContext, 'findings'>,
  fix: Fix | null = null,
): void {
  findings.add('wrong-type', item, { values: { name: keyOf(item), expected, actual: kindOf(item) }, fix })
}

function checkFreeKeys({ view, findings }: RuleContext): void {
  const maps = [
    view.codes.item,
    ...view.modes.flatMap(({ object }) => [object?.get('FIELDS'), object?.get('PARAMS')]),
    ...view.codes.list.map(({ input }) => input?.get('OPTIONS')),
  ]
  for (const item of maps) {
    if (item?.node.kind !== 'object' || item.node.parts.length === 0) continue
    const isList = item.node.parts.every(({ key }, index) => key === String(index))
    if (isList) findings.add('keys-become-list', item, { mark: 'key', values: { name: keyOf(item) } })
  }
}
