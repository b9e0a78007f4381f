import { describe, expect, it } from 'vitest'
import { importHandlers, type ImportedHandler } from '#common/importer/import-handlers'
import { parseJson, toPlain } from '#common/json/json-value'
import { HANDLER_JSON, HANDLER_TEXT, PHP_LITERAL, SCRIPT_LITERAL, SOURCES, TOKEN } from './source-fixtures'

function only(source: string): ImportedHandler {
  const { handlers } = importHandlers(source)
  expect(handlers).toHaveLength(1)
  return handlers[0]!
}

interface PlainHandler {
  NAME?: unknown
  SETTINGS: { CURRENCY?: unknown; FORM_DATA: { ACTION_URI: unknown; PARAMS?: unknown } }
}

/** A value as it was imported, for what is not about spelling. */
function plainOf(handler: ImportedHandler): PlainHandler {
  const parsed = parseJson(handler.text)
  return (parsed.ok ? toPlain(parsed.value) : {}) as PlainHandler
}

const kindsOf = (handler: ImportedHandler): string[] => handler.repairs.map(({ what }) => what)

describe('forms', () => {
  it.each(SOURCES)('reads %s', (_, form, text) => {
    const handler = only(text)
    expect(plainOf(handler)).toEqual(JSON.parse(HANDLER_JSON))
    expect({ form: handler.form, repairs: handler.repairs, before: handler.before }).toEqual({
      form,
      repairs: [],
      before: null,
    })
  })

  it('says the line of the source where a handler starts', () => {
    expect(only(`\r\n\r\n# Page\r\n${HANDLER_TEXT}`).line).toBe(4)
    expect(only(`<h1>Title</h1>\n<pre>\n${HANDLER_TEXT.replaceAll('"', '&quot;')}</pre>`).line).toBe(3)
  })

  it('takes the id of an update and of a row', () => {
    expect(only(`{"ID":12,"FIELDS":${HANDLER_JSON}}`)).toMatchObject({ handlerId: '12', text: HANDLER_TEXT })
    expect(
      only(`CRest::call('sale.paysystem.handler.update', ['ID' => '8', 'FIELDS' => ${PHP_LITERAL}]);`),
    ).toMatchObject({
      handlerId: '8',
      text: HANDLER_TEXT,
    })
  })

  it('takes a part of a handler where an update is named', () => {
    const part = only(`BX24.callMethod('sale.paysystem.handler.update', { id: 5, fields: { NAME: 'New name' } })`)
    expect(part).toMatchObject({ handlerId: '5', text: '{\n  "NAME": "New name"\n}\n' })
  })

  it('puts bare settings into a handler', () => {
    const handler = only('{"CURRENCY":["EUR"],"CHECKOUT_DATA":{"ACTION_URI":"https://a.example"},"CODES":{}}')
    expect(Object.keys(plainOf(handler))).toEqual(['SETTINGS'])
    expect(kindsOf(handler)).toEqual(['settings-wrapped'])
  })

  it('finds several handlers, and one that stands in several languages once', () => {
    const other = HANDLER_JSON.replace('orchard_pay', 'meadow_pay')
    const page = [
      `curl -d '${HANDLER_JSON.slice(0, -1)}' https://x.example/rest/sale.paysystem.handler.add`,
      `BX24.callMethod('sale.paysystem.handler.add', ${SCRIPT_LITERAL}, () => {});`,
      `CRest::call('sale.paysystem.handler.add', ${PHP_LITERAL});`,
      `{"NAME":"unfinished","CODE":"lost","SETTINGS":{"CODES":{"A":{"NAME":"a"`,
      other,
    ].join('\n\n')
    const { handlers } = importHandlers(page)
    expect(handlers.map(({ text }) => toPlainCode(text))).toEqual(['orchard_pay', 'lost', 'meadow_pay'])
    expect(handlers[0]?.repairs).toEqual([])
  })

  it('keeps two rows of an answer that differ in their ids only', () => {
    const row = (id: number): string => `{"ID":"${id}",${HANDLER_JSON.slice(1)}`
    expect(importHandlers(`{"result":[${row(1)},${row(2)}]}`).handlers.map(({ handlerId }) => handlerId)).toEqual([
      '1',
      '2',
    ])
  })

  it.each([
    [
      'a payment system',
      '{"NAME":"Card","PERSON_TYPE_ID":1,"BX_REST_HANDLER":"x","SETTINGS":{"A":{"TYPE":"VALUE","VALUE":"1"}}}',
    ],
    [
      'values of one',
      `CRest::call('sale.paysystem.settings.update', ['ID' => 1, 'SETTINGS' => ['A' => ['TYPE' => 'VALUE', 'VALUE' => '1']]]);`,
    ],
    [
      'a function that passes on what it is given',
      `$core->call('sale.paysystem.handler.add', ['NAME' => $name, 'CODE' => $code, 'SETTINGS' => $settings]);`,
    ],
    ['a sentence', 'NAME: the name, CODE: the code, SETTINGS: {described below}'],
    ['nothing', ''],
  ])('finds no handler in %s', (_, text) => {
    expect(importHandlers(text).handlers).toEqual([])
  })
})

