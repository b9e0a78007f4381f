import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as edits from '#common/form/form-edits'
import { formOf, type HandlerForm } from '#common/form/handler-form'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import { editsToReach, isTextOf } from '#common/json/edits-to-reach'
import { firstDuplicateKey } from '#common/json/duplicate-keys'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import { applyTextEdits } from '#common/json/text-edit'
import { anyHandler } from './handler-arbitraries'

const HANDLER = `{
  "NAME": "Winter fair",
  "CODE": "winter_fair",
  "SORT": 100,
  "SETTINGS": {
    "FORM_DATA": {
      "ACTION_URI": "https://pay.winterfair.shop/form",
      "FIELDS": {
        "stall": { "CODE": "STALL_ID" },
        "sum": { "CODE": "PAY_SUM", "VISIBLE": "N" }
      }
    },
    "CHECKOUT_DATA": {
      "ACTION_URI": "https://pay.winterfair.shop/start",
      "PARAMS": { "stall": "STALL_ID" }
    },
    "CODES": {
      "STALL_ID": { "NAME": "Stall", "SORT": "100" },
      "PAY_SUM": { "NAME": "Amount", "SORT": "200", "DEFAULT": { "PROVIDER_KEY": "PAYMENT" } }
    }
  }
}
`
const FIELDS = ['SETTINGS', 'FORM_DATA', 'FIELDS']

