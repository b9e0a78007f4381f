import type { CheckOptions } from '#common/checker/rule-context'
import type { RuleId } from '#common/checker/rules'
import { goodHandler, type LooseHandler } from './good-handler'

type Change = ((handler: LooseHandler) => void) | string

/** A handler that a rule speaks up about, and one that only looks like it. */
export interface RuleCase {
  readonly rule: RuleId
  readonly breaks: string
  readonly near: string
  /** JSON Pointer of the problem. */
  readonly path: string
  readonly options: CheckOptions
}

const WEBHOOK = 'https://portal.example/rest/1/n0tarealsecret16/'
const TOKEN = 'n0t-a-real-token-of-any-portal'

const settings = (handler: LooseHandler): LooseHandler => handler.SETTINGS
const form = (handler: LooseHandler): LooseHandler => handler.SETTINGS.FORM_DATA
const fields = (handler: LooseHandler): LooseHandler => handler.SETTINGS.FORM_DATA.FIELDS
const codes = (handler: LooseHandler): LooseHandler => handler.SETTINGS.CODES

export const RULE_CASES: readonly RuleCase[] = [
  ...json(),
  ...keys(),
  ...types(),
  ...identity(),
  ...structure(),
  ...addresses(),
  ...sending(),
  ...fieldCases(),
  ...codeCases(),
  ...inputs(),
  ...defaults(),
  ...secrets(),
]

function json(): RuleCase[] {
  const good = JSON.stringify(goodHandler())
  return [
    row('json-broken', '', good.slice(0, -1), good),
    row('json-broken', '', '', good),
    row('json-broken', '', good.replace('"SORT":100', '"SORT":100,,'), good),
    row('not-a-handler', '', `[${good}]`, good),
    row('not-a-handler', '', 'null', good),
    row('request-id', '', '{"FIELDS":{"SORT":5}}', '{"ID":"5","FIELDS":{"SORT":5}}'),
    row('request-fields', '', '{"ID":5,"FIELDS":[]}', '{"ID":5,"FIELDS":{}}'),
    row('key-twice', '/SORT', good.replace('"SORT":100', '"SORT":100,"SORT":100'), good),
    row('key-twice', '/NAME', good.replace('"SORT":100', '"SORT":100,"NAME":"Other"'), good),
  ]
}

function keys(): RuleCase[] {
  return [
    row(
      'key-misspelt',
      '/SETTINGS/FROM_DATA',
      h => rename(settings(h), 'FORM_DATA', 'FROM_DATA'),
      h => {
        settings(h).NOTE = 'free'
      },
    ),
    row('key-misspelt', '/SETTINGS/FORM_DATA/actionUrl', h => rename(form(h), 'ACTION_URI', 'actionUrl')),
    row('key-misspelt', '/SETTINGS/CODES/PAY_ID/DEFAULT/PROVIDER_KEYS', h =>
      rename(codes(h).PAY_ID.DEFAULT, 'PROVIDER_KEY', 'PROVIDER_KEYS'),
    ),
    row(
      'key-wrong-case',
      '/SETTINGS/Codes',
      h => rename(settings(h), 'CODES', 'Codes'),
      h => {
        rename(fields(h), 'phone', 'Phone')
      },
    ),
    row('key-wrong-case', '/name', h => rename(h, 'NAME', 'name')),
    row(
      'key-misplaced',
      '/SETTINGS/FORM_DATA/CURRENCY',
      h => move(settings(h), form(h), 'CURRENCY'),
      h => {
        fields(h).CURRENCY = { CODE: 'PAY_SUM' }
      },
    ),
    row('key-misplaced', '/FORM_DATA', h => move(settings(h), h, 'FORM_DATA')),
    row('key-misplaced', '/SETTINGS/ACTION_URI', h => (settings(h).ACTION_URI = 'https://pay.winterfair.shop/')),
    row(
      'codes-misplaced',
      '/SETTINGS/FORM_DATA/CODES',
      h => move(settings(h), form(h), 'CODES'),
      h => {
        fields(h).CODES = { CODE: 'PAY_SUM' }
      },
    ),
    row('codes-misplaced', '/CODES', h => move(settings(h), h, 'CODES')),
    row(
      'field-unknown',
      '/DESCRIPTION',
      h => (h.DESCRIPTION = 'At the fair'),
      h => {
        codes(h).PAY_ID.DESCRIPTION = 'At the fair'
      },
    ),
    row(
      'handler-id-inside',
      '/ID',
      h => (h.ID = 7),
      h => {
        rename(fields(h), 'stall', 'ID')
      },
    ),
    row(
      'key-unknown',
      '/SETTINGS/NOTE',
      h => (settings(h).NOTE = 'free'),
      h => {
        fields(h).NOTE = { CODE: 'PAY_SUM' }
      },
    ),
    row('key-unknown', '/SETTINGS/CODES/PAY_ID/BINDABLE', h => (codes(h).PAY_ID.BINDABLE = 'Y')),
  ]
}

