import { MODE_KEYS, type ObjectKind } from '../checker/handler-keys'
import type { JsonPath } from '../json/json-pointer'

/** What stands at a path of a handler: an object whose keys are given, a map with free keys, or something else. */
export type HandlerPlace = ObjectKind | 'codes' | 'fields' | 'params' | 'options' | 'value'

const MODE_OF: ReadonlyMap<string | number, ObjectKind> = new Map(MODE_KEYS.map(({ key, kind }) => [key, kind]))

const INSIDE: Readonly<Partial<Record<HandlerPlace, (key: string | number) => HandlerPlace>>> = {
  handler: key => (key === 'SETTINGS' ? 'settings' : 'value'),
  settings: key => MODE_OF.get(key) ?? (key === 'CODES' ? 'codes' : 'value'),
  form: insideMode,
  checkout: insideMode,
  iframe: insideMode,
  fields: () => 'field',
  field: key => (key === 'CODE' ? 'own-field' : 'value'),
  'own-field': insideInput,
  codes: () => 'code',
  code: key => (key === 'DEFAULT' ? 'default' : insideInput(key)),
  input: key => (key === 'OPTIONS' ? 'options' : 'value'),
}

/**
 * What a path of a handler leads to (reference 3.1 and 4), whatever is really there: the CODE of a field is an
 * `own-field` only where it is an object.
 */
export function placeAt(path: JsonPath): HandlerPlace {
  return path.reduce<HandlerPlace>((place, key) => INSIDE[place]?.(key) ?? 'value', 'handler')
}

function insideMode(key: string | number): HandlerPlace {
  if (key === 'FIELDS') return 'fields'
  return key === 'PARAMS' ? 'params' : 'value'
}

function insideInput(key: string | number): HandlerPlace {
  return key === 'INPUT' ? 'input' : 'value'
}
