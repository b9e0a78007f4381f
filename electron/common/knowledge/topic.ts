import { KEYS, type KnownKey, type ObjectKind } from '../checker/handler-keys'
import { placeAt, type HandlerPlace } from '../form/handler-place'
import type { JsonPath } from '../json/json-pointer'

/** What something can be said about: the handler, a known key, or an entry of a map or list with free keys. */
export type Topic =
  'handler' | KnownKey | 'entry-code' | 'entry-field' | 'entry-param' | 'entry-option' | 'entry-currency'

const ENTRIES: Readonly<Partial<Record<HandlerPlace, Topic>>> = {
  codes: 'entry-code',
  fields: 'entry-field',
  params: 'entry-param',
  options: 'entry-option',
}

/** What a path of a handler is about; undefined where nothing is known of it. */
export function topicAt(path: JsonPath): Topic | undefined {
  const key = path.at(-1)
  if (key === undefined) return 'handler'
  const holder = path.slice(0, -1)
  const place = placeAt(holder)
  if (place === 'value') return isCurrencies(holder) ? 'entry-currency' : undefined
  const entry = ENTRIES[place]
  if (entry !== undefined) return entry
  return isObjectKind(place) && Object.hasOwn(KEYS[place], key) ? topicOf(place, String(key)) : undefined
}

/** Keys that an object is given and a portal does not read there, or should not be given any more. */
const UNWANTED: ReadonlySet<Topic> = new Set<Topic>([
  'form-PARAMS',
  'checkout-METHOD',
  'checkout-PARAMS',
  'iframe-METHOD',
  'iframe-PARAMS',
])

/** The keys that are of use in the object at a path, or none where the keys are free. */
export function keysAt(path: JsonPath): readonly string[] {
  const place = placeAt(path)
  if (!isObjectKind(place)) return []
  const isOwn = isOfOwnField(path)
  return Object.keys(KEYS[place]).filter(key => {
    const topic = topicOf(place, key)
    return !UNWANTED.has(topic) && !(isOwn && topic === 'input-OPTIONS')
  })
}

/** Whether something is the input of a field of its own, or in it: there is no list to choose from there. */
export function isOfOwnField(path: JsonPath): boolean {
  const index = path.lastIndexOf('INPUT')
  return index > 0 && placeAt(path.slice(0, index)) === 'own-field'
}

function isCurrencies(path: JsonPath): boolean {
  return topicAt(path) === 'settings-CURRENCY'
}

function isObjectKind(place: HandlerPlace): place is ObjectKind {
  return Object.hasOwn(KEYS, place)
}

function topicOf(kind: ObjectKind, key: string): Topic {
  return `${kind}-${key}` as KnownKey
}