function types(): RuleCase[] {
  return [
    row(
      'wrong-type',
      '/SETTINGS',
      h => (h.SETTINGS = 'none'),
      h => {
        h.SORT = -5
      },
    ),
    row('wrong-type', '/NAME', h => (h.NAME = { en: 'Fair' })),
    row('wrong-type', '/SETTINGS/FORM_DATA/ACTION_URI', h => (form(h).ACTION_URI = ['https://pay.winterfair.shop'])),
    row('wrong-type', '/SETTINGS/CODES/PAY_SUM', h => (codes(h).PAY_SUM = 'Amount')),
    row('wrong-type', '/SETTINGS/CODES/STALL_ID/INPUT', h => (codes(h).STALL_ID.INPUT = 'STRING')),
    row(
      'number-for-text',
      '/NAME',
      h => (h.NAME = 5),
      h => {
        h.NAME = '5'
      },
    ),
    row(
      'keys-become-list',
      '/SETTINGS/CODES/WORK_MODE/INPUT/OPTIONS',
      h => {
        codes(h).WORK_MODE.INPUT.OPTIONS = { 0: 'Test', 1: 'Live' }
        codes(h).WORK_MODE.DEFAULT.PROVIDER_VALUE = '1'
      },
      h => {
        codes(h).WORK_MODE.INPUT.OPTIONS = { 1: 'Test', 2: 'Live' }
        codes(h).WORK_MODE.DEFAULT.PROVIDER_VALUE = '1'
      },
    ),
    row(
      'empty-map-as-list',
      '/SETTINGS/CODES/STALL_ID/DEFAULT',
      h => (codes(h).STALL_ID.DEFAULT = []),
      h => {
        settings(h).CURRENCY = []
      },
    ),
  ]
}

function identity(): RuleCase[] {
  return [
    row(
      'name-missing',
      '/NAME',
      h => delete h.NAME,
      h => {
        h.NAME = '0'
      },
    ),
    row('name-missing', '/NAME', h => (h.NAME = ' ')),
    row('name-missing', '/NAME', h => (h.NAME = null)),
    row(
      'name-too-long',
      '/NAME',
      h => (h.NAME = '🎄'.repeat(256)),
      h => {
        h.NAME = '🎄'.repeat(255)
      },
    ),
    row(
      'handler-code-missing',
      '/CODE',
      h => delete h.CODE,
      h => {
        h.CODE = 'x'
      },
    ),
    row('handler-code-missing', '/CODE', h => (h.CODE = '')),
    row(
      'handler-code-too-long',
      '/CODE',
      h => (h.CODE = 'w'.repeat(51)),
      h => {
        h.CODE = 'w'.repeat(50)
      },
    ),
    row(
      'handler-code-taken',
      '/CODE',
      h => (h.CODE = 'Winter_Fair'),
      h => (h.CODE = 'winter_fair_2'),
      {
        otherCodes: ['spring_fair', 'WINTER_FAIR'],
      },
    ),
    row(
      'handler-code-digits',
      '/CODE',
      h => (h.CODE = '2026'),
      h => {
        h.CODE = '2026w'
      },
    ),
    row(
      'handler-code-characters',
      '/CODE',
      h => (h.CODE = 'зима'),
      h => {
        h.CODE = 'Winter-fair.2'
      },
    ),
    row(
      'outer-spaces',
      '/CODE',
      h => (h.CODE = 'winter_fair '),
      h => {
        h.NAME = 'Winter  fair'
      },
    ),
    row('outer-spaces', '/SETTINGS/FORM_DATA/ACTION_URI', h => (form(h).ACTION_URI = `${form(h).ACTION_URI}\n`)),
    row(
      'sort-not-whole',
      '/SORT',
      h => (h.SORT = 'first'),
      h => {
        h.SORT = 0
      },
    ),
    row('sort-not-whole', '/SETTINGS/CODES/PAY_ID/SORT', h => (codes(h).PAY_ID.SORT = 1.5)),
    row(
      'sort-as-text',
      '/SORT',
      h => (h.SORT = '100'),
      h => {
        h.SORT = 100
      },
    ),
    row('sort-as-text', '/SETTINGS/CODES/PAY_ID/SORT', h => (codes(h).PAY_ID.SORT = '300')),
  ]
}

