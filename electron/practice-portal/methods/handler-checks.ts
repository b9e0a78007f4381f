import { serializedSizeBytes } from '../php-serialize'
import { isEmpty, isSet, toText, valueAt, type PhpArray } from '../php-value'
import { checkFailure, PortalError } from '../portal-error'
import type { HandlerFields } from '../portal-state'

const REQUIRED = [['NAME'], ['CODE'], ['SETTINGS'], ['SETTINGS', 'CODES']]
/** The key of each mode, and the key that the complaint about its address names: for CHECKOUT_DATA it is the wrong one. */
const MODES = [
  { key: 'FORM_DATA', named: 'FORM_DATA' },
  { key: 'CHECKOUT_DATA', named: 'IFRAME_DATA' },
  { key: 'IFRAME_DATA', named: 'IFRAME_DATA' },
]
const CLIENT_TYPES = ['b2c', 'b2b']
const FIELD_NAMES = ['ID', 'NAME', 'CODE', 'SORT', 'SETTINGS', 'APP_ID']
const MAX_NAME_LENGTH = 255
const MAX_CODE_LENGTH = 50
const MAX_SETTINGS_BYTES = 65_535

/** The checks of `handler.add` before it looks whether the code is free, in the portal's order. */
export function checkNewHandler(parameters: PhpArray): void {
  for (const [first = '', ...inner] of REQUIRED) {
    if (!isSet(valueAt(parameters, first, ...inner))) throw notDefined(first, ...inner)
  }
  const given = MODES.filter(({ key }) => !isEmpty(valueAt(parameters, 'SETTINGS', key)))
  if (given.length === 0) {
    const names = MODES.map(({ key }) => `SETTINGS[${key}]`).join(' or ')
    throw checkFailure(`Parameter ${names} is not defined`)
  }
  for (const { key, named } of given) {
    if (isEmpty(valueAt(parameters, 'SETTINGS', key, 'ACTION_URI'))) throw notDefined('SETTINGS', named, 'ACTION_URI')
  }
  const clientType = valueAt(parameters, 'SETTINGS', 'CLIENT_TYPE')
  if (isSet(clientType) && !CLIENT_TYPES.includes(toText(clientType))) {
    throw checkFailure('Parameter value SETTINGS[CLIENT_TYPE] is invalid')
  }
}

/** Refuses names that the handlers' table has no column for. */
export function checkKnownFields(fields: PhpArray): void {
  for (const name of fields.keys()) {
    if (!FIELD_NAMES.includes(name)) {
      throw new PortalError(400, 'ERROR_ARGUMENT', `PaySystemRestHandlers Entity has no \`${name}\` field.`)
    }
  }
}

/**
 * Refuses what the handlers' table cannot hold, under the error code of the calling method. What a real portal does with
 * SETTINGS over the limit depends on its database (an error, or text cut off and lost); here they are always refused.
 */
export function checkStorable(fields: HandlerFields, errorCode: string): void {
  const refuse = (description: string) => new PortalError(400, errorCode, description)
  const nameLength = characterCount(fields.name)
  if (nameLength < 1) throw refuse('The length of "NAME" is too short. Minimum length is 1.')
  if (nameLength > MAX_NAME_LENGTH)
    throw refuse(`The length of "NAME" is too long. Maximum length is ${MAX_NAME_LENGTH}.`)
  if (characterCount(fields.code) > MAX_CODE_LENGTH) {
    throw refuse(`The length of "CODE" is too long. Maximum length is ${MAX_CODE_LENGTH}.`)
  }
  if (serializedSizeBytes(fields.settings) > MAX_SETTINGS_BYTES) {
    throw refuse(`"SETTINGS" take more than ${MAX_SETTINGS_BYTES} bytes.`)
  }
}

function notDefined(first: string, ...inner: readonly string[]): PortalError {
  return checkFailure(`Parameter ${first}${inner.map(key => `[${key}]`).join('')} is not defined`)
}

function characterCount(text: string): number {
  return Array.from(text).length
}
