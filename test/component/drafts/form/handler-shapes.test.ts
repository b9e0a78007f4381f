import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { parseJson, printScalar, type JsonValue } from '#common/json/json-value'
import { formBody, openForm } from './form-page'

/** A handler of every shape that is published, with what people get wrong in them. */
const SHAPES = {
  'a form with fields of codes and of its own': {
    FORM_DATA: {
      ACTION_URI: 'https://pay.lantern.shop/form',
      METHOD: 'POST',
      FIELDS: {
        mobile: { VISIBLE: 'Y', CODE: { NAME: 'Mobile', TYPE: 'STRING' } },
        receipt: { VISIBLE: 'N', CODE: { NAME: 'Send a receipt', INPUT: { TYPE: 'Y/N' } } },
        payment: { CODE: 'LANTERN_PAYMENT', VISIBLE: 'Y' },
        stall: { CODE: 'LANTERN_STALL' },
      },
    },
  },
  'a form with PARAMS': {
    FORM_DATA: {
      ACTION_URI: 'https://pay.lantern.shop/old',
      METHOD: 'GET',
      PARAMS: { stall: 'LANTERN_STALL', payment: 'LANTERN_PAYMENT' },
    },
  },
  'a checkout': {
    CHECKOUT_DATA: {
      ACTION_URI: 'https://pay.lantern.shop/start',
      FIELDS: { stallKey: { CODE: 'LANTERN_KEY' }, stall: { CODE: 'LANTERN_STALL' } },
    },
  },
  'a frame': {
    IFRAME_DATA: {
      ACTION_URI: 'https://pay.lantern.shop/frame',
      FIELDS: { stall: { CODE: 'LANTERN_STALL' }, note: { CODE: { NAME: 'Note', INPUT: { TYPE: 'STRING' } } } },
    },
  },
  'an empty handler as a portal gives it back': { FORM_DATA: [], CHECKOUT_DATA: [], IFRAME_DATA: [] },
} as const

const CODES = {
  LANTERN_STALL: { NAME: 'Stall number', DESCRIPTION: 'On the contract', SORT: '110' },
  LANTERN_KEY: { NAME: 'Secret word', DESCRIPTION: 'On the second page', SORT: '320' },
  LANTERN_PAYMENT: {
    NAME: 'Number of the payment',
    SORT: '430',
    GROUP: 'PAYMENT',
    DEFAULT: { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: 'ACCOUNT_NUMBER' },
  },
  LANTERN_STATUS: { NAME: 'Change the status', SORT: '740', INPUT: { TYPE: 'Y/N' } },
  LANTERN_MODE: {
    NAME: 'How it works',
    SORT: '1150',
    INPUT: { TYPE: 'ENUM', OPTIONS: { DRY: 'Dry run', REAL: 'Real money' } },
  },
}

/** Keys that the form has words for. */
const NAMED = /^(NAME|CODE|SORT|SETTINGS|CODES|[A-Z]+_DATA|[A-Z]+_URI|METHOD|FIELDS|VISIBLE|INPUT|TYPE|OPTIONS|PARAMS)$/
const OF_CODES = /^(DESCRIPTION|GROUP|DEFAULT|PROVIDER_KEY|PROVIDER_VALUE|CURRENCY|CLIENT_TYPE)$/

describe('a handler of a published shape', () => {
  it.each(Object.entries(SHAPES))('is shown with nothing hidden, and nothing changed: %s', async (_, modes) => {
    const handler = {
      NAME: 'Lantern walk',
      CODE: 'lantern_walk',
      SORT: 100,
      SETTINGS: { CURRENCY: ['CHF', 'PLN'], CLIENT_TYPE: 'b2b', ...modes, CODES },
    }
    const text = JSON.stringify(handler, null, 2)
    const { draft } = await openForm(text)

    for (const code of Object.keys(CODES)) {
      await userEvent.click(page.getByRole('button', { name: new RegExp(`^${code} `), expanded: false }))
    }

    const shown = contents()
    const parsed = parseJson(text)
    const wanted = parsed.ok ? [...partsOf(parsed.value)] : []
    expect(wanted.length).toBeGreaterThan(30)
    expect(wanted.filter(part => !shown.includes(part))).toEqual([])
    expect(draft.text.value).toBe(text)
    expect(draft.canUndo.value).toBe(false)
  })
})

/** All that can be read in the form: its words, and what stands in its fields. */
function contents(): string {
  const inputs = [...formBody().querySelectorAll('input')]
  const values = inputs.map(({ type, checked, value }) => (type === 'checkbox' ? (checked ? 'Y' : 'N') : value))
  return [...values, formBody().innerText].join('\n')
}

/** The free keys and the values of a handler. */
function* partsOf(value: JsonValue): Generator<string> {
  if (value.kind === 'object') {
    for (const [key, inner] of value.entries) {
      if (!NAMED.test(key) && !OF_CODES.test(key)) yield key
      yield* partsOf(inner)
    }
  } else if (value.kind === 'array') {
    for (const item of value.items) yield* partsOf(item)
  } else {
    yield value.kind === 'string' ? value.value : printScalar(value)
  }
}