function structure(): RuleCase[] {
  return [
    row('settings-missing', '/SETTINGS', h => delete h.SETTINGS),
    row('settings-missing', '/SETTINGS', h => (h.SETTINGS = null)),
    row(
      'codes-missing',
      '/SETTINGS/CODES',
      h => delete settings(h).CODES,
      h => {
        settings(h).CODES = {}
      },
    ),
    row(
      'mode-missing',
      '/SETTINGS',
      h => delete settings(h).FORM_DATA,
      h => rename(settings(h), 'FORM_DATA', 'IFRAME_DATA'),
    ),
    row('mode-missing', '/SETTINGS', h => (settings(h).FORM_DATA = {})),
    row(
      'modes-several',
      '/SETTINGS/FORM_DATA',
      h => (settings(h).IFRAME_DATA = { ACTION_URI: 'https://pay.winterfair.shop/' }),
      h => {
        settings(h).IFRAME_DATA = {}
      },
    ),
    row(
      'mode-empty',
      '/SETTINGS/IFRAME_DATA',
      h => (settings(h).IFRAME_DATA = {}),
      h => {
        settings(h).FORM_DATA = {}
      },
    ),
    row(
      'settings-too-large',
      '/SETTINGS',
      h => padTo(h, 65_536),
      h => padTo(h, 65_535),
    ),
    row(
      'settings-near-limit',
      '/SETTINGS',
      h => padTo(h, 65_400),
      h => padTo(h, 60_000),
    ),
  ]
}

function addresses(): RuleCase[] {
  const path = '/SETTINGS/FORM_DATA/ACTION_URI'
  const to = (address: unknown) => (handler: LooseHandler) => {
    form(handler).ACTION_URI = address
  }
  return [
    row('address-missing', path, h => delete form(h).ACTION_URI, to('https://pay.winterfair.shop')),
    row('address-missing', path, to('')),
    row('address-unusable', path, to('pay.winterfair.shop/form'), to('https://pay.winterfair.shop:8443/form?a=1#b')),
    row('address-unusable', path, to('/form')),
    row('address-unusable', path, to('//pay.winterfair.shop/form')),
    row('address-unusable', path, to('https://')),
    row('address-unusable', path, to('https://pay winterfair.shop/')),
    row('address-unusable', path, to('https://pay..winterfair.shop/')),
    row('address-unusable', path, to('pay.winterfair.shop:8443/form')),
    row('address-unusable', path, to('https:/pay.winterfair.shop/')),
    row('address-scheme', path, to('javascript:alert(1)'), to('HTTPS://pay.winterfair.shop/')),
    row('address-scheme', path, to('ftp://pay.winterfair.shop/')),
    row('address-scheme', path, to('data:text/html,hello')),
    row(
      'address-credentials',
      path,
      to('https://fair:pass@pay.winterfair.shop/'),
      to('https://pay.winterfair.shop/@fair'),
    ),
    row('address-placeholder', path, to('https://{host}/form'), to('https://pay.winterfair.shop/%AB%CD#part')),
    row('address-placeholder', path, to('https://your-domain.com/form')),
    row('address-placeholder', path, to('https://pay.winterfair.shop/#ORDER_ID#')),
    row('address-http', path, to('http://pay.winterfair.shop/'), to('https://pay.winterfair.shop/http://')),
    row('address-loopback', path, to('http://localhost:8124/form'), to('https://localhost.winterfair.shop/')),
    row('address-loopback', path, to('https://127.0.0.1/')),
    row('address-loopback', path, to('https://[::1]/')),
    row('address-private', path, to('https://192.168.1.20/form'), to('https://193.168.1.20/form')),
    row('address-private', path, to('https://172.20.0.1/form'), to('https://172.32.0.1/form')),
    row('address-private', path, to('https://cashdesk/form')),
    row('address-private', path, to('https://[fd00::1]/form'), to('https://[2a00::1]/form')),
    row('address-example', path, to('https://pay.example.com/form'), to('https://pay.example.com.shop/form')),
  ]
}

