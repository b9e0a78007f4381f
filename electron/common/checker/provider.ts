import { childrenOf, keyOf, scalarTextOf, type Item } from './item'
import type { KnownObject } from './known-object'
import { nearestName } from './nearest-name'

/** Where the values of a default come from, and which values there are (reference 4.3). Null: any. */
const VALUES: Readonly<Record<string, readonly string[] | null>> = {
  ORDER: words(
    'ID ACCOUNT_NUMBER ORDER_TOPIC DATE_INSERT DATE_INSERT_DATE DATE_BILL DATE_BILL_DATE DATE_PAY_BEFORE SHOULD_PAY',
    'CURRENCY PRICE PRICE_DELIVERY DISCOUNT_VALUE USER_ID PAY_SYSTEM_ID DELIVERY_ID TAX_VALUE USER_DESCRIPTION',
  ),
  PAYMENT: words(
    'ID ACCOUNT_NUMBER DATE_BILL DATE_BILL_DATE SUM CURRENCY PAID DATE_PAID PAY_SYSTEM_ID PAY_VOUCHER_NUM',
    'PAY_VOUCHER_DATE DATE_PAY_BEFORE XML_ID PAY_SYSTEM_NAME COMPANY_ID PAY_RETURN_NUM PAY_RETURN_DATE',
    'PAY_RETURN_COMMENT',
  ),
  USER: words(
    'ID LOGIN NAME SECOND_NAME LAST_NAME EMAIL PERSONAL_PROFESSION PERSONAL_WWW PERSONAL_ICQ PERSONAL_GENDER',
    'PERSONAL_FAX PERSONAL_MOBILE PERSONAL_STREET PERSONAL_MAILBOX PERSONAL_CITY PERSONAL_STATE PERSONAL_ZIP',
    'PERSONAL_COUNTRY WORK_COMPANY WORK_DEPARTMENT WORK_POSITION WORK_WWW WORK_PHONE WORK_FAX WORK_STREET',
    'WORK_MAILBOX WORK_CITY WORK_STATE WORK_ZIP WORK_COUNTRY',
  ),
  PROPERTY: null,
  VALUE: null,
}

/** Providers that portals know and the documentation does not. */
const UNDOCUMENTED = ['INPUT', 'COMPANY', 'SHIPMENT']

export const PROVIDER_KEYS: readonly string[] = [...Object.keys(VALUES), ...UNDOCUMENTED]

/** The values a provider has, or null where any value will do or nothing is known. */
export function valuesOfProvider(key: string): readonly string[] | null {
  return VALUES[key] ?? null
}

export function isUndocumentedProvider(key: string): boolean {
  return UNDOCUMENTED.includes(key)
}

/** The checkbox as a provider, in either of its spellings. */
export function isCheckboxProvider(key: string): boolean {
  return /^y[\\/]n$/i.test(key.trim())
}

/** A default as it must have been meant: `key` and `value` are the known ones that are nearest, if any is. */
export interface Provider {
  readonly keyItem: Item | undefined
  readonly valueItem: Item | undefined
  readonly key: string | undefined
  readonly value: string | undefined
}

/** Reads a default; TYPE and VALUE, which payment systems have in their place, count where the right ones are missing. */
export function providerOf(object: KnownObject | undefined): Provider | undefined {
  if (object === undefined) return undefined
  const keyItem = object.get('PROVIDER_KEY') ?? strayEntry(object, 'TYPE')
  const valueItem = object.get('PROVIDER_VALUE') ?? strayEntry(object, 'VALUE')
  const key = known(scalarTextOf(keyItem), PROVIDER_KEYS)
  const values = key === undefined ? null : valuesOfProvider(key)
  const text = scalarTextOf(valueItem)
  return { keyItem, valueItem, key, value: values === null ? text : known(text, values) }
}

function strayEntry(object: KnownObject, name: string): Item | undefined {
  return object.item.node.kind === 'object' ? childrenOf(object.item).find(item => keyOf(item) === name) : undefined
}

function known(text: string | undefined, names: readonly string[]): string | undefined {
  if (text === undefined || names.includes(text)) return text
  return nearestName(text, names)
}

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap(line => line.split(' '))
}
