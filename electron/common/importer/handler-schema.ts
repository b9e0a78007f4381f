/**
 * Which keys stand where in a handler and in the requests around it (reference 3 and 4): what tells where a lost bracket
 * must have been. A place either knows its keys or takes any, such as CODES.
 */
export type Place =
  | 'any'
  | 'code'
  | 'codes'
  | 'default'
  | 'field'
  | 'fields'
  | 'handler'
  | 'input'
  | 'inplace'
  | 'list'
  | 'mode'
  | 'options'
  | 'params'
  | 'request'
  | 'rows'
  | 'settings'
  | 'update'

/** What a value may be: a scalar, the place inside an object or list, or either. */
interface KeyRule {
  readonly isScalar: boolean
  readonly place: Place | null
}

const SCALAR: KeyRule = { isScalar: true, place: null }
const ANYTHING: KeyRule = { isScalar: true, place: 'any' }

function inside(place: Place): KeyRule {
  return { isScalar: false, place }
}

const HANDLER = { NAME: SCALAR, CODE: SCALAR, SORT: SCALAR, SETTINGS: inside('settings') }

const KNOWN: Readonly<Partial<Record<Place, Readonly<Record<string, KeyRule>>>>> = {
  request: {
    ...HANDLER,
    ID: SCALAR,
    FIELDS: inside('update'),
    AUTH: ANYTHING,
    ACCESS_TOKEN: SCALAR,
    METHOD: SCALAR,
    PARAMS: inside('request'),
    REQUESTID: SCALAR,
    RESULT: inside('rows'),
    TIME: inside('any'),
    CMD: inside('any'),
    HALT: SCALAR,
  },
  handler: { ...HANDLER, ID: SCALAR, AUTH: ANYTHING, ACCESS_TOKEN: SCALAR },
  update: HANDLER,
  settings: {
    CURRENCY: inside('list'),
    CLIENT_TYPE: SCALAR,
    FORM_DATA: inside('mode'),
    CHECKOUT_DATA: inside('mode'),
    IFRAME_DATA: inside('mode'),
    CODES: inside('codes'),
  },
  mode: { ACTION_URI: SCALAR, METHOD: SCALAR, FIELDS: inside('fields'), PARAMS: inside('params') },
  field: { CODE: { isScalar: true, place: 'inplace' }, VISIBLE: SCALAR },
  inplace: { NAME: SCALAR, TYPE: SCALAR, INPUT: inside('input') },
  code: {
    NAME: SCALAR,
    DESCRIPTION: SCALAR,
    SORT: SCALAR,
    GROUP: SCALAR,
    DEFAULT: inside('default'),
    INPUT: inside('input'),
  },
  default: { PROVIDER_KEY: SCALAR, PROVIDER_VALUE: SCALAR },
  input: { TYPE: SCALAR, OPTIONS: inside('options') },
}

/** Places that take any key, and what their values are. */
const FREE: Readonly<Partial<Record<Place, KeyRule>>> = {
  codes: inside('code'),
  fields: inside('field'),
  params: SCALAR,
  options: SCALAR,
  any: ANYTHING,
  rows: ANYTHING,
  list: ANYTHING,
}

/** Keys that mean the frame of a handler wherever they stand, so that an open place for any key does not want them. */
const FRAME_KEYS = new Set([
  'ACCESS_TOKEN',
  'ACTION_URI',
  'AUTH',
  'CHECKOUT_DATA',
  'CODES',
  'FORM_DATA',
  'IFRAME_DATA',
  'SETTINGS',
])

/** Keys of any place, as written in the reference. */
const ALL_KEYS: ReadonlySet<string> = new Set(Object.values(KNOWN).flatMap(keys => Object.keys(keys)))

/** How the keys of requests are written: a portal takes those of the top level in any case. */
const ANY_CASE: ReadonlySet<Place> = new Set(['request', 'handler', 'update'])

const WRONG_KIND = 1
const UNKNOWN_KEY = 2
const WRONG_KIND_IN_OPEN_PLACE = 3
const FRAME_KEY_ASTRAY = 4
const FAMILIAR_WORD = 0.25

export interface KeyFit {
  /** The place inside the key's value, if that is an object or a list. */
  readonly inner: Place
  /** How badly the key fits: 0 is well; a lost bracket costs 1. */
  readonly cost: number
}

export function isSchemaKey(key: string): boolean {
  return ALL_KEYS.has(key.toUpperCase())
}

export function isFrameKey(key: string): boolean {
  return FRAME_KEYS.has(key.toUpperCase())
}

/** How well a key with a scalar, or with an object or list, fits a place. */
export function fitOf(place: Place, key: string, isScalar: boolean): KeyFit {
  const open = FREE[place]
  const name = ANY_CASE.has(place) ? key.toUpperCase() : key
  if (open !== undefined) return fitOfOpen(place, open, key, isScalar)
  const known = KNOWN[place]
  const rule = known !== undefined && Object.hasOwn(known, name) ? known[name] : undefined
  if (rule === undefined) return { inner: 'any', cost: isFrameKey(key) ? FRAME_KEY_ASTRAY : UNKNOWN_KEY }
  const isRight = isScalar ? rule.isScalar : rule.place !== null
  return { inner: rule.place ?? 'any', cost: isRight ? 0 : WRONG_KIND }
}

function fitOfOpen(place: Place, rule: KeyRule, key: string, isScalar: boolean): KeyFit {
  const inner = rule.place ?? 'any'
  if (place === 'any' || place === 'rows') return { inner, cost: 0 }
  if (place === 'list') return { inner, cost: UNKNOWN_KEY }
  if (FRAME_KEYS.has(key) || key === 'auth' || key === 'access_token') return { inner, cost: FRAME_KEY_ASTRAY }
  const isRight = isScalar ? rule.isScalar : rule.place !== null
  if (!isRight) return { inner, cost: WRONG_KIND_IN_OPEN_PLACE }
  return { inner, cost: ALL_KEYS.has(key) ? FAMILIAR_WORD : 0 }
}