function sending(): RuleCase[] {
  const checkout = (handler: LooseHandler) => rename(settings(handler), 'FORM_DATA', 'CHECKOUT_DATA')
  return [
    row('method-misplaced', '/SETTINGS/CHECKOUT_DATA/METHOD', checkout, h => {
      checkout(h)
      delete settings(h).CHECKOUT_DATA.METHOD
    }),
    row(
      'method-unknown',
      '/SETTINGS/FORM_DATA/METHOD',
      h => (form(h).METHOD = 'PUT'),
      h => {
        form(h).METHOD = 'GET'
      },
    ),
    row(
      'method-unknown',
      '/SETTINGS/FORM_DATA/METHOD',
      h => (form(h).METHOD = 'post'),
      h => {
        form(h).METHOD = ''
      },
    ),
    row(
      'get-shows-secret',
      '/SETTINGS/FORM_DATA/FIELDS/sign',
      h => {
        withSecretField(h)
        delete form(h).METHOD
      },
      withSecretField,
    ),
    row(
      'get-drops-query',
      '/SETTINGS/FORM_DATA/ACTION_URI',
      h => {
        form(h).ACTION_URI = `${form(h).ACTION_URI}?shop=5`
        form(h).METHOD = 'GET'
      },
      h => {
        form(h).ACTION_URI = `${form(h).ACTION_URI}?shop=5`
      },
    ),
    row(
      'payment-id-not-sent',
      '/SETTINGS/FORM_DATA',
      h => {
        codes(h).PAY_ID.DEFAULT.PROVIDER_VALUE = 'ACCOUNT_NUMBER'
      },
      h => {
        codes(h).PAY_ID.DEFAULT.PROVIDER_VALUE = 'ACCOUNT_NUMBER'
        checkout(h)
        delete settings(h).CHECKOUT_DATA.METHOD
      },
    ),
    row(
      'client-type-unknown',
      '/SETTINGS/CLIENT_TYPE',
      h => (settings(h).CLIENT_TYPE = 'B2B'),
      h => {
        settings(h).CLIENT_TYPE = 'b2b'
      },
    ),
    row(
      'client-type-unknown',
      '/SETTINGS/CLIENT_TYPE',
      h => (settings(h).CLIENT_TYPE = 'b2g'),
      h => {
        delete settings(h).CLIENT_TYPE
      },
    ),
    row(
      'currency-not-list',
      '/SETTINGS/CURRENCY',
      h => (settings(h).CURRENCY = 'EUR'),
      h => {
        settings(h).CURRENCY = ['EUR']
      },
    ),
    row('currency-not-list', '/SETTINGS/CURRENCY', h => (settings(h).CURRENCY = { main: 'EUR' })),
    row(
      'currency-code',
      '/SETTINGS/CURRENCY/1',
      h => (settings(h).CURRENCY = ['EUR', 'chf']),
      h => {
        settings(h).CURRENCY = ['BYN']
      },
    ),
    row('currency-code', '/SETTINGS/CURRENCY/0', h => (settings(h).CURRENCY = ['euro'])),
    row(
      'currency-repeated',
      '/SETTINGS/CURRENCY/2',
      h => (settings(h).CURRENCY = ['EUR', 'CHF', 'EUR']),
      h => {
        settings(h).CURRENCY = ['EUR', 'CHF', 'EUX']
      },
    ),
  ]
}