describe('spelling', () => {
  it('keeps the order of keys, numbers to the digit, and numbers in quotes', () => {
    const text =
      '{\n  "CODE": "c",\n  "NAME": "n",\n  "SORT": 1.0,\n  "SETTINGS": {\n    "CODES": {\n      "10": {\n        "SORT": "100"\n      },\n      "2": {\n        "SORT": 12345678901234567890\n      }\n    }\n  }\n}\n'
    expect(only(text).text).toBe(text)
  })

  it.each([
    [
      'php',
      `['NAME' => 'It\\'s \\n', 'CODE' => "a\\tb\\u{41}", 'SETTINGS' => ['CODES' => (object)[]]]`,
      "It's \\n",
      'a\tbA',
    ],
    ['javascript', `x = {NAME: 'It\\'s \\x41', CODE: "\\u{1F600}", SETTINGS: {CODES: {}}};`, "It's A", '😀'],
    [
      'go',
      `map[string]any{"NAME": "caf\\xc3\\xa9", "CODE": \`a\\n\`, "SETTINGS": map[string]any{"CODES": map[string]any{}}}`,
      'café',
      'a\\n',
    ],
    ['python', `x = {'NAME': r'a\\n', 'CODE': 'one' 'two', 'SETTINGS': {'CODES': {}, 'X': None}}`, 'a\\n', 'onetwo'],
    ['curl', `curl -d '{"NAME":"It'\\''s","CODE":"a\\nb","SETTINGS":{"CODES":{}}}' https://x.example/`, "It's", 'a\nb'],
    [
      'curl',
      `curl -d $'{"NAME":"It\\'s","CODE":"a\\\\nb","SETTINGS":{"CODES":{}}}' https://x.example/`,
      "It's",
      'a\nb',
    ],
  ])('reads the escapes of %s', (form, text, name, code) => {
    const handler = only(text)
    expect(plainOf(handler)).toMatchObject({ NAME: name, CODE: code, SETTINGS: { CODES: {} } })
    expect(handler.form).toBe(form)
  })

  it('lets the last of two equal keys count, and says so', () => {
    const handler = only('{"NAME":"one","CODE":"c","NAME":"two","SETTINGS":{"CODES":{}}}')
    expect(plainOf(handler).NAME).toBe('two')
    expect(handler.repairs).toEqual([{ path: ['NAME'], what: 'duplicate-key' }])
  })

  it('names what a program would have put in', () => {
    const handler = only(
      'BX24.callMethod("sale.paysystem.handler.add", {NAME: title, CODE: "shop_" + id, SORT: next(1, {a: 2}), SETTINGS: {FORM_DATA: {ACTION_URI: `https://${host}/pay`}, CODES: {}}})',
    )
    expect(plainOf(handler)).toMatchObject({ NAME: '<title>', CODE: 'shop_<id>', SORT: '<expression>' })
    expect(plainOf(handler).SETTINGS.FORM_DATA.ACTION_URI).toBe('https://<host>/pay')
    expect(new Set(kindsOf(handler))).toEqual(new Set(['expression-replaced']))
  })

  it('makes a list of braces without keys', () => {
    const handler = only(
      `BX24.callMethod('sale.paysystem.handler.add', {'NAME': 'a', 'CODE': 'b', 'SETTINGS': {'CURRENCY': {'EUR'}, 'CODES': {}}})`,
    )
    expect(plainOf(handler).SETTINGS.CURRENCY).toEqual(['EUR'])
    expect(handler.repairs).toEqual([{ path: ['SETTINGS', 'CURRENCY'], what: 'list-brackets' }])
  })
})

