import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import { encodeForm } from '#common/preview/encode-form'
import { messageData } from '#common/preview/message-data'
import type { ModePreview } from '#common/preview/mode-preview'
import { previewHandler } from '#common/preview/preview-handler'
import { codeSampleKey } from '#common/preview/read-fields'
import { anyHandler } from '../form/handler-arbitraries'

function jsonOf(plain: unknown): JsonValue {
  return valueOf(JSON.stringify(plain))
}

function valueOf(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function modeOf(settings: unknown, samples?: ReadonlyMap<string, string>): ModePreview {
  const [mode] = previewHandler(jsonOf({ SETTINGS: settings }), samples === undefined ? {} : { samples })
  if (mode === undefined) throw new Error('The handler has a mode')
  return mode
}

function pairsOf({ fields }: ModePreview): string[] {
  return fields.map(({ name, value }) => `${name}=${value}`)
}

const ADDRESS = 'https://pay.winterfair.shop/start'

/** A form with one field of each kind. */
const FORM = {
  CURRENCY: ['SEK'],
  FORM_DATA: {
    ACTION_URI: ADDRESS,
    METHOD: 'POST',
    FIELDS: {
      stall: { CODE: 'STALL' },
      sum: { CODE: 'SUM', VISIBLE: 'N' },
      mail: { CODE: 'MAIL', VISIBLE: 'Y' },
      phone: { VISIBLE: 'Y', CODE: { NAME: 'Phone', INPUT: { TYPE: 'STRING' } } },
      receipt: { VISIBLE: 'Y', CODE: { NAME: 'Receipt', INPUT: { TYPE: 'Y/N' } } },
    },
  },
  CODES: {
    STALL: { NAME: 'Stall' },
    SUM: { NAME: 'Sum', DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'SUM' } },
    MAIL: { NAME: 'E-mail', DEFAULT: { PROVIDER_KEY: 'USER', PROVIDER_VALUE: 'EMAIL' } },
  },
}

function formWith(fields: unknown, codes: unknown = FORM.CODES): ModePreview {
  return modeOf({ FORM_DATA: { ...FORM.FORM_DATA, FIELDS: fields }, CODES: codes })
}