function fieldCases(): RuleCase[] {
  const path = '/SETTINGS/FORM_DATA/FIELDS'
  const asParams = (handler: LooseHandler) => {
    form(handler).PARAMS = { stall: 'STALL_ID', payment: 'PAY_ID', amount: 'PAY_SUM', mode: 'WORK_MODE' }
    delete form(handler).FIELDS
  }
  return [
    row('fields-and-params', '/SETTINGS/FORM_DATA/PARAMS', h => (form(h).PARAMS = { stall: 'STALL_ID' }), asParams),
    row('params-deprecated', '/SETTINGS/FORM_DATA/PARAMS', asParams, h => {
      fields(h).PARAMS = { CODE: 'PAY_SUM' }
    }),
    row(
      'params-misplaced',
      '/SETTINGS/IFRAME_DATA/PARAMS',
      h => {
        asParams(h)
        rename(settings(h), 'FORM_DATA', 'IFRAME_DATA')
        delete settings(h).IFRAME_DATA.METHOD
      },
      asParams,
    ),
    row('field-as-text', `${path}/stall`, h => (fields(h).stall = 'STALL_ID'), asParams),
    row('field-as-text', `${path}/stall`, h => (fields(h).stall = true)),
    row(
      'field-code-missing',
      `${path}/stall/CODE`,
      h => delete fields(h).stall.CODE,
      h => {
        fields(h).phone.CODE.NAME = 'Your phone'
      },
    ),
    row('field-code-missing', `${path}/stall/CODE`, h => (fields(h).stall.CODE = '')),
    row(
      'code-not-defined',
      `${path}/stall/CODE`,
      h => (fields(h).stall.CODE = 'STAL_ID'),
      h => {
        rename(codes(h), 'STALL_ID', 'STAL_ID')
        fields(h).stall.CODE = 'STAL_ID'
      },
    ),
    row('code-not-defined', `${path}/extra/CODE`, h => (fields(h).extra = { CODE: 'LUGGAGE' })),
    row('code-not-defined', '/SETTINGS/FORM_DATA/PARAMS/extra', h => {
      asParams(h)
      form(h).PARAMS.extra = 'LUGGAGE'
    }),
    row(
      'field-name',
      `${path}/BX_PAYSYSTEM_ID`,
      h => (fields(h).BX_PAYSYSTEM_ID = { CODE: 'PAY_ID' }),
      h => {
        fields(h).BX_PAYMENT_ID = { CODE: 'PAY_ID' }
      },
    ),
    row('field-name', `${path}/`, h => (fields(h)[''] = { CODE: 'PAY_ID' })),
    row(
      'visible-value',
      `${path}/amount/VISIBLE`,
      h => (fields(h).amount.VISIBLE = true),
      h => {
        fields(h).amount.VISIBLE = 'Y'
      },
    ),
    row('visible-value', `${path}/phone/VISIBLE`, h => (fields(h).phone.VISIBLE = 'y')),
    row('visible-value', `${path}/amount/VISIBLE`, h => (fields(h).amount.VISIBLE = 'maybe')),
    row(
      'own-field-hidden',
      `${path}/phone`,
      h => delete fields(h).phone.VISIBLE,
      h => {
        delete fields(h).amount.VISIBLE
      },
    ),
    row(
      'own-field-type-missing',
      `${path}/phone/CODE`,
      h => delete fields(h).phone.CODE.INPUT,
      h => {
        fields(h).phone.CODE.INPUT.TYPE = 'Y/N'
      },
    ),
    row(
      'own-field-enum',
      `${path}/phone/CODE/INPUT/TYPE`,
      h => {
        fields(h).phone.CODE.INPUT = { TYPE: 'ENUM', OPTIONS: { A: 'A' } }
      },
      h => {
        codes(h).STALL_ID.INPUT = { TYPE: 'ENUM', OPTIONS: { A: 'A' } }
      },
    ),
  ]
}

