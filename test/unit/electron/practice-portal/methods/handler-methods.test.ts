import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson, type JsonEntry, type JsonValue } from '#common/json/json-value'
import { SEED, call, errorOf, resultOf, stateAfter, type CallSetting } from '../practice-calls'

const ADD = 'sale.paysystem.handler.add'
const UPDATE = 'sale.paysystem.handler.update'
const DELETE = 'sale.paysystem.handler.delete'
const LIST = 'sale.paysystem.handler.list'

const SETTINGS = '{"CODES":{"SHOP":{"NAME":"Shop"}},"FORM_DATA":{"ACTION_URI":"https://pay.example.com/a"}}'
const HANDLER_NOT_FOUND = [400, 'ERROR_HANDLER_NOT_FOUND', 'Handler not found']
const ALREADY_EXISTS = [400, 'ERROR_HANDLER_ALREADY_EXIST', 'Handler already exists!']

function checkFailure(description: string) {
  return [400, 'ERROR_CHECK_FAILURE', description]
}

function newHandler(fields: Record<string, string> = {}): string {
  const all = { NAME: '"Tried"', CODE: '"tried"', SETTINGS, ...fields }
  const entries = Object.entries(all).map(([name, json]) => `"${name}":${json}`)
  return `{${entries.join(',')}}`
}

/** The row of one handler, as JSON, after a call. */
function rowAfter(method: string, parameters: string, id: number): string {
  const state = stateAfter(method, parameters)
  const rows = parseJson(resultOf(LIST, '{}', { state }))
  if (!rows.ok || rows.value.kind !== 'array') throw new Error('The list is no list')
  const row = rows.value.items.find(item => printJson(item, 0).startsWith(`{"ID":"${id}",`))
  return row === undefined ? 'none' : printJson(row, 0)
}

