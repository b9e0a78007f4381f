import { describe, expect, it } from 'vitest'
import { fieldValue, modesOf, readPortalHandler, summaryOf, textOf } from '#common/handlers/handler-fields'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'

function json(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function handler(text: string) {
  const read = readPortalHandler(json(text))
  if (read === null) throw new Error('The row has an id')
  return read
}

describe('a row of the handler list', () => {
  it('keeps its fields in their usual order, and the key order within SETTINGS', () => {
    const { id, fields } = handler('{"SETTINGS":{"10":1.0,"2":0},"SORT":"50","ID":"7","CODE":"c","NAME":"n"}')

    expect(id).toBe('7')
    expect(printJson(fields, 0)).toBe('{"NAME":"n","CODE":"c","SORT":50,"SETTINGS":{"10":1.0,"2":0}}')
  })

  it('keeps what it has when fields are missing, and leaves out what is no field of a handler', () => {
    const { fields } = handler('{"ID":7,"CODE":"c","APP_ID":"local.1","NAME":null}')

    expect(printJson(fields, 0)).toBe('{"NAME":null,"CODE":"c"}')
  })

  it.each([
    '{"NAME":"n"}',
    '{"ID":""}',
    '{"ID":"7a"}',
    '{"ID":-7}',
    '{"ID":7.5}',
    '{"ID":null}',
    '{"ID":[7]}',
    '[]',
    '7',
  ])('is none without a usable id: %s', row => {
    expect(readPortalHandler(json(row))).toBeNull()
  })
})

describe('SORT', () => {
  it.each([
    ['"100"', '100'],
    ['"0"', '0'],
    ['"-5"', '-5'],
    ['100', '100'],
    ['1.0', '1.0'],
    ['"007"', '"007"'],
    ['"-0"', '"-0"'],
    ['"1.5"', '"1.5"'],
    ['" 1"', '" 1"'],
    ['""', '""'],
    ['"1234567890123456"', '"1234567890123456"'],
    ['null', 'null'],
  ])('of %s is shown as %s', (given, shown) => {
    expect(printJson(fieldValue('SORT', json(given)))).toBe(shown)
  })

  it('is the only field whose text becomes a number', () => {
    expect(printJson(fieldValue('CODE', json('"100"')))).toBe('"100"')
  })
})

describe('the summary of a handler', () => {
  it('names its modes by precedence, with the host of each', () => {
    const summary = summaryOf(
      handler(`{"ID":"42","NAME":"Till","CODE":"till","SORT":"30","SETTINGS":{
        "CURRENCY":["EUR","USD"],
        "FORM_DATA":{"ACTION_URI":"https://form.example:8443/pay?x=1"},
        "CHECKOUT_DATA":{"ACTION_URI":"not an address"},
        "IFRAME_DATA":{"FIELDS":{}},
        "CODES":{"A":{},"B":{}}}}`),
    )

    expect(summary).toEqual({
      id: '42',
      name: 'Till',
      code: 'till',
      sort: 30,
      modes: ['iframe', 'checkout', 'form'],
      actionHosts: ['', 'not an address', 'form.example:8443'],
      currencies: ['EUR', 'USD'],
      codeCount: 2,
    })
  })

  it('of a handler with nothing in it is empty', () => {
    expect(summaryOf(handler('{"ID":"1","SETTINGS":[]}'))).toEqual({
      id: '1',
      name: '',
      code: '',
      sort: 0,
      modes: [],
      actionHosts: [],
      currencies: [],
      codeCount: 0,
    })
  })

  it('reads currencies that a portal gave under keys', () => {
    expect(summaryOf(handler('{"ID":"1","SETTINGS":{"CURRENCY":{"1":"EUR","3":"USD"}}}')).currencies).toEqual([
      'EUR',
      'USD',
    ])
  })
})

describe('the modes of SETTINGS', () => {
  it.each([
    ['{"FORM_DATA":{}}', []],
    ['{"FORM_DATA":[]}', []],
    ['{"FORM_DATA":""}', []],
    ['{"FORM_DATA":{"METHOD":"POST"}}', ['form']],
    ['{"CHECKOUT_DATA":[1],"FORM_DATA":null}', ['checkout']],
    ['null', []],
  ])('%s are %j', (settings, modes) => {
    expect(modesOf(json(settings))).toEqual(modes)
  })
})

describe('the text of a value', () => {
  it.each([
    ['"a"', 'a'],
    ['1.0', '1.0'],
    ['true', 'true'],
    ['null', ''],
    ['[]', ''],
    ['{}', ''],
  ])('%s is %j', (value, text) => {
    expect(textOf(json(value))).toBe(text)
  })

  it('that is missing is empty', () => {
    expect(textOf(undefined)).toBe('')
  })
})