function codeCases(): RuleCase[] {
  return [
    row(
      'code-twins',
      '/SETTINGS/CODES/pay_id',
      h => (codes(h).pay_id = { NAME: 'Twin' }),
      h => {
        codes(h).PAY_ID_2 = { NAME: 'No twin' }
      },
    ),
    row(
      'code-lower-case',
      '/SETTINGS/CODES/stallId',
      h => {
        rename(codes(h), 'STALL_ID', 'stallId')
        fields(h).stall.CODE = 'stallId'
        fields(h).again = { CODE: 'stallId' }
      },
      h => {
        rename(codes(h), 'STALL_ID', 'STALLID')
        fields(h).stall.CODE = 'STALLID'
      },
    ),
    row(
      'code-characters',
      '/SETTINGS/CODES/STALL.ID',
      h => {
        rename(codes(h), 'STALL_ID', 'STALL.ID')
        fields(h).stall.CODE = 'STALL.ID'
      },
      h => {
        rename(codes(h), 'STALL_ID', '_STALL_1')
        fields(h).stall.CODE = '_STALL_1'
      },
    ),
    row('code-characters', '/SETTINGS/CODES/', h => (codes(h)[''] = { NAME: 'Nameless' })),
    row(
      'code-name-missing',
      '/SETTINGS/CODES/STALL_ID/NAME',
      h => delete codes(h).STALL_ID.NAME,
      h => {
        delete codes(h).STALL_ID.DESCRIPTION
      },
    ),
    row('code-name-missing', '/SETTINGS/FORM_DATA/FIELDS/phone/CODE/NAME', h => delete fields(h).phone.CODE.NAME),
    row(
      'code-unused',
      '/SETTINGS/CODES/LUGGAGE',
      h => (codes(h).LUGGAGE = { NAME: 'Luggage' }),
      h => {
        codes(h).LUGGAGE = { NAME: 'Luggage' }
        fields(h).luggage = { CODE: 'LUGGAGE' }
      },
    ),
    row(
      'code-looks-reserved',
      '/SETTINGS/CODES/PS_WORK_MODE_2',
      h => (codes(h).PS_WORK_MODE_2 = { NAME: 'Mode' }),
      h => {
        codes(h).PS_WORK_MODEL = { NAME: 'Mode' }
      },
    ),
    row(
      'group-unlisted',
      '/SETTINGS/CODES/PAY_ID/GROUP',
      h => (codes(h).PAY_ID.GROUP = 'OTHER'),
      h => {
        codes(h).STALL_ID.GROUP = 'PAYMENT'
      },
    ),
  ]
}

