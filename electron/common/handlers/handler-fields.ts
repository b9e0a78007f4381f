import { entryOf, printJson, type JsonEntry, type JsonObject, type JsonValue } from '../json/json-value'
import type { HandlerMode, HandlerSummary } from './handlers.contract'
import { HandlerId } from './handlers.contract'
import * as v from 'valibot'

/** The fields of a handler in the order a portal lists them (reference 3.3), without its id. */
export const HANDLER_FIELDS = ['NAME', 'CODE', 'SORT', 'SETTINGS'] as const
export type HandlerField = (typeof HANDLER_FIELDS)[number]

const MODE_KEYS: Readonly<Record<HandlerMode, string>> = {
  form: 'FORM_DATA',
  checkout: 'CHECKOUT_DATA',
  iframe: 'IFRAME_DATA',
}

/** A handler as a portal has it: its id, and its fields in the portal's order. */
export interface PortalHandler {
  readonly id: HandlerId
  readonly fields: JsonObject
}

/** Reads one row of `sale.paysystem.handler.list`, or null when it has no usable id. */
export function readPortalHandler(row: JsonValue): PortalHandler | null {
  const id = v.safeParse(HandlerId, textOf(entryOf(row, 'ID')))
  if (!id.success) return null
  const fields = HANDLER_FIELDS.flatMap(field => {
    const value = entryOf(row, field)
    return value === undefined ? [] : [[field, fieldValue(field, value)] satisfies JsonEntry]
  })
  return { id: id.output, fields: { kind: 'object', entries: fields } }
}

/** A field's value in the spelling Paydesk shows: a portal takes SORT as a number and gives it as text. */
export function fieldValue(field: HandlerField, value: JsonValue): JsonValue {
  if (field !== 'SORT' || value.kind !== 'string' || !/^(0|-?[1-9]\d{0,14})$/.test(value.value)) return value
  return { kind: 'number', lexeme: value.value }
}

/** A handler as a text to draft in. */
export function textOfHandler({ fields }: PortalHandler): string {
  return `${printJson(fields)}\n`
}

export function summaryOf(handler: PortalHandler): HandlerSummary {
  const settings = entryOf(handler.fields, 'SETTINGS')
  const modes = modesOf(settings)
  const codes = entryOf(settings, 'CODES')
  return {
    id: handler.id,
    name: textOf(entryOf(handler.fields, 'NAME')),
    code: textOf(entryOf(handler.fields, 'CODE')),
    sort: Number(textOf(entryOf(handler.fields, 'SORT'))) || 0,
    modes,
    actionHosts: modes.map(mode => hostOf(textOf(entryOf(entryOf(settings, MODE_KEYS[mode]), 'ACTION_URI')))),
    currencies: currenciesOf(entryOf(settings, 'CURRENCY')),
    codeCount: codes?.kind === 'object' ? codes.entries.length : 0,
  }
}

/** The modes a handler has, in the portal's order of precedence: iframe before checkout before form. */
export function modesOf(settings: JsonValue | undefined): HandlerMode[] {
  return (['iframe', 'checkout', 'form'] as const).filter(mode => isFilled(entryOf(settings, MODE_KEYS[mode])))
}

/** Text of a string, number or boolean; empty for anything else. */
export function textOf(value: JsonValue | undefined): string {
  switch (value?.kind) {
    case 'string':
      return value.value
    case 'number':
      return value.lexeme
    case 'boolean':
      return String(value.value)
    default:
      return ''
  }
}

function isFilled(value: JsonValue | undefined): boolean {
  if (value?.kind === 'object') return value.entries.length > 0
  if (value?.kind === 'array') return value.items.length > 0
  return false
}

function currenciesOf(value: JsonValue | undefined): string[] {
  if (value?.kind === 'array') return value.items.map(textOf)
  if (value?.kind === 'object') return value.entries.map(([, item]) => textOf(item))
  return []
}

function hostOf(address: string): string {
  try {
    return new URL(address).host || address
  } catch {
    return address
  }
}