function valueOf(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

/** What the text becomes. */
function edited(text: string, edit: (handler: JsonValue) => JsonValue | undefined): string {
  const wanted = edit(valueOf(text))
  if (wanted === undefined) throw new Error('The edit cannot be made')
  return applyTextEdits(text, editsToReach(text, wanted))
}

/** A case that changes one part of the handler's text. */
type Case = [what: string, edit: (handler: JsonValue) => JsonValue | undefined, from: string, to: string]

describe('an edit of the form', () => {
  it.each<Case>([
    ['writes a text', value => edits.setText(value, ['NAME'], 'Fair'), '"Winter fair"', '"Fair"'],
    ['keeps a number a number', value => edits.setText(value, ['SORT'], '250'), '"SORT": 100', '"SORT": 250'],
    [
      'lets a number become a text while it is no number',
      value => edits.setText(value, ['SORT'], ''),
      '"SORT": 100',
      '"SORT": ""',
    ],
    [
      'keeps a number in quotes in quotes',
      value => edits.setText(value, ['SETTINGS', 'CODES', 'STALL_ID', 'SORT'], '7'),
      '"SORT": "100"',
      '"SORT": "7"',
    ],
    [
      'adds a missing key where it belongs',
      value => edits.setText(value, ['SETTINGS', 'CLIENT_TYPE'], 'b2c'),
      '"SETTINGS": {\n',
      '"SETTINGS": {\n    "CLIENT_TYPE": "b2c",\n',
    ],
    [
      'adds what leads to a key',
      value => edits.setText(value, ['SETTINGS', 'CODES', 'STALL_ID', 'INPUT', 'TYPE'], 'STRING'),
      '"SORT": "100" }',
      '"SORT": "100", "INPUT": { "TYPE": "STRING" } }',
    ],
    ['removes a key', value => edits.removeKey(value, [...FIELDS, 'sum', 'VISIBLE']), ', "VISIBLE": "N"', ''],
    [
      'removes a default with its last key',
      value => edits.removeKey(value, ['SETTINGS', 'CODES', 'PAY_SUM', 'DEFAULT', 'PROVIDER_KEY']),
      ', "DEFAULT": { "PROVIDER_KEY": "PAYMENT" }',
      '',
    ],
    [
      'renames a field in its place',
      value => edits.renameKey(value, [...FIELDS, 'stall'], 'booth'),
      '"stall": { "CODE"',
      '"booth": { "CODE"',
    ],
    [
      'adds a field after the others',
      value => edits.addField(value, 'form', 'pay', 'PAY_ID'),
      '"VISIBLE": "N" }',
      '"VISIBLE": "N" },\n        "pay": { "CODE": "PAY_ID" }',
    ],
    [
      'adds a code with the next sort, spelled like the others',
      value => edits.addCode(value, { code: 'PAY_ID', name: 'Payment' }),
      '"PAYMENT" } }',
      '"PAYMENT" } },\n      "PAY_ID": { "NAME": "Payment", "SORT": "300" }',
    ],
    [
      'writes the currencies',
      value => edits.setCurrencies(value, ['EUR', 'CHF']),
      '"SETTINGS": {\n',
      '"SETTINGS": {\n    "CURRENCY": ["EUR", "CHF"],\n',
    ],
    [
      'makes params fields',
      value => edits.paramsToFields(value, 'checkout'),
      '"PARAMS": { "stall": "STALL_ID" }',
      '"FIELDS": {\n        "stall": { "CODE": "STALL_ID" }\n      }',
    ],
    [
      'adds nothing to a code that is there when it is used by a new field',
      value => edits.addFieldWithCode(value, 'form', 'booth', { code: 'STALL_ID' }),
      '"VISIBLE": "N" }',
      '"VISIBLE": "N" },\n        "booth": { "CODE": "STALL_ID" }',
    ],
    [
      'duplicates a code beside the original',
      value => edits.duplicateKey(value, ['SETTINGS', 'CODES', 'STALL_ID']),
      '"SORT": "100" }',
      '"SORT": "100" },\n      "STALL_ID_2": { "NAME": "Stall", "SORT": "100" }',
    ],
  ])('%s', (_, edit, from, to) => {
    expect(edited(HANDLER, edit)).toBe(HANDLER.replace(from, to))
  })

  it('moves a code, and keeps its bytes', () => {
    const moved = edited(HANDLER, value => edits.moveKey(value, ['SETTINGS', 'CODES', 'PAY_SUM'], 0))
    const codes = formOf(valueOf(moved)).codes.map(({ code }) => code)
    expect(codes).toEqual(['PAY_SUM', 'STALL_ID'])
    expect(moved).toContain('"PAY_SUM": { "NAME": "Amount", "SORT": "200", "DEFAULT": { "PROVIDER_KEY": "PAYMENT" } }')
  })

  it('renames a code in every mode, in fields and params', () => {
    const renamed = edited(HANDLER, value => edits.renameCode(value, 'STALL_ID', 'BOOTH'))
    expect(renamed).toBe(HANDLER.replaceAll('"STALL_ID"', '"BOOTH"'))
  })

  it('leaves a field that says itself what it is when a code is renamed', () => {
    const own = HANDLER.replace('{ "CODE": "PAY_SUM"', '{ "CODE": { "NAME": "STALL_ID" }')
    expect(edited(own, value => edits.renameCode(value, 'STALL_ID', 'BOOTH'))).toContain('{ "NAME": "STALL_ID" }')
  })

  it('removes a code alone or with all that is filled from it', () => {
    const alone = edited(HANDLER, value => edits.removeCode(value, 'STALL_ID', false))
    expect(alone).toContain('"stall": { "CODE": "STALL_ID" }')
    expect(formOf(valueOf(alone)).codes.map(({ code }) => code)).toEqual(['PAY_SUM'])
    const whole = edited(HANDLER, value => edits.removeCode(value, 'STALL_ID', true))
    expect(whole).not.toContain('STALL_ID')
    expect(whole).toContain('"sum": { "CODE": "PAY_SUM", "VISIBLE": "N" }')
  })

  it('makes both ends of a new field', () => {
    const made = edited(HANDLER, value =>
      edits.addFieldWithCode(value, 'checkout', 'payment', {
        code: 'PAY_ID',
        name: 'Payment id',
        group: 'PAYMENT',
        provider: { key: 'PAYMENT', value: 'ID' },
      }),
    )
    const form = formOf(valueOf(made))
    expect(form.codes.at(-1)).toMatchObject({
      code: 'PAY_ID',
      providerValue: { text: 'ID' },
      usedBy: [{ mode: 'checkout', field: 'payment' }],
    })
  })

  it('adds a mode with all that it needs', () => {
    const made = edited('{\n  "SETTINGS": {\n    "CODES": []\n  }\n}', value => edits.addMode(value, 'form'))
    expect(made).toBe(
      '{\n  "SETTINGS": {\n    "FORM_DATA": {\n      "ACTION_URI": "",\n      "METHOD": "POST",\n      "FIELDS": {}\n    },\n    "CODES": []\n  }\n}',
    )
  })

  it('fills the empty list of a server like an empty map', () => {
    expect(edited('{"SETTINGS": {"CODES": []}}', value => edits.addCode(value, { code: 'A', name: 'a' }))).toBe(
      '{"SETTINGS": {"CODES": {"A": {"NAME": "a", "SORT": 100}}}}',
    )
  })

  it('drops the params that fields make the portal ignore', () => {
    const text = HANDLER.replace('"PARAMS": {', '"FIELDS": {}, "PARAMS": {')
    expect(edited(text, value => edits.paramsToFields(value, 'checkout'))).not.toContain('PARAMS')
  })

  it.each<[what: string, edit: (handler: JsonValue) => JsonValue | undefined]>([
    ['a code under a name that is taken', value => edits.addCode(value, { code: 'PAY_SUM' })],
    ['a code over another', value => edits.renameCode(value, 'PAY_SUM', 'STALL_ID')],
    ['a field over another', value => edits.renameKey(value, [...FIELDS, 'sum'], 'stall')],
    ['a field that is there', value => edits.addField(value, 'form', 'sum', 'PAY_SUM')],
    ['a mode that is there', value => edits.addMode(value, 'form')],
    ['a key inside a text', value => edits.setText(value, ['NAME', 'en'], 'Fair')],
    ['params that are not there', value => edits.paramsToFields(value, 'form')],
  ])('does not write %s', (_, edit) => {
    expect(edit(valueOf(HANDLER))).toBeUndefined()
  })

  it('gives a text of just what was wanted, whatever the handler and the edits are', () => {
    fc.assert(
      fc.property(anyHandler, fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (handler, choices) => {
        let text = printJson(handler)
        for (const choice of choices) {
          const before = valueOf(text)
          const wanted = chosenEdit(before, choice)
          if (wanted === undefined) continue
          expect(firstDuplicateKey(wanted)).toBeNull()
          text = applyTextEdits(text, editsToReach(text, wanted))
          expect(isTextOf(text, wanted)).toBe(true)
        }
      }),
      { numRuns: 100 },
    )
  })

  it('keeps every use of a code through a rename', () => {
    fc.assert(
      fc.property(anyHandler, handler => {
        for (const { code, usedBy } of formOf(handler).codes) {
          const renamed = edits.renameCode(handler, code, 'RENAMED')
          const uses = renamed && formOf(renamed).codes.find(known => known.code === 'RENAMED')?.usedBy
          expect(uses?.map(({ path }) => pointerOf(path))).toEqual(usedBy.map(({ path }) => pointerOf(path)))
        }
      }),
    )
  })
})

/** One of the edits a person could choose in the form of a handler. */
function chosenEdit(handler: JsonValue, choice: number): JsonValue | undefined {
  const form = formOf(handler)
  const possible = [...possibleEdits(handler, form)]
  return possible[choice % possible.length]?.()
}

function* possibleEdits(handler: JsonValue, form: HandlerForm): Generator<() => JsonValue | undefined> {
  yield () => edits.setText(handler, ['NAME'], 'typed')
  yield () => edits.setCurrencies(handler, ['EUR', 'JPY'])
  yield () => edits.addCode(handler, { code: 'NEW', name: 'New', provider: { key: 'ORDER', value: 'ID' } })
  for (const kind of ['form', 'checkout', 'iframe'] as const) {
    yield () => edits.addMode(handler, kind)
    yield () => edits.paramsToFields(handler, kind)
    yield () => edits.addFieldWithCode(handler, kind, 'fresh', { code: 'FRESH' })
  }
  for (const { code, path, sort, input } of form.codes) {
    yield () => edits.renameCode(handler, code, `${code}_X`)
    yield () => edits.removeCode(handler, code, true)
    yield () => edits.removeCode(handler, code, false)
    yield () => edits.setText(handler, sort.path, '500')
    yield* ofKey(path)
    for (const option of input.options) yield* ofKey(option.path)
  }
  for (const field of form.modes.flatMap(mode => mode.fields)) {
    yield () => edits.setText(handler, field.visible.path, 'Y')
    yield () => edits.removeKey(handler, field.path)
    yield* ofKey(field.path)
  }

  function* ofKey(path: JsonPath): Generator<() => JsonValue | undefined> {
    yield () => edits.duplicateKey(handler, path)
    yield () => edits.moveKey(handler, path, 0)
    yield () => edits.renameKey(handler, path, 'renamed')
  }
}