describe('the preview of a form', () => {
  it('shows what the buyer fills in, and sends the fields in their order before the portal’s own', () => {
    const mode = modeOf(FORM)

    expect(mode).toMatchObject({ kind: 'form', shape: 'form', transport: 'POST', target: ADDRESS, isUsable: true })
    expect(mode.inputs.map(({ label, type }) => `${label}: ${type}`)).toEqual([
      'E-mail: text',
      'Phone: text',
      'Receipt: checkbox',
    ])
    expect(pairsOf(mode)).toEqual([
      'stall=sample-STALL',
      'sum=149.9',
      'mail=ida.lindqvist@mail.example',
      'phone=',
      'receipt=Y',
      'BX_PAYSYSTEM_ID=17',
      'BX_RETURN_URL=https://shop.example/orders/512/',
    ])
    expect(mode.dropped).toEqual([])
  })

  it('says where each value comes from', () => {
    expect(modeOf(FORM).fields.map(({ source }) => source)).toEqual([
      { kind: 'code', code: 'STALL', origin: { kind: 'set-there' }, isVisible: false },
      { kind: 'code', code: 'SUM', origin: { kind: 'provided', provider: 'PAYMENT', value: 'SUM' }, isVisible: false },
      { kind: 'code', code: 'MAIL', origin: { kind: 'provided', provider: 'USER', value: 'EMAIL' }, isVisible: true },
      { kind: 'buyer' },
      { kind: 'buyer' },
      { kind: 'portal' },
      { kind: 'portal' },
    ])
  })

  it('takes changed values in place of its samples, in every field of a code', () => {
    const { FIELDS, ...rest } = FORM.FORM_DATA
    const settings = { ...FORM, FORM_DATA: { ...rest, FIELDS: { ...FIELDS, again: { CODE: 'STALL' } } } }
    const changed = new Map([
      [codeSampleKey('STALL'), '7'],
      ['field form phone', '+1 <2>'],
      ['field form receipt', 'N'],
    ])

    const mode = modeOf(settings, changed)

    expect(pairsOf(mode).filter(pair => /^(?:stall|again|phone|receipt)/.test(pair))).toEqual([
      'stall=7',
      'phone=+1 <2>',
      'receipt=N',
      'again=7',
    ])
    expect(mode.samples.map(({ name, initial }) => `${name}: ${initial}`)).toEqual([
      'STALL: sample-STALL',
      'SUM: 149.9',
      'MAIL: ida.lindqvist@mail.example',
      'phone: ',
      'receipt: Y',
    ])
  })

  it.each<[string, unknown, string, string]>([
    ['nothing to fill in', { stall: { CODE: 'STALL' } }, 'GET', 'link'],
    ['nothing to fill in and no METHOD', { stall: { CODE: 'STALL' } }, '', 'link'],
    ['nothing to fill in, but POST', { stall: { CODE: 'STALL' } }, 'POST', 'form'],
    ['a visible field', { stall: { CODE: 'STALL', VISIBLE: 'Y' } }, 'GET', 'form'],
    ['a hidden field that is described in place', { a: { CODE: { INPUT: { TYPE: 'STRING' } } } }, 'GET', 'form'],
    ['a METHOD that no browser knows', { stall: { CODE: 'STALL' } }, 'PUT', 'form'],
  ])('with %s is what a buyer would get', (_, fields, method, shape) => {
    expect(modeOf({ ...FORM, FORM_DATA: { ACTION_URI: ADDRESS, METHOD: method, FIELDS: fields } }).shape).toBe(shape)
  })

  it.each([
    ['POST', 'POST'],
    ['post', 'POST'],
    ['GET', 'GET'],
    ['', 'GET'],
    ['PUT', 'GET'],
  ])('with METHOD “%s” is sent by %s', (method, transport) => {
    expect(modeOf({ FORM_DATA: { ACTION_URI: ADDRESS, METHOD: method } }).transport).toBe(transport)
  })

  it('puts the fields in the place of the query when it is sent with GET, and says that the query is lost', () => {
    const form = { ACTION_URI: `${ADDRESS}?shop=4&b=5#top`, FIELDS: { 'a b': { CODE: 'STALL', VISIBLE: 'Y' } } }
    const mode = modeOf({ FORM_DATA: form, CODES: FORM.CODES }, new Map([[codeSampleKey('STALL'), 'é&=']]))

    expect(mode.target).toBe(
      `${ADDRESS}?a+b=%C3%A9%26%3D&BX_PAYSYSTEM_ID=17&BX_RETURN_URL=https%3A%2F%2Fshop.example%2Forders%2F512%2F#top`,
    )
    expect(mode.dropped).toEqual([{ name: 'shop=4&b=5', reason: 'query' }])
  })

  it('keeps the query when it is posted', () => {
    const mode = modeOf({ FORM_DATA: { ACTION_URI: `${ADDRESS}?shop=4`, METHOD: 'POST' } })

    expect(mode.target).toBe(`${ADDRESS}?shop=4`)
    expect(mode.dropped).toEqual([])
  })

  it.each<[string, unknown, string]>([
    ['an entry that is no object', 'STALL', 'not-a-field'],
    ['an entry without a code', {}, 'no-code'],
    ['an entry whose code is null', { CODE: null }, 'no-code'],
    ['an input of an unknown type', { VISIBLE: 'Y', CODE: { NAME: 'On', INPUT: { TYPE: 'DATE' } } }, 'input-type'],
    ['a type beside the input', { VISIBLE: 'Y', CODE: { NAME: 'Tel', TYPE: 'STRING' } }, 'input-type'],
    ['a list', { VISIBLE: 'Y', CODE: { INPUT: { TYPE: 'ENUM', OPTIONS: { a: 'A' } } } }, 'empty-list'],
  ])('drops %s', (_, field, reason) => {
    expect(formWith({ x: field }).dropped).toEqual([{ name: 'x', reason }])
    expect(formWith({ x: field }).fields.map(({ name }) => name)).not.toContain('x')
  })

  it.each([
    ['', 'no-name'],
    ['BX_RETURN_URL', 'reserved-name'],
  ])('drops a field with the name “%s”', (name, reason) => {
    expect(formWith({ [name]: { CODE: 'STALL' } }).dropped).toEqual([{ name, reason }])
  })

  it('shows a list that is empty, because the options are not passed on', () => {
    const codes = { KIND: { NAME: 'Kind', INPUT: { TYPE: 'ENUM', OPTIONS: { a: 'A' } } } }

    expect(formWith({ kind: { CODE: 'KIND', VISIBLE: 'Y' } }, codes).inputs).toEqual([
      { field: 'kind', label: 'Kind', type: 'list', value: '' },
    ])
    expect(pairsOf(formWith({ kind: { CODE: 'KIND' } }, codes))[0]).toBe('kind=a')
  })

  it.each<[string, unknown, string]>([
    ['a code that is not there', undefined, ''],
    ['a fixed value', { DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: 12 } }, '12'],
    ['the checkbox as a provider', { DEFAULT: { PROVIDER_KEY: 'Y\\N', PROVIDER_VALUE: 'Y' } }, ''],
    ['a value its provider lacks', { DEFAULT: { PROVIDER_KEY: 'ORDER', PROVIDER_VALUE: 'SUM' } }, ''],
    ['a property', { DEFAULT: { PROVIDER_KEY: 'PROPERTY', PROVIDER_VALUE: '9' } }, 'PROPERTY 9'],
    ['the first of its currencies', { DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'CURRENCY' } }, 'EUR'],
    ['a checkbox', { INPUT: { TYPE: 'Y/N' } }, 'Y'],
  ])('fills a field from %s', (_, code, value) => {
    expect(pairsOf(formWith({ x: { CODE: 'C' } }, code === undefined ? [] : { C: code }))[0]).toBe(`x=${value}`)
  })

  it('reads PARAMS where there are no FIELDS, all of them hidden, and drops them beside FIELDS', () => {
    const form = { ACTION_URI: ADDRESS, METHOD: 'POST', PARAMS: { stall: 'STALL' } }

    const alone = modeOf({ FORM_DATA: form, CODES: FORM.CODES })
    expect(pairsOf(alone)[0]).toBe('stall=sample-STALL')
    expect(alone.inputs).toEqual([])
    const beside = modeOf({ FORM_DATA: { ...form, FIELDS: {} }, CODES: FORM.CODES })
    expect(beside.dropped).toEqual([{ name: 'PARAMS', reason: 'params-beside-fields' }])
    expect(pairsOf(beside)[0]).toBe('BX_PAYSYSTEM_ID=17')
  })
})