describe('handler.add', () => {
  it('answers the new id as a number and lists the handler with text ids', () => {
    expect(resultOf(ADD, newHandler())).toBe('4')
    expect(rowAfter(ADD, newHandler(), 4)).toBe(
      `{"ID":"4","NAME":"Tried","CODE":"tried","SORT":"100","SETTINGS":${SETTINGS}}`,
    )
  })

  it('takes its own parameter names in any case, but not those in SETTINGS', () => {
    expect(resultOf(ADD, newHandler().replace('"NAME":"T', '"name":"T').replace('"SETTINGS"', '"Settings"'))).toBe('4')
    expect(errorOf(ADD, newHandler({ SETTINGS: SETTINGS.replace('CODES', 'codes') }))).toEqual(
      checkFailure('Parameter SETTINGS[CODES] is not defined'),
    )
  })

  const NO_MODE = 'Parameter SETTINGS[FORM_DATA] or SETTINGS[CHECKOUT_DATA] or SETTINGS[IFRAME_DATA] is not defined'
  it.each([
    ['nothing', '{}', 'Parameter NAME is not defined'],
    ['a null NAME', newHandler({ NAME: 'null' }), 'Parameter NAME is not defined'],
    ['no CODE and no SETTINGS', '{"NAME":"x"}', 'Parameter CODE is not defined'],
    ['no SETTINGS', '{"NAME":"x","CODE":"y"}', 'Parameter SETTINGS is not defined'],
    ['SETTINGS as text', newHandler({ SETTINGS: '"{}"' }), 'Parameter SETTINGS[CODES] is not defined'],
    ['no CODES', newHandler({ SETTINGS: '{"FORM_DATA":{}}' }), 'Parameter SETTINGS[CODES] is not defined'],
    ['no mode', newHandler({ SETTINGS: '{"CODES":{}}' }), NO_MODE],
    ['an empty mode', newHandler({ SETTINGS: '{"CODES":{},"FORM_DATA":{}}' }), NO_MODE],
    [
      'a form without an address',
      newHandler({ SETTINGS: '{"CODES":{},"FORM_DATA":{"METHOD":"POST"}}' }),
      'Parameter SETTINGS[FORM_DATA][ACTION_URI] is not defined',
    ],
    [
      'a form with an empty address',
      newHandler({ SETTINGS: '{"CODES":{},"FORM_DATA":{"ACTION_URI":""}}' }),
      'Parameter SETTINGS[FORM_DATA][ACTION_URI] is not defined',
    ],
    [
      'a checkout without an address, naming the wrong mode',
      newHandler({ SETTINGS: '{"CODES":{},"CHECKOUT_DATA":{"FIELDS":{"a":1}}}' }),
      'Parameter SETTINGS[IFRAME_DATA][ACTION_URI] is not defined',
    ],
    [
      'a frame without an address',
      newHandler({ SETTINGS: '{"CODES":{},"IFRAME_DATA":"text"}' }),
      'Parameter SETTINGS[IFRAME_DATA][ACTION_URI] is not defined',
    ],
    [
      'a form without an address before a frame without one',
      newHandler({ SETTINGS: '{"CODES":{},"IFRAME_DATA":{"x":1},"FORM_DATA":{"x":1}}' }),
      'Parameter SETTINGS[FORM_DATA][ACTION_URI] is not defined',
    ],
    [
      'a client type in capitals',
      newHandler({ SETTINGS: SETTINGS.replace('{', '{"CLIENT_TYPE":"B2C",') }),
      'Parameter value SETTINGS[CLIENT_TYPE] is invalid',
    ],
    [
      'an empty client type',
      newHandler({ SETTINGS: SETTINGS.replace('{', '{"CLIENT_TYPE":"",') }),
      'Parameter value SETTINGS[CLIENT_TYPE] is invalid',
    ],
    [
      'a wrong client type before a code that is taken',
      newHandler({ CODE: '"lumen_checkout"', SETTINGS: SETTINGS.replace('{', '{"CLIENT_TYPE":"x",') }),
      'Parameter value SETTINGS[CLIENT_TYPE] is invalid',
    ],
  ])('refuses %s', (_, parameters, description) => {
    expect(errorOf(ADD, parameters)).toEqual(checkFailure(description))
  })

  it.each(['b2c', 'b2b'])('takes the client type %s', clientType => {
    expect(resultOf(ADD, newHandler({ SETTINGS: SETTINGS.replace('{', `{"CLIENT_TYPE":"${clientType}",`) }))).toBe('4')
  })

  it.each([
    ['empty CODES', { SETTINGS: SETTINGS.replace('{"SHOP":{"NAME":"Shop"}}', '{}') }],
    ['a null client type', { SETTINGS: SETTINGS.replace('{', '{"CLIENT_TYPE":null,') }],
    ['an address that is none', { SETTINGS: SETTINGS.replace('https://pay.example.com/a', 'nowhere') }],
    [
      'all three modes',
      {
        SETTINGS:
          '{"CODES":[],"FORM_DATA":{"ACTION_URI":1},"CHECKOUT_DATA":{"ACTION_URI":1},"IFRAME_DATA":{"ACTION_URI":1}}',
      },
    ],
    ['a code of 50 characters', { CODE: `"${'я'.repeat(50)}"` }],
    ['an empty code', { CODE: '""' }],
    ['a name of 255 characters', { NAME: `"${'🧾'.repeat(255)}"` }],
  ])('takes %s', (_, fields) => {
    expect(resultOf(ADD, newHandler(fields))).toBe('4')
  })

  it.each(['northbank_form', 'NorthBank_Form'])('refuses the code %s, which is taken', code => {
    expect(errorOf(ADD, newHandler({ CODE: `"${code}"` }))).toEqual(ALREADY_EXISTS)
  })

  it.each([
    ['an empty name', { NAME: '""' }],
    ['a name of 256 characters', { NAME: `"${'n'.repeat(256)}"` }],
    ['a code of 51 characters', { CODE: `"${'c'.repeat(51)}"` }],
    ['SETTINGS of more than 64 KB', { SETTINGS: SETTINGS.replace('{', `{"X":"${'ж'.repeat(32_768)}",`) }],
  ])('refuses %s', (_, fields) => {
    expect(errorOf(ADD, newHandler(fields)).slice(0, 2)).toEqual([400, 'ERROR_HANDLER_ADD'])
  })

  it('takes SETTINGS of just 65,535 bytes as the database counts them', () => {
    const sizeOf = (filler: number) => newHandler({ SETTINGS: SETTINGS.replace('{', `{"X":"${'x'.repeat(filler)}",`) })
    // Beside the filler the serialized SETTINGS take 155 bytes.
    const limit = 65_535 - 155
    expect(resultOf(ADD, sizeOf(limit))).toBe('4')
    expect(errorOf(ADD, sizeOf(limit + 1))[1]).toBe('ERROR_HANDLER_ADD')
  })

  it.each([
    ['7', '7'],
    ['"12abc"', '12'],
    ['"abc"', '0'],
    ['0', '100'],
    ['""', '100'],
    ['null', '100'],
    ['-5', '-5'],
    ['99999999999', '2147483647'],
    ['-99999999999', '-2147483648'],
  ])('keeps the SORT %s as %s', (sent, kept) => {
    expect(rowAfter(ADD, newHandler({ SORT: sent }), 4)).toContain(`"SORT":"${kept}"`)
  })

  it('never gives an id twice', () => {
    const added = stateAfter(ADD, newHandler())
    const deleted = stateAfter(DELETE, '{"ID":4}', { state: added })
    expect(resultOf(ADD, newHandler(), { state: deleted })).toBe('5')
  })

  it('gives SETTINGS back as they were sent, as far as PHP keeps them, and in their order', () => {
    fc.assert(
      fc.property(anySettings, settings => {
        const parameters = newHandler({ SETTINGS: printJson(settings, 0) })
        const row = parseJson(rowAfter(ADD, parameters, 4))
        const wanted = `{"ID":"4","NAME":"Tried","CODE":"tried","SORT":"100","SETTINGS":${printJson(asKept(settings), 0)}}`
        expect(row.ok && printJson(row.value, 0)).toBe(wanted)
      }),
    )
  })
})