function inputs(): RuleCase[] {
  const path = '/SETTINGS/CODES/WORK_MODE/INPUT'
  return [
    row(
      'input-type-unknown',
      '/SETTINGS/FORM_DATA/FIELDS/receipt/CODE/INPUT/TYPE',
      h => {
        fields(h).receipt.CODE.INPUT.TYPE = 'Y\\N'
      },
      h => {
        codes(h).STALL_ID.INPUT = { TYPE: 'Y/N' }
      },
    ),
    row('input-type-unknown', `${path}/TYPE`, h => (codes(h).WORK_MODE.INPUT.TYPE = 'SELECT')),
    row('input-type-unknown', `${path}/TYPE`, h => (codes(h).WORK_MODE.INPUT.TYPE = 'enum')),
    row(
      'enum-without-options',
      `${path}/OPTIONS`,
      h => delete codes(h).WORK_MODE.INPUT.OPTIONS,
      h => {
        codes(h).WORK_MODE.INPUT = { TYPE: 'STRING' }
      },
    ),
    row(
      'enum-without-options',
      `${path}/OPTIONS`,
      h => (codes(h).WORK_MODE.INPUT.OPTIONS = {}),
      h => {
        codes(h).WORK_MODE.INPUT.OPTIONS = { TEST: 'Only this' }
      },
    ),
    row(
      'input-type-missing',
      path,
      h => delete codes(h).WORK_MODE.INPUT.TYPE,
      h => {
        delete codes(h).WORK_MODE.INPUT
      },
    ),
    row(
      'type-misplaced',
      '/SETTINGS/FORM_DATA/FIELDS/phone/CODE/TYPE',
      h => {
        fields(h).phone.CODE = { NAME: 'Phone', TYPE: 'STRING' }
      },
      h => {
        fields(h).phone.CODE = { NAME: 'TYPE', INPUT: { TYPE: 'STRING' } }
      },
    ),
    row('type-misplaced', '/SETTINGS/CODES/STALL_ID/TYPE', h => (codes(h).STALL_ID.TYPE = 'Y/N')),
    row(
      'options-as-list',
      `${path}/OPTIONS`,
      h => (codes(h).WORK_MODE.INPUT.OPTIONS = ['Test', 'Live']),
      h => {
        codes(h).WORK_MODE.INPUT.OPTIONS = []
      },
    ),
    row(
      'options-unused',
      '/SETTINGS/CODES/STALL_ID/INPUT/OPTIONS',
      h => {
        codes(h).STALL_ID.INPUT = { TYPE: 'STRING', OPTIONS: { A: 'A' } }
      },
      h => {
        codes(h).STALL_ID.INPUT = { TYPE: 'STRING', OPTIONS: {} }
      },
    ),
  ]
}

function defaults(): RuleCase[] {
  const path = '/SETTINGS/CODES/PAY_SUM/DEFAULT'
  const to = (key: unknown, value?: unknown) => (handler: LooseHandler) => {
    codes(handler).PAY_SUM.DEFAULT = { PROVIDER_KEY: key, PROVIDER_VALUE: value }
  }
  return [
    row(
      'default-as-type-value',
      `${path}/TYPE`,
      h => (codes(h).PAY_SUM.DEFAULT = { TYPE: 'PAYMENT', VALUE: 'SUM' }),
      h => {
        codes(h).STALL_ID.NAME = 'TYPE'
      },
    ),
    row('default-as-type-value', '/SETTINGS/CODES/PAY_SUM/TYPE', h => {
      codes(h).PAY_SUM = { NAME: 'Amount', TYPE: 'PAYMENT', VALUE: 'SUM' }
    }),
    row('default-incomplete', `${path}/PROVIDER_VALUE`, to('PAYMENT'), to('VALUE')),
    row('default-incomplete', `${path}/PROVIDER_VALUE`, to('ORDER', ''), to('VALUE', '')),
    row(
      'default-incomplete',
      `${path}/PROVIDER_KEY`,
      h => (codes(h).PAY_SUM.DEFAULT = { PROVIDER_VALUE: 'SUM' }),
      h => {
        codes(h).PAY_SUM.DEFAULT = {}
      },
    ),
    row('provider-unknown', `${path}/PROVIDER_KEY`, to('INVOICE', 'SUM'), to('PROPERTY', 'SUM')),
    row('provider-unknown', `${path}/PROVIDER_KEY`, to('payment', 'SUM')),
    row('provider-value-unknown', `${path}/PROVIDER_VALUE`, to('ORDER', 'SUM'), to('ORDER', 'PRICE')),
    row('provider-value-unknown', `${path}/PROVIDER_VALUE`, to('PAYMENT', 'ACOUNT_NUMBER'), to('PROPERTY', 'ACOUNT')),
    row('provider-value-unknown', `${path}/PROVIDER_VALUE`, to('USER', 'PHONE'), to('USER', 'PERSONAL_MOBILE')),
    row('provider-checkbox', `${path}/PROVIDER_KEY`, to('Y\\N', 'Y'), to('VALUE', 'Y')),
    row('provider-checkbox', `${path}/PROVIDER_KEY`, to('Y/N', 'N')),
    row(
      'default-not-an-option',
      '/SETTINGS/CODES/WORK_MODE/DEFAULT/PROVIDER_VALUE',
      h => {
        codes(h).WORK_MODE.DEFAULT.PROVIDER_VALUE = 'Test'
      },
      h => {
        codes(h).WORK_MODE.DEFAULT.PROVIDER_VALUE = 'LIVE'
      },
    ),
    row('provider-undocumented', `${path}/PROVIDER_KEY`, to('SHIPMENT', 'ID'), to('USER', 'ID')),
  ]
}

