import slugify from '@sindresorhus/slugify'
import type { ModeKind } from '../checker/handler-keys'
import { addFieldWithCode, addMode, setCurrencies, setValue, modePath } from '../form/form-edits'
import { editsToReach } from '../json/edits-to-reach'
import { EMPTY_OBJECT, type JsonValue } from '../json/json-value'
import { applyTextEdits } from '../json/text-edit'

/** Something a payment service may need to be told. */
export const WANTS = [
  'shop-id',
  'secret-key',
  'payment-id',
  'amount',
  'currency',
  'order-number',
  'buyer-name',
  'buyer-email',
  'buyer-phone',
  'test-mode',
] as const
export type Want = (typeof WANTS)[number]

/** What a person says of a payment service; a template is the answers that fit most services of its kind. */
export interface HandlerAnswers {
  readonly name: string
  readonly mode: ModeKind
  readonly actionUri: string
  /** ISO 4217 codes; none is any. */
  readonly currencies: readonly string[]
  readonly clientType: 'b2c' | 'b2b'
  readonly wants: readonly Want[]
}

const MAX_CODE_LENGTH = 50

interface WantedCode {
  readonly code: string
  readonly field: string
  readonly group?: string
  readonly provider?: { readonly key: string; readonly value: string }
}

const PAYMENT = 'PAYMENT'
const CODES: Readonly<Record<Want, WantedCode>> = {
  'shop-id': { code: 'SHOP_ID', field: 'shop' },
  'secret-key': { code: 'SHOP_KEY', field: 'key' },
  'payment-id': { code: 'PAYMENT_ID', field: 'payment', group: PAYMENT, provider: { key: 'PAYMENT', value: 'ID' } },
  amount: { code: 'PAYMENT_SUM', field: 'amount', group: PAYMENT, provider: { key: 'PAYMENT', value: 'SUM' } },
  currency: {
    code: 'PAYMENT_CURRENCY',
    field: 'currency',
    group: PAYMENT,
    provider: { key: 'PAYMENT', value: 'CURRENCY' },
  },
  'order-number': {
    code: 'ORDER_NUMBER',
    field: 'order',
    group: PAYMENT,
    provider: { key: 'ORDER', value: 'ACCOUNT_NUMBER' },
  },
  'buyer-name': { code: 'BUYER_NAME', field: 'name', provider: { key: 'USER', value: 'NAME' } },
  'buyer-email': { code: 'BUYER_EMAIL', field: 'email', provider: { key: 'USER', value: 'EMAIL' } },
  'buyer-phone': { code: 'BUYER_PHONE', field: 'phone', provider: { key: 'USER', value: 'PERSONAL_MOBILE' } },
  'test-mode': { code: 'WORK_MODE', field: 'mode', provider: { key: 'VALUE', value: 'TEST' } },
}

/** What the portal tells the service by itself (reference 4.5 and 4.6). */
const SENT_ANYWAY: ReadonlySet<Want> = new Set(['payment-id', 'amount', 'currency'])

/**
 * What can be asked for in a mode. A secret key goes to the service only from the portal itself: a form and a frame
 * would show it to the buyer.
 */
export function wantsOf(mode: ModeKind): readonly Want[] {
  if (mode === 'form') return WANTS.filter(want => want !== 'secret-key')
  return WANTS.filter(want => !SENT_ANYWAY.has(want) && (mode === 'checkout' || want !== 'secret-key'))
}

/** The answers of a template. */
export function templateOf(mode: ModeKind): HandlerAnswers {
  const wants: Readonly<Record<ModeKind, readonly Want[]>> = {
    form: ['shop-id', 'payment-id', 'amount', 'currency'],
    checkout: ['shop-id', 'secret-key', 'test-mode'],
    iframe: ['shop-id', 'order-number'],
  }
  return { name: '', mode, actionUri: 'https://', currencies: [], clientType: 'b2c', wants: wants[mode] }
}

/** A handler's CODE made of its NAME: Latin letters, digits and underscores, as long as a portal takes. */
export function codeFromName(name: string): string {
  return slugify(name, { separator: '_', decamelize: false }).slice(0, MAX_CODE_LENGTH).replace(/_+$/, '')
}

/**
 * The text of the handler that the answers describe, written as a person would. `labels` are the names of its codes, and
 * of the two choices of the test mode, as the administrator of a portal will read them.
 */
export function handlerFromAnswers(
  answers: HandlerAnswers,
  labels: Readonly<Record<Want | 'test' | 'live', string>>,
): string {
  const { name, mode, actionUri, currencies, clientType } = answers
  const wants = wantsOf(mode).filter(want => answers.wants.includes(want))
  const steps: readonly ((handler: JsonValue) => JsonValue | undefined)[] = [
    handler => setValue(handler, ['NAME'], text(name)),
    handler => setValue(handler, ['CODE'], text(codeFromName(name))),
    handler => setValue(handler, ['SORT'], { kind: 'number', lexeme: '100' }),
    handler => setCurrencies(handler, currencies),
    handler => setValue(handler, ['SETTINGS', 'CLIENT_TYPE'], text(clientType)),
    handler => addMode(handler, mode),
    handler => setValue(handler, [...modePath(mode), 'ACTION_URI'], text(actionUri)),
    handler => setValue(handler, ['SETTINGS', 'CODES'], EMPTY_OBJECT),
    ...wants.map(want => (handler: JsonValue) => addWanted(handler, mode, want)),
  ]
  const handler = steps.reduce<JsonValue>((made, step) => step(made) ?? made, EMPTY_OBJECT)
  return applyTextEdits('{}\n', editsToReach('{}\n', handler))

  function addWanted(handler: JsonValue, mode: ModeKind, want: Want): JsonValue | undefined {
    const { field, ...code } = CODES[want]
    const made = addFieldWithCode(handler, mode, field, { ...code, name: labels[want] })
    if (made === undefined || want !== 'test-mode') return made
    return setValue(made, ['SETTINGS', 'CODES', code.code, 'INPUT'], {
      kind: 'object',
      entries: [
        ['TYPE', text('ENUM')],
        [
          'OPTIONS',
          {
            kind: 'object',
            entries: [
              ['TEST', text(labels.test)],
              ['LIVE', text(labels.live)],
            ],
          },
        ],
      ],
    })
  }
}

function text(value: string): JsonValue {
  return { kind: 'string', value }
}
