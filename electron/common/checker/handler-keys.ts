/** The objects a handler is made of whose keys are given; those of FIELDS, PARAMS, CODES and OPTIONS are free. */
export type ObjectKind =
  'handler' | 'settings' | 'form' | 'checkout' | 'iframe' | 'code' | 'default' | 'input' | 'field' | 'own-field'

/**
 * What a value must be. `map` is an object with keys; `scalar` a text, number or boolean; `any` is left to the rules of
 * the key itself.
 */
export type ValueType = 'text' | 'map' | 'scalar' | 'any'

const MODE = { ACTION_URI: 'text', METHOD: 'text', FIELDS: 'map', PARAMS: 'map' } as const

const TYPES = {
  handler: { NAME: 'text', CODE: 'text', SORT: 'any', SETTINGS: 'map' },
  settings: {
    CODES: 'map',
    FORM_DATA: 'map',
    CHECKOUT_DATA: 'map',
    IFRAME_DATA: 'map',
    CLIENT_TYPE: 'any',
    CURRENCY: 'any',
  },
  form: MODE,
  checkout: MODE,
  iframe: MODE,
  code: { NAME: 'text', DESCRIPTION: 'text', SORT: 'any', GROUP: 'text', DEFAULT: 'map', INPUT: 'any' },
  default: { PROVIDER_KEY: 'text', PROVIDER_VALUE: 'scalar' },
  input: { TYPE: 'text', OPTIONS: 'any' },
  field: { CODE: 'any', VISIBLE: 'any' },
  'own-field': { NAME: 'text', INPUT: 'any' },
} as const satisfies Readonly<Record<ObjectKind, Readonly<Record<string, ValueType>>>>

/** The keys of each object with the type of their values (reference 3.1 and 4). */
export const KEYS: Readonly<Record<ObjectKind, Readonly<Record<string, ValueType>>>> = TYPES

/** A known key with the object it belongs to, as one word: `form-ACTION_URI`. */
export type KnownKey = { [Kind in ObjectKind]: `${Kind}-${keyof (typeof TYPES)[Kind] & string}` }[ObjectKind]

/** The ways a form can be sent (reference 4.4). */
export const METHODS: readonly string[] = ['GET', 'POST']
/** The buyers a handler can serve (reference 4.1). */
export const CLIENT_TYPES: readonly string[] = ['b2c', 'b2b']
/** The kinds of input (reference 4.2); a field of its own cannot be a list. */
export const INPUT_TYPES = ['STRING', 'Y/N', 'ENUM'] as const
export type InputType = (typeof INPUT_TYPES)[number]
/** How a portal writes yes and no. */
export const YES_OR_NO: readonly string[] = ['Y', 'N']

/** A handler's ways to take a payment, in the portal's order of precedence: the first one that is filled wins. */
export const MODE_KEYS = [
  { kind: 'iframe', key: 'IFRAME_DATA' },
  { kind: 'checkout', key: 'CHECKOUT_DATA' },
  { kind: 'form', key: 'FORM_DATA' },
] as const
export type ModeKind = (typeof MODE_KEYS)[number]['kind']

/** Keys that are known, but of another object than the one of the given kind. */
export const KEYS_OF_ELSEWHERE: Readonly<Record<ObjectKind, readonly string[]>> = {
  handler: [...Object.keys(KEYS.settings), ...Object.keys(MODE)],
  settings: [...Object.keys(KEYS.handler), ...Object.keys(MODE)],
  form: [...Object.keys(KEYS.settings), ...Object.keys(KEYS.handler)],
  checkout: [...Object.keys(KEYS.settings), ...Object.keys(KEYS.handler)],
  iframe: [...Object.keys(KEYS.settings), ...Object.keys(KEYS.handler)],
  code: [...Object.keys(KEYS.default), 'OPTIONS'],
  default: ['TYPE', 'VALUE', 'INPUT', 'OPTIONS'],
  input: ['DEFAULT', 'NAME'],
  field: ['NAME', 'INPUT', 'TYPE'],
  'own-field': ['VISIBLE', 'OPTIONS'],
}