describe('the preview of a checkout', () => {
  const fields = { merchant: { CODE: 'STALL' } }

  it('asks the service straight away where there is nothing to fill in', () => {
    const mode = modeOf({ CHECKOUT_DATA: { ACTION_URI: ADDRESS, FIELDS: fields }, CODES: FORM.CODES })

    expect(mode).toMatchObject({ kind: 'checkout', shape: 'straight', transport: 'POST' })
    expect(pairsOf(mode)).toEqual([
      'merchant=sample-STALL',
      'BX_SYSTEM_PARAMS[RETURN_URL]=https://shop.example/orders/512/',
      'BX_SYSTEM_PARAMS[PAYSYSTEM_ID]=17',
      'BX_SYSTEM_PARAMS[PAYMENT_ID]=2041',
      'BX_SYSTEM_PARAMS[SUM]=149.9',
      'BX_SYSTEM_PARAMS[CURRENCY]=EUR',
    ])
  })

  it('shows a form first where there is something to fill in', () => {
    const form = { merchant: { CODE: 'STALL', VISIBLE: 'Y' } }

    expect(modeOf({ CHECKOUT_DATA: { ACTION_URI: ADDRESS, FIELDS: form }, CODES: FORM.CODES }).shape).toBe('form-first')
  })

  it('drops PARAMS and METHOD, which have a meaning in forms only', () => {
    const mode = modeOf({ CHECKOUT_DATA: { ACTION_URI: ADDRESS, METHOD: 'GET', PARAMS: { a: 'STALL' } } })

    expect(mode.transport).toBe('POST')
    expect(mode.dropped).toEqual([
      { name: 'PARAMS', reason: 'params-outside-form' },
      { name: 'METHOD', reason: 'method-outside-form' },
    ])
  })
})