describe('handler.update', () => {
  const update = (fields: string, id = '3') => `{"ID":${id},"FIELDS":${fields}}`

  it.each(['{}', '{"ID":3}', '{"ID":3,"FIELDS":null}', '{"ID":3,"FIELDS":"NAME"}', '{"ID":99,"FIELDS":1}'])(
    'refuses %s before looking for the handler',
    parameters => {
      expect(errorOf(UPDATE, parameters)).toEqual(checkFailure('Parameter FIELDS is not defined'))
    },
  )

  it.each(['{"FIELDS":{}}', update('{}', '99'), update('{}', '"abc"'), update('{}', 'null'), update('{"FOO":1}', '0')])(
    'does not find the handler of %s',
    parameters => {
      expect(errorOf(UPDATE, parameters)).toEqual(HANDLER_NOT_FOUND)
    },
  )

  it.each(['3', '"3"', '"3abc"', '3.9'])('finds the handler by the id %s', id => {
    expect(resultOf(UPDATE, update('{"NAME":"New"}', id))).toBe('true')
    expect(rowAfter(UPDATE, update('{"NAME":"New"}', id), 3)).toContain('"NAME":"New","CODE":"harbour_iframe"')
  })

  it('takes its own names in any case, but not those in FIELDS', () => {
    expect(resultOf(UPDATE, '{"id":3,"Fields":{"NAME":"New"}}')).toBe('true')
    expect(errorOf(UPDATE, update('{"name":"New"}'))[1]).toBe('ERROR_ARGUMENT')
  })

  it('changes nothing for empty fields', () => {
    expect(resultOf(UPDATE, update('{}'))).toBe('true')
    expect(stateAfter(UPDATE, update('{}')).handlers).toEqual(SEED.handlers)
  })

  it('changes only what is given', () => {
    const before = rowAfter(LIST, '{}', 3)
    expect(rowAfter(UPDATE, update('{"SORT":"7x"}'), 3)).toBe(before.replace('"SORT":"300"', '"SORT":"7"'))
  })

  it.each(['{}', '{"CODES":{}}', '"text"', '5', 'null', '[1,2]'])(
    'replaces SETTINGS whole, without a check, by %s',
    settings => {
      const kept = settings === '{}' ? '[]' : settings.replace('{}', '[]')
      expect(rowAfter(UPDATE, update(`{"SETTINGS":${settings}}`), 3)).toContain(`"SETTINGS":${kept}}`)
    },
  )

  it('refuses a code that another handler has, before an unknown field', () => {
    expect(errorOf(UPDATE, update('{"FOO":1,"CODE":"Lumen_Checkout"}'))).toEqual(ALREADY_EXISTS)
  })

  it('lets a handler keep its own code', () => {
    expect(resultOf(UPDATE, update('{"CODE":"HARBOUR_iframe"}'))).toBe('true')
  })

  it('leaves payment systems on the old code', () => {
    const state = stateAfter(UPDATE, '{"ID":1,"FIELDS":{"CODE":"renamed"}}')
    expect(state.paymentSystems).toEqual(SEED.paymentSystems)
    expect(resultOf(DELETE, '{"ID":1}', { state })).toBe('true')
  })

  it('refuses an unknown field', () => {
    expect(errorOf(UPDATE, update('{"NAME":"New","FOO":1}'))).toEqual([
      400,
      'ERROR_ARGUMENT',
      'PaySystemRestHandlers Entity has no `FOO` field.',
    ])
  })

  it.each([
    ['an empty name', '{"NAME":""}'],
    ['a null name', '{"NAME":null}'],
    ['a name that is too long', `{"NAME":"${'n'.repeat(256)}"}`],
    ['a code that is too long', `{"CODE":"${'c'.repeat(51)}"}`],
    ['SETTINGS that are too large', `{"SETTINGS":"${'s'.repeat(65_536)}"}`],
  ])('refuses %s', (_, fields) => {
    expect(errorOf(UPDATE, update(fields)).slice(0, 2)).toEqual([400, 'ERROR_HANDLER_UPDATE'])
  })
})