describe('repairs', () => {
  const places = [...HANDLER_JSON.matchAll(/[{}[\]]/g)].map(({ index }) => index)

  it.each(places)('puts back a bracket lost at %i', place => {
    const handler = only(HANDLER_JSON.slice(0, place) + HANDLER_JSON.slice(place + 1))
    expect(handler.text).toBe(HANDLER_TEXT)
    expect(handler.repairs).not.toEqual([])
    expect(handler.before).not.toBeNull()
  })

  it.each(places)('takes out a closing bracket too many at %i', place => {
    const char = HANDLER_JSON.charAt(place)
    if (char === '{' || char === '[') return
    const broken = HANDLER_JSON.slice(0, place) + char + HANDLER_JSON.slice(place)
    expect(only(broken).text).toBe(HANDLER_TEXT)
  })

  it.each([...HANDLER_JSON.matchAll(/[",]/g)].map(({ index }) => index))('mends a quote or comma lost at %i', place => {
    expect(only(HANDLER_JSON.slice(0, place) + HANDLER_JSON.slice(place + 1)).text).toBe(HANDLER_TEXT)
  })

  it('puts CODES beside the mode, whether a brace was lost or stands too late', () => {
    const lost = HANDLER_JSON.replace('"ORCHARD_SHOP"}}},"CODES"', '"ORCHARD_SHOP"}},"CODES"')
    const late = `${lost}}`
    expect(only(lost)).toMatchObject({
      text: HANDLER_TEXT,
      repairs: [{ path: ['SETTINGS', 'FORM_DATA'], what: 'brace-added' }],
    })
    expect(only(late)).toMatchObject({
      text: HANDLER_TEXT,
      repairs: [{ path: ['SETTINGS', 'CODES'], what: 'codes-moved' }],
    })
  })

  it('keeps the token of a request out of the handler where a brace was lost', () => {
    const add = `${HANDLER_JSON.slice(0, -2)},"auth":"${TOKEN}"}`
    const update = `{"ID":3,"FIELDS":${HANDLER_JSON.slice(0, -1)},"auth":"${TOKEN}"}`
    expect(only(add).text).toBe(HANDLER_TEXT)
    expect(only(update)).toMatchObject({ text: HANDLER_TEXT, handlerId: '3' })
  })

  it('shows a repaired literal as it was read, in the same layout', () => {
    const { before, text } = only(HANDLER_JSON.slice(0, -1))
    expect(before).toBe(text.slice(0, -2))
  })

  it.each([
    ['typographic quotes', HANDLER_JSON.replaceAll(/"([^"]*)"/g, '“$1”'), 'quotes-straightened'],
    ['a text over two lines', HANDLER_JSON.replace('Number of', 'Number\nof'), 'line-break-escaped'],
    ['quotes inside a text', HANDLER_JSON.replace('Number of', 'The "number" of'), 'quotes-escaped'],
    ['a colon lost', HANDLER_JSON.replace('"CODES":', '"CODES" '), 'colon-added'],
    ['a number of another language', SCRIPT_LITERAL.replace('150', '1_50'), 'number-rewritten'],
    ['an end cut off', HANDLER_JSON.slice(0, -8), 'brace-added'],
    [
      'keys in lower case',
      `x = {name: 'a', code: 'b', settings: ${HANDLER_JSON}.SETTINGS}`.replace(
        `${HANDLER_JSON}.SETTINGS`,
        '{CODES: {}}',
      ),
      'key-case',
    ],
  ])('mends %s', (_, text, what) => {
    expect(kindsOf(only(text))).toContain(what)
  })
})

describe('secrets', () => {
  const hook = 'k3x9p0q7w2zt5b1n'
  const sources = [
    `curl -d '${HANDLER_JSON}' https://orchard.example/rest/1/${hook}/sale.paysystem.handler.add`,
    `curl -d '${HANDLER_JSON.slice(0, -1)},"auth":"${TOKEN}"}' https://orchard.example/rest/sale.paysystem.handler.add`,
    `curl -d '${HANDLER_JSON}' 'https://orchard.example/rest/sale.paysystem.handler.add?auth=${TOKEN}'`,
    `curl -d 'NAME=a&CODE=b&SETTINGS[CODES][A][NAME]=c&auth=${TOKEN}' https://orchard.example/rest/sale.paysystem.handler.add`,
    HANDLER_JSON.replace('https://pay.orchard.example/start', `https://orchard.example/rest/1/${hook}/crm.lead.add`),
    HANDLER_JSON.replace('https://pay.orchard.example/start', `https:\\/\\/orchard.example\\/rest\\/1\\/${hook}\\/`),
    HANDLER_JSON.replace('Number of the shop', `see ?access_token=${TOKEN}`),
    HANDLER_JSON.replace('"CODES":{', `"auth":"${TOKEN}","CODES":{`),
    `$auth = ['access_token' => '${TOKEN}'];\n$x = ${PHP_LITERAL.replace('Number of the shop', TOKEN)};`,
    `<pre>${HANDLER_JSON.replaceAll('"', '&quot;').slice(0, -1)},&quot;auth&quot;:&quot;${TOKEN}&quot;}</pre>`,
  ]

  it.each(sources)('leaves out, and names by line: %s', source => {
    const imported = importHandlers(`\n${source}`)
    expect(imported.handlers).toHaveLength(1)
    expect(JSON.stringify(imported)).not.toMatch(new RegExp(`${hook}|${TOKEN}`))
    expect(imported.dropped.length).toBeGreaterThan(0)
    expect(imported.dropped[0]?.line).toBeGreaterThan(1)
  })

  it('leaves a field that only has the name of a token', () => {
    const handler = only(
      '{"NAME":"a","CODE":"b","SETTINGS":{"FORM_DATA":{"ACTION_URI":"u","PARAMS":{"auth":"SHOP_TOKEN"}},"CODES":{}}}',
    )
    expect(plainOf(handler).SETTINGS.FORM_DATA.PARAMS).toEqual({ auth: 'SHOP_TOKEN' })
    expect(handler.repairs).toEqual([])
  })
})

function toPlainCode(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? (toPlain(parsed.value) as { CODE: unknown }).CODE : undefined
}