describe('the preview of an iframe', () => {
  it('shows the page in a frame and gives it the fields as a message, with the portal’s own in objects', () => {
    const frame = { ACTION_URI: ADDRESS, FIELDS: { account: { CODE: 'STALL', VISIBLE: 'Y' } } }
    const mode = modeOf({ IFRAME_DATA: frame, CODES: FORM.CODES })

    expect(mode).toMatchObject({ kind: 'iframe', shape: 'frame', transport: 'message', target: ADDRESS, inputs: [] })
    expect(JSON.parse(printJson(messageData(mode.fields)))).toEqual({
      account: 'sample-STALL',
      BX_SYSTEM_PARAMS: {
        RETURN_URL: 'https://shop.example/orders/512/',
        PAYSYSTEM_ID: '17',
        PAYMENT_ID: '2041',
        SUM: '149.9',
        CURRENCY: 'EUR',
      },
      BX_COMPUTED_STYLE: { background: 'rgb(255, 255, 255)', color: 'rgb(51, 51, 51)' },
    })
  })
})

describe('the preview of a handler', () => {
  it('has the mode first that the portal uses, and then those it ignores; an empty one is none', () => {
    const mode = { ACTION_URI: ADDRESS }
    const kinds = (settings: unknown): string[] =>
      previewHandler(jsonOf({ SETTINGS: settings })).map(({ kind }) => kind)

    expect(kinds({ FORM_DATA: mode, CHECKOUT_DATA: mode, IFRAME_DATA: mode })).toEqual(['iframe', 'checkout', 'form'])
    expect(kinds({ FORM_DATA: mode, CHECKOUT_DATA: {}, IFRAME_DATA: [] })).toEqual(['form'])
  })

  it.each(['null', '[]', '{}', '"text"', '7', '{"SETTINGS":[]}', '{"SETTINGS":{"FORM_DATA":"text"}}'])(
    'of %s has no mode',
    text => {
      expect(previewHandler(valueOf(text))).toEqual([])
    },
  )

  it('takes an empty list for an empty map, a list for a map of its places, and the last of duplicate keys', () => {
    const text = `{"SETTINGS":{"FORM_DATA":{"ACTION_URI":"a","ACTION_URI":"${ADDRESS}","METHOD":"POST",
      "FIELDS":[{"CODE":"STALL"}]},"CODES":[],"CODES":{"STALL":{"DEFAULT":[]}}}}`
    const [mode] = previewHandler(valueOf(text))

    expect(mode?.target).toBe(ADDRESS)
    expect(pairsOf(mode!)[0]).toBe('0=sample-STALL')
  })

  it.each([
    ['https://a.example/', true],
    ['http://a.example/', true],
    ['javascript:alert(1)', false],
    ['data:text/html,x', false],
    ['/pay', false],
    ['', false],
  ])('knows whether anything can be sent to “%s”', (address, isUsable) => {
    expect(modeOf({ FORM_DATA: { ACTION_URI: address, METHOD: 'POST' } }).isUsable).toBe(isUsable)
  })

  it('takes any JSON and any samples, and sends every field once in an address that is one', () => {
    fc.assert(
      fc.property(anyHandler, fc.dictionary(fc.string(), fc.string({ unit: 'binary' })), (handler, changed) => {
        const samples = new Map(Object.entries(changed))
        for (const mode of previewHandler(handler, { samples })) {
          const names = mode.fields.map(({ name }) => name)
          expect(new Set(names).size).toBe(names.length)
          if (mode.transport === 'GET' && mode.isUsable) {
            const query = mode.target.slice(mode.target.indexOf('?') + 1).split('#', 1)[0]
            expect(query).toBe(encodeForm(mode.fields))
          }
          messageData(mode.fields)
        }
      }),
      { numRuns: 300 },
    )
  })
})

describe('the encoding of a form', () => {
  it('is read as what it was', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ name: fc.string({ unit: 'grapheme' }), value: fc.string({ unit: 'binary' }) })),
        fields => {
          const whole = (text: string): string => text.replace(/\p{Surrogate}/gu, '\uFFFD')
          const read = [...new URLSearchParams(encodeForm(fields))]

          expect(read).toEqual(fields.map(({ name, value }) => [whole(name), whole(value)]))
        },
      ),
    )
  })
})