describe('handler.delete', () => {
  it('deletes a handler that nothing uses', () => {
    const state = { ...SEED, paymentSystems: [] }
    expect(resultOf(DELETE, '{"id":"3"}', { state })).toBe('true')
    expect(stateAfter(DELETE, '{"id":"3"}', { state }).handlers.map(({ id }) => id)).toEqual([1, 2])
  })

  it.each(['{}', '{"ID":99}', '{"ID":"x"}', '{"ID":null}'])('does not find the handler of %s', parameters => {
    expect(errorOf(DELETE, parameters)).toEqual(HANDLER_NOT_FOUND)
  })

  it('refuses while a payment system uses the handler', () => {
    expect(errorOf(DELETE, '{"ID":1}')).toEqual([
      400,
      'ERROR_PAY_SYSTEM_DELETE',
      'Pay system with handler NORTHBANK_FORM exists!',
    ])
  })
})

describe('handler.list', () => {
  it('lists all handlers by id with ID and SORT as text', () => {
    const state = { ...SEED, handlers: [...SEED.handlers].reverse() }
    const rows = JSON.parse(resultOf(LIST, '{}', { state })) as Record<string, unknown>[]
    expect(rows.map(row => [row['ID'], row['CODE'], row['SORT']])).toEqual([
      ['1', 'northbank_form', '100'],
      ['2', 'lumen_checkout', '200'],
      ['3', 'harbour_iframe', '300'],
    ])
    expect(rows.map(row => Object.keys(row))).toEqual(rows.map(() => ['ID', 'NAME', 'CODE', 'SORT', 'SETTINGS']))
  })

  it('ignores every parameter', () => {
    const parameters = '{"filter":{"ID":1},"FILTER":{"ID":1},"order":{"ID":"desc"},"select":["ID"],"start":50}'
    expect(resultOf(LIST, parameters)).toBe(resultOf(LIST))
  })

  it('lists no handler as an empty list', () => {
    const state: CallSetting = { state: { ...SEED, handlers: [] } }
    expect(resultOf(LIST, '{}', state)).toBe('[]')
    expect(call(LIST, '{}', state).state).toBe(state.state)
  })
})

const anyKey = fc.oneof(
  fc.constantFrom('', '0', '1', '2', '10', '01', '-1', '__proto__', 'a/b', 'ключ'),
  fc.string({ maxLength: 4 }),
)
const anyScalar: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constant<JsonValue>({ kind: 'null' }),
  fc.boolean().map((value): JsonValue => ({ kind: 'boolean', value })),
  fc
    .bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })
    .map((value): JsonValue => ({ kind: 'number', lexeme: String(value) })),
  fc
    .integer({ min: -9999, max: 9999 })
    .map((value): JsonValue => ({ kind: 'number', lexeme: (value + 0.5).toFixed(1) })),
  fc.string({ unit: 'grapheme', maxLength: 6 }).map((value): JsonValue => ({ kind: 'string', value })),
)
const anyValue = fc.letrec<{ value: JsonValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyScalar,
    fc.array(tie('value'), { maxLength: 4 }).map((items): JsonValue => ({ kind: 'array', items })),
    // Keys may stand twice here.
    fc
      .array(fc.tuple(anyKey, tie('value')), { maxLength: 5 })
      .map((entries): JsonValue => ({ kind: 'object', entries })),
  ),
})).value
/** Valid SETTINGS with anything beside the two keys that must be there. */
const anySettings = fc
  .tuple(fc.array(fc.tuple(anyKey, anyValue), { maxLength: 4 }), anyValue)
  .filter(([, codes]) => codes.kind !== 'null')
  .map(([entries, codes]): JsonValue => {
    const form: JsonValue = { kind: 'object', entries: [['ACTION_URI', { kind: 'string', value: 'x' }]] }
    return { kind: 'object', entries: [...entries, ['CODES', codes], ['FORM_DATA', form]] }
  })

/** The rules a portal is documented to follow: no empty objects, lists for 0, 1, 2 …, and the last of two equal keys. */
function asKept(value: JsonValue): JsonValue {
  if (value.kind === 'array') return { kind: 'array', items: value.items.map(asKept) }
  if (value.kind !== 'object') return value
  const kept: JsonEntry[] = []
  for (const [key, item] of value.entries) {
    const at = kept.findIndex(([known]) => known === key)
    if (at < 0) kept.push([key, asKept(item)])
    else kept[at] = [key, asKept(item)]
  }
  const isList = kept.every(([key], index) => key === String(index))
  return isList ? { kind: 'array', items: kept.map(([, item]) => item) } : { kind: 'object', entries: kept }
}