function secrets(): RuleCase[] {
  return [
    row(
      'auth-inside',
      '/SETTINGS/auth',
      h => (settings(h).auth = TOKEN),
      h => {
        fields(h).auth = { CODE: 'STALL_ID' }
      },
    ),
    row('auth-inside', '/SETTINGS/CODES/auth', h => (codes(h).auth = TOKEN)),
    row(
      'access-token',
      '/auth',
      h => (h.auth = TOKEN),
      h => {
        h.NAME = `auth of ${TOKEN}`
      },
    ),
    row('access-token', '/SETTINGS/FORM_DATA/ACTION_URI', h => {
      form(h).ACTION_URI = `${form(h).ACTION_URI}?auth=${TOKEN}`
    }),
    row(
      'webhook-inside',
      '/SETTINGS/FORM_DATA/ACTION_URI',
      h => (form(h).ACTION_URI = WEBHOOK),
      h => {
        form(h).ACTION_URI = 'https://pay.winterfair.shop/rest/1/payments'
      },
    ),
    row('webhook-inside', '/SETTINGS/CODES/STALL_ID/DESCRIPTION', h => {
      codes(h).STALL_ID.DESCRIPTION = `See ${WEBHOOK}profile`
    }),
    row(
      'secret-default',
      '/SETTINGS/CODES/STALL_KEY/DEFAULT/PROVIDER_VALUE',
      h => withDefault(h, 'q8-Wz.77'),
      h => {
        withDefault(h, 'put your key here')
      },
    ),
    row(
      'secret-default',
      '/SETTINGS/CODES/STALL_ID/DEFAULT/PROVIDER_VALUE',
      h => {
        codes(h).STALL_ID.DEFAULT = { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: 'b7f0c2d94e1a4c6f8a3b5d7e9f01' }
      },
      h => {
        codes(h).STALL_ID.DEFAULT = { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: 'At the old bridge, stall 7' }
      },
    ),
  ]
}

function row(
  rule: RuleId,
  path: string,
  breaks: Change,
  near: Change = () => {},
  options: CheckOptions = {},
): RuleCase {
  return { rule, path, breaks: changed(breaks), near: changed(near), options }
}

function changed(change: Change): string {
  if (typeof change === 'string') return change
  const handler = goodHandler()
  change(handler)
  return JSON.stringify(handler, null, 2)
}

/** Renames a key and keeps the order. */
function rename(object: LooseHandler, from: string, to: string): void {
  const entries = Object.entries(object as object).map(([key, value]): [string, unknown] => [
    key === from ? to : key,
    value,
  ])
  for (const key of Object.keys(object as object)) Reflect.deleteProperty(object as object, key)
  Object.assign(object, Object.fromEntries(entries))
}

function move(from: LooseHandler, to: LooseHandler, key: string): void {
  to[key] = from[key]
  Reflect.deleteProperty(from as object, key)
}

function withSecretField(handler: LooseHandler): void {
  codes(handler).SIGN_KEY = { NAME: 'Signature' }
  fields(handler).sign = { CODE: 'SIGN_KEY' }
}

function withDefault(handler: LooseHandler, value: string): void {
  codes(handler).STALL_KEY = { NAME: 'Key', DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: value } }
  fields(handler).key = { CODE: 'STALL_KEY' }
}

/** Makes SETTINGS take so many bytes, some of them in letters of two and four. */
function padTo(handler: LooseHandler, bytes: number): void {
  const code = codes(handler).STALL_ID
  code.DESCRIPTION = 'é🎄'
  const missing = bytes - new TextEncoder().encode(JSON.stringify(settings(handler))).length
  code.DESCRIPTION = `é🎄${'x'.repeat(missing)}`
}
