import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formOf, readHandlerForm, type FormValue, type HandlerForm } from '#common/form/handler-form'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import { printJson, type JsonValue } from '#common/json/json-value'
import { goodHandler } from '../checker/good-handler'
import { anyHandler } from './handler-arbitraries'

function formOfHandler(handler: unknown): HandlerForm {
  const reading = readHandlerForm(JSON.stringify(handler))
  if (!reading.ok) throw new Error(reading.reason)
  return reading.form
}

describe('a handler as a form', () => {
  it('has its identity, its currencies and whom it serves', () => {
    const form = formOfHandler(goodHandler())
    expect(form.name).toEqual({ path: ['NAME'], state: 'text', text: 'Winter fair' })
    expect(form.sort).toEqual({ path: ['SORT'], state: 'number', text: '100' })
    expect(form.clientType.text).toBe('b2c')
    expect(form.currencies.codes).toEqual(['EUR', 'CHF'])
    expect(form.others).toEqual([])
  })

  it('tells what each field is filled from, and what each code is used by', () => {
    const handler = goodHandler()
    handler.SETTINGS.FORM_DATA.FIELDS.lost = { CODE: 'LOST' }
    const form = formOfHandler(handler)
    expect(form.modes[0]?.fields.map(({ name, source }) => [name, source.kind])).toEqual([
      ['stall', 'code'],
      ['payment', 'code'],
      ['amount', 'code'],
      ['mode', 'code'],
      ['phone', 'described'],
      ['receipt', 'described'],
      ['lost', 'code'],
    ])
    expect(form.modes[0]?.fields.at(-1)?.source).toMatchObject({ kind: 'code', isDefined: false })
    expect(form.codes.find(({ code }) => code === 'PAY_ID')?.usedBy).toEqual([
      { path: ['SETTINGS', 'FORM_DATA', 'FIELDS', 'payment'], mode: 'form', field: 'payment' },
    ])
  })

  it('shows the modes in the order of their precedence, and which one the portal uses', () => {
    const handler = goodHandler()
    handler.SETTINGS.IFRAME_DATA = []
    handler.SETTINGS.CHECKOUT_DATA = { ACTION_URI: 'https://pay.winterfair.shop/start', PARAMS: { stall: 'STALL_ID' } }
    const form = formOfHandler(handler)
    expect(form.modes.map(({ kind }) => kind)).toEqual(['iframe', 'checkout', 'form'])
    expect(form.usedMode).toBe('checkout')
    expect(form.modes[1]?.params[0]?.code.text).toBe('STALL_ID')
    expect(form.codes[0]?.usedBy.map(({ mode }) => mode)).toEqual(['checkout', 'form'])
  })

  it('reads an empty list of a server as an empty map', () => {
    const form = formOfHandler({ SETTINGS: { CODES: [], FORM_DATA: { FIELDS: [], PARAMS: [] }, CURRENCY: {} } })
    expect(form.codes).toEqual([])
    expect(form.others).toEqual([])
    expect(form.currencies).toMatchObject({ isList: true, codes: [] })
  })

  it.each<[what: string, handler: unknown, pointer: string, reason: string, text: string]>([
    ['an unknown key', { NOTE: { a: 1 } }, '/NOTE', 'unknown-key', '{"a":1}'],
    [
      'a key of a code that nobody knows',
      { SETTINGS: { CODES: { A: { BIND: 1 } } } },
      '/SETTINGS/CODES/A/BIND',
      'unknown-key',
      '1',
    ],
    ['a text in place of codes', { SETTINGS: { CODES: 'none' } }, '/SETTINGS/CODES', 'wrong-shape', '"none"'],
    ['a list in place of settings', { SETTINGS: [1] }, '/SETTINGS', 'wrong-shape', '[1]'],
    [
      'a field that is a text',
      { SETTINGS: { FORM_DATA: { FIELDS: { a: 'A' } } } },
      '/SETTINGS/FORM_DATA/FIELDS/a',
      'wrong-shape',
      '"A"',
    ],
  ])('shows %s among what it cannot edit', (_, handler, pointer, reason, text) => {
    const { others } = formOfHandler(handler)
    expect(others.map(other => [pointerOf(other.path), other.reason, other.text])).toEqual([[pointer, reason, text]])
  })

  it('shows an object in place of a text as it is written', () => {
    expect(formOfHandler({ NAME: { en: 'Fair' } }).name).toMatchObject({ state: 'other', text: '{"en":"Fair"}' })
    expect(formOfHandler({ SETTINGS: { CURRENCY: 'EUR' } }).currencies).toMatchObject({ isList: false, text: '"EUR"' })
  })

  it.each([
    ['{"NAME": ', { ok: false, reason: 'broken' }],
    ['', { ok: false, reason: 'broken' }],
    ['[]', { ok: false, reason: 'not-an-object' }],
    ['{"NAME": "a", "NAME": "b"}', { ok: false, reason: 'duplicate-key', pointer: '/NAME' }],
  ])('is closed for %s', (text, reading) => {
    expect(readHandlerForm(text)).toEqual(reading)
  })

  it('hides nothing of any handler', () => {
    fc.assert(
      fc.property(anyHandler, handler => {
        const shown = new Set(shownIn(formOf(handler)).map(pointerOf))
        for (const leaf of leavesOf(handler)) {
          const isShown = leaf.some((_, index) => shown.has(pointerOf(leaf.slice(0, index + 1))))
          if (!isShown) throw new Error(`${pointerOf(leaf)} of ${printJson(handler, 0)} is not shown`)
        }
      }),
      { numRuns: 300 },
    )
  })
})

/** The paths of what a form shows. */
function shownIn(form: HandlerForm): JsonPath[] {
  const values: FormValue[] = [form.name, form.code, form.sort, form.clientType]
  for (const { actionUri, method, fields, params } of form.modes) {
    values.push(actionUri, method, ...params.map(({ code }) => code))
    for (const { source, visible } of fields) {
      values.push(visible)
      if (source.kind === 'code') values.push(source.code)
      else values.push(source.name, source.input.type, ...source.input.options.map(({ label }) => label))
    }
  }
  for (const code of form.codes) {
    values.push(code.name, code.description, code.sort, code.group, code.providerKey, code.providerValue)
    values.push(code.input.type, ...code.input.options.map(({ label }) => label))
  }
  return [...values.filter(({ state }) => state !== 'missing'), form.currencies, ...form.others].map(({ path }) => path)
}

/** The paths of the texts, numbers and switches of a value; null and what is empty say nothing. */
function leavesOf(value: JsonValue, path: JsonPath = []): JsonPath[] {
  if (value.kind === 'null') return []
  if (value.kind === 'object') return value.entries.flatMap(([key, item]) => leavesOf(item, [...path, key]))
  if (value.kind === 'array') return value.items.flatMap((item, index) => leavesOf(item, [...path, index]))
  return [path]
}
