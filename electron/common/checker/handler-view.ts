import type { JsonNode } from '../json/json-node'
import { createCodeFinder } from './find-code'
import { KEYS, MODE_KEYS, type ModeKind } from './handler-keys'
import { childrenOf, isEmpty, isMap, isToken, keyOf, type Item } from './item'
import { readKnownObject, type KnownObject } from './known-object'

/** A handler taken apart for the rules. Only objects are in it: what should be one and is not is for the rule of types. */
export interface HandlerView {
  readonly root: Item
  readonly handler: KnownObject
  readonly settings: KnownObject | undefined
  /** The modes that are there, in the portal's order of precedence. */
  readonly modes: readonly ModeView[]
  readonly codes: CodesView
  /** The object that a value was read as, if its keys are given. */
  readonly objectOf: (item: Item) => KnownObject | undefined
  /** Every object whose keys are given. */
  readonly objects: readonly KnownObject[]
  /** Keys of SETTINGS that stand in the handler itself or in a mode. */
  readonly misplaced: readonly MisplacedEntry[]
}

export interface ModeView {
  readonly kind: ModeKind
  readonly key: string
  readonly item: Item
  /** What the portal counts as given: an empty mode is none. */
  readonly isFilled: boolean
  readonly object: KnownObject | undefined
  /** The fields that count: those of FIELDS, or of PARAMS where there is no FIELDS. */
  readonly fields: readonly FieldView[]
}

export interface FieldView {
  readonly item: Item
  /** Undefined for an entry of PARAMS, and for one that is no object. */
  readonly object: KnownObject | undefined
  /** The value that names a code: that of CODE, or the field itself where somebody wrote no object. */
  readonly reference: Item | undefined
  /** The code that the reference leads to, or must have been meant for. */
  readonly code: CodeView | undefined
  /** A field that is described in place, or undefined. */
  readonly own: KnownObject | undefined
}

export interface CodesView {
  readonly item: Item | undefined
  readonly list: readonly CodeView[]
  readonly byName: ReadonlyMap<string, CodeView>
}

export interface CodeView {
  readonly name: string
  readonly item: Item
  readonly object: KnownObject | undefined
  readonly default: KnownObject | undefined
  readonly input: KnownObject | undefined
}

export interface MisplacedEntry {
  readonly item: Item
  readonly name: string
  /** Whether it is the one that counts in place of the entry that SETTINGS lacks. */
  readonly isAdopted: boolean
}

/** Takes a handler apart, or answers undefined where the text is no object. */
export function viewHandler(root: JsonNode): HandlerView | undefined {
  const whole: Item = { parent: null, key: '', index: 0, node: root }
  if (root.kind !== 'object') return undefined
  const objects: KnownObject[] = []
  const byNode = new Map<JsonNode, KnownObject>()
  const misplaced: MisplacedEntry[] = []
  const handler = open('handler', whole)
  const settings = openMap('settings', handler.get('SETTINGS'))
  adopt(handler.others)
  const modes = MODE_KEYS.flatMap(({ kind, key }) => {
    const item = settings?.get(key)
    return item === undefined ? [] : [{ kind, key, item, object: openMap(kind, item) }]
  })
  for (const { object } of modes) adopt(object?.others ?? [])
  const codes = viewCodes(settings?.get('CODES'))
  const findCode = createCodeFinder(codes)
  return {
    root: whole,
    handler,
    settings,
    modes: modes.map(mode => ({ ...mode, isFilled: !isEmpty(mode.item), fields: viewFields(mode.object) })),
    codes,
    objects,
    objectOf: item => byNode.get(item.node),
    misplaced,
  }

  function open(kind: KnownObject['kind'], item: Item): KnownObject {
    const object = readKnownObject(kind, item)
    objects.push(object)
    byNode.set(item.node, object)
    return object
  }

  function openMap(kind: KnownObject['kind'], item: Item | undefined): KnownObject | undefined {
    return item !== undefined && isMap(item) ? open(kind, item) : undefined
  }

  function adopt(entries: readonly Item[]): void {
    for (const item of entries) {
      const name = keyOf(item)
      if (!Object.hasOwn(KEYS.settings, name)) continue
      const isMissing = settings !== undefined && settings.find(name) === undefined
      // A mode inside another one is left where it is: which of the two is meant cannot be told.
      const isAdopted = isMissing && !(item.parent !== whole && MODE_KEYS.some(({ key }) => key === name))
      misplaced.push({ item, name, isAdopted })
      if (isAdopted) settings.adopt(name, item)
    }
  }

  function viewCodes(item: Item | undefined): CodesView {
    const list =
      item?.node.kind === 'object'
        ? childrenOf(item)
            .filter(code => !isToken(code))
            .map(viewCode)
        : []
    return { item, list, byName: new Map(list.map(code => [code.name, code])) }
  }

  function viewCode(item: Item): CodeView {
    const object = openMap('code', item)
    return {
      name: keyOf(item),
      item,
      object,
      default: openMap('default', object?.get('DEFAULT')),
      input: openMap('input', object?.get('INPUT')),
    }
  }

  function viewFields(mode: KnownObject | undefined): FieldView[] {
    const fields = mode?.get('FIELDS')
    if (fields !== undefined) return fields.node.kind === 'object' ? childrenOf(fields).map(viewField) : []
    const params = mode?.get('PARAMS')
    if (params?.node.kind !== 'object') return []
    return childrenOf(params).map(item => ({
      item,
      object: undefined,
      reference: item,
      code: findCode(item),
      own: undefined,
    }))
  }

  function viewField(item: Item): FieldView {
    const object = openMap('field', item)
    const code = object === undefined ? item : object.get('CODE')
    if (code === undefined || !isMap(code)) {
      return { item, object, reference: code, code: findCode(code), own: undefined }
    }
    const own = open('own-field', code)
    openMap('input', own.get('INPUT'))
    return { item, object, reference: undefined, code: undefined, own }
  }
}
