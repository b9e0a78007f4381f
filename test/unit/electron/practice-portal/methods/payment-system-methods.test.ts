import { describe, expect, it } from 'vitest'
import type { PortalState } from '../../../../../electron/practice-portal/portal-state'
import { errorOf, resultOf, SEED, stateAfter, type CallSetting } from '../practice-calls'

const ADD = 'sale.paysystem.add'
const UPDATE = 'sale.paysystem.update'
const DELETE = 'sale.paysystem.delete'
const LIST = 'sale.paysystem.list'
const HANDLER_NOT_FOUND = [400, 'ERROR_HANDLER_NOT_FOUND', 'Handler not found']
const NOT_FOUND = [400, 'ERROR_PAY_SYSTEM_NOT_FOUND', 'Pay system not found']
const PERSON_TYPE_NOT_FOUND = [400, 'ERROR_PERSON_TYPE_NOT_FOUND', 'Incorrect person type id!']
const ACCESS_DENIED = [403, 'ACCESS_DENIED', 'Access denied!']

const notDefined = (name: string) => [400, 'ERROR_CHECK_FAILURE', `Parameter ${name} is not defined`]
const NEW = {
  BX_REST_HANDLER: 'northbank_form',
  NAME: 'Second card',
  PERSON_TYPE_ID: 6,
  ENTITY_REGISTRY_TYPE: 'ORDER',
}

function json(changes: object): string {
  return JSON.stringify({ ...NEW, ...changes })
}

function system(state: PortalState, id: number) {
  return state.paymentSystems.find(candidate => candidate.id === id)
}

describe('paysystem.add', () => {
  it('answers the new id as a number, never one that was given before', () => {
    expect(resultOf(ADD, json({}))).toBe('24')
    const state = stateAfter(DELETE, '{"ID":24}', { state: stateAfter(ADD, json({})) })
    expect(resultOf(ADD, json({}), { state })).toBe('25')
  })

  it('keeps what it is given, its names in capitals at every depth', () => {
    const given = json({ active: 'Y', Xml_Id: 'x', settings: { nb_shop_id: { type: 'VALUE', Value: 7 }, odd: 'text' } })
    expect(system(stateAfter(ADD, given), 24)).toEqual({
      id: 24,
      name: 'Second card',
      description: '',
      handlerCode: 'northbank_form',
      isActive: true,
      opensNewWindow: false,
      registryType: 'ORDER',
      personTypeId: 6,
      sort: 100,
      xmlId: 'x',
      values: [{ personTypeId: 6, code: 'NB_SHOP_ID', type: 'VALUE', value: '7' }],
    })
  })

  it.each([true, 1, 'y', 'true', 'N', ''])('is active with exactly "Y" and not with %j', active => {
    expect(system(stateAfter(ADD, json({ ACTIVE: active })), 24)?.isActive).toBe(false)
  })

  it('is for old invoices where nothing is said', () => {
    const { ENTITY_REGISTRY_TYPE: _, ...rest } = NEW
    expect(errorOf(ADD, JSON.stringify(rest))).toEqual(PERSON_TYPE_NOT_FOUND)
    const state = stateAfter(ADD, JSON.stringify({ ...rest, PERSON_TYPE_ID: 7 }))
    expect(system(state, 24)?.registryType).toBe('CRM_INVOICE')
  })

  it.each([
    ['{}', notDefined('BX_REST_HANDLER')],
    ['{"BX_REST_HANDLER":"nobody"}', HANDLER_NOT_FOUND],
    ['{"BX_REST_HANDLER":"cash"}', HANDLER_NOT_FOUND],
    ['{"BX_REST_HANDLER":"Northbank_Form"}', notDefined('NAME')],
    ['{"BX_REST_HANDLER":"northbank_form","NAME":""}', notDefined('NAME')],
    ['{"BX_REST_HANDLER":"northbank_form","NAME":"n"}', PERSON_TYPE_NOT_FOUND],
    [json({ PERSON_TYPE_ID: 99 }), PERSON_TYPE_NOT_FOUND],
    [json({ PERSON_TYPE_ID: 7 }), PERSON_TYPE_NOT_FOUND],
    [json({ ENTITY_REGISTRY_TYPE: 'SOMETHING' }), PERSON_TYPE_NOT_FOUND],
  ])('checks in order: %s', (parameters, error) => {
    expect(errorOf(ADD, parameters)).toEqual(error)
  })
})

describe('paysystem.update', () => {
  it.each([
    ['{"FIELDS":{"BX_REST_HANDLER":"nobody"}}', HANDLER_NOT_FOUND],
    ['{"ID":21,"FIELDS":{"BX_REST_HANDLER":"204"}}', HANDLER_NOT_FOUND],
    ['{}', notDefined('ID')],
    ['{"ID":0,"FIELDS":{"PERSON_TYPE_ID":99}}', notDefined('ID')],
    ['{"ID":99,"FIELDS":{"PERSON_TYPE_ID":99}}', NOT_FOUND],
    ['{"ID":20,"FIELDS":{"PERSON_TYPE_ID":99}}', ACCESS_DENIED],
    ['{"ID":21,"FIELDS":{"PERSON_TYPE_ID":99}}', PERSON_TYPE_NOT_FOUND],
    ['{"ID":21,"FIELDS":{"PERSON_TYPE_ID":7}}', PERSON_TYPE_NOT_FOUND],
  ])('checks in order: %s', (parameters, error) => {
    expect(errorOf(UPDATE, parameters)).toEqual(error)
  })

  it('changes what is given and passes over what it does not read', () => {
    const fields = { name: 'New', DESCRIPTION: 'd', PERSON_TYPE_ID: '6', NEW_WINDOW: 'Y', XML_ID: 'id', SORT: 7, X: 1 }
    const state = stateAfter(UPDATE, JSON.stringify({ id: '21', fields }))
    const before = system(SEED, 21)
    const changed = { name: 'New', description: 'd', personTypeId: 6, opensNewWindow: true, xmlId: 'id' }
    expect(system(state, 21)).toEqual({ ...before, ...changed })
  })

  it.each(['Y', true, 1, '1'])('takes %j for yes', active => {
    const parameters = JSON.stringify({ ID: 23, FIELDS: { ACTIVE: active } })
    expect(resultOf(UPDATE, parameters)).toBe('true')
    expect(system(stateAfter(UPDATE, parameters), 23)?.isActive).toBe(true)
  })

  it.each(['N', false, 0, '0'])('takes %j for no', active => {
    const parameters = JSON.stringify({ ID: 21, FIELDS: { ACTIVE: active } })
    expect(system(stateAfter(UPDATE, parameters), 21)?.isActive).toBe(false)
  })

  it.each([{ ACTIVE: 'maybe' }, { NAME: 'kept out', NEW_WINDOW: 'y' }, { NAME: '' }])(
    'answers %j with false and changes nothing',
    fields => {
      const parameters = JSON.stringify({ ID: 21, FIELDS: fields })
      expect(resultOf(UPDATE, parameters)).toBe('false')
      expect(stateAfter(UPDATE, parameters)).toBe(SEED)
    },
  )

  it.each(['{"ID":21}', '{"ID":21,"FIELDS":[]}', '{"ID":21,"FIELDS":"x"}'])('succeeds without changes: %s', given => {
    expect(resultOf(UPDATE, given)).toBe('true')
    expect(stateAfter(UPDATE, given)).toEqual(SEED)
  })
})

describe('paysystem.delete', () => {
  it.each([
    ['{}', notDefined('ID')],
    ['{"ID":99}', NOT_FOUND],
    ['{"ID":20}', ACCESS_DENIED],
  ])('refuses %s', (parameters, error) => {
    expect(errorOf(DELETE, parameters)).toEqual(error)
  })

  it('takes the payment system away with its values', () => {
    expect(resultOf(DELETE, '{"id":"23"}')).toBe('true')
    expect(system(stateAfter(DELETE, '{"id":"23"}'), 23)).toBeUndefined()
  })

  it('denies an orphan, whose handler changed its code', () => {
    const state = stateAfter('sale.paysystem.handler.update', '{"ID":1,"FIELDS":{"CODE":"other"}}')
    expect(errorOf(DELETE, '{"ID":21}', { state })).toEqual(ACCESS_DENIED)
    expect(errorOf(UPDATE, '{"ID":21}', { state })).toEqual(ACCESS_DENIED)
  })
})

describe('paysystem.list', () => {
  const ids = (parameters: object, setting?: CallSetting) =>
    (JSON.parse(resultOf(LIST, JSON.stringify(parameters), setting)) as { ID: number }[]).map(row => row.ID)

  it('has the portal’s fields in its order, with ids and sort as numbers', () => {
    expect(resultOf(LIST, '{"filter":{"ID":23}}')).toBe(
      '[{"NAME":"Касса «Гавань»","PSA_NAME":"Касса «Гавань»","DESCRIPTION":"","ACTION_FILE":"harbour_iframe",' +
        '"RESULT_FILE":null,"NEW_WINDOW":"Y","PS_MODE":null,"HAVE_PAYMENT":"N","HAVE_ACTION":"N","HAVE_RESULT":"N",' +
        '"HAVE_PREPAY":"N","HAVE_PRICE":"N","HAVE_RESULT_RECEIVE":"Y","ENCODING":null,"ACTIVE":"N",' +
        '"ALLOW_EDIT_PAYMENT":"Y","IS_CASH":"N","AUTO_CHANGE_1C":"N","CAN_PRINT_CHECK":"N",' +
        '"ENTITY_REGISTRY_TYPE":"ORDER","XML_ID":null,"ID":23,"PERSON_TYPE_ID":6,"SORT":300,"TARIFF":null}]',
    )
  })

  it.each([
    [{}, [20, 21, 22, 23]],
    [{ FILTER: { ID: '22' } }, [22]],
    [{ FILTER: { ID: [21, 23] } }, [21, 23]],
    [{ FILTER: { '>ID': 21 } }, [21]],
    [{ FILTER: { '!ACTIVE': 'Y' } }, [20, 21, 22]],
    [{ FILTER: { '%NAME': 'a' } }, []],
    [{ FILTER: { NAME: 'bank CARD' } }, [21]],
    [{ FILTER: { NAME: 'b%' } }, [21]],
    [{ FILTER: { NAME: 'c_sh' } }, [20]],
    [{ FILTER: { XML_ID: null } }, [20, 22, 23]],
    [{ FILTER: { ACTION_FILE: 'LUMEN_checkout', ACTIVE: 'Y' } }, [22]],
    [{ ORDER: { SORT: 'desc', ID: 'ASC' } }, [23, 22, 20, 21]],
    [{ order: { name: 'asc' }, start: 50 }, [21, 20, 22, 23]],
  ])('answers %j whole', (parameters, expected) => {
    expect(ids(parameters)).toEqual(expected)
  })

  it('answers selected fields alone, in the order they are asked for', () => {
    expect(resultOf(LIST, '{"SELECT":["SORT","ID"],"FILTER":{"ID":21}}')).toBe('[{"SORT":100,"ID":21}]')
  })

  it.each([
    [{ SELECT: ['LOGOTYPE'] }, [400, 'ERROR_CHECK_FAILURE', 'LOGOTYPE not allowed for select']],
    [{ SELECT: ['id'] }, [400, 'ERROR_CHECK_FAILURE', 'id not allowed for select']],
    [{ FILTER: { '>TARIF': 1 } }, [400, 'ERROR_CHECK_FAILURE', 'TARIF not allowed for filter']],
    [{ ORDER: { X: 'ASC' } }, [400, 'ERROR_CHECK_FAILURE', 'X not allowed for order']],
    [{ ORDER: { ID: 'up' } }, [400, 'ERROR_ARGUMENT', 'Invalid order "up"']],
  ])('refuses %j', (parameters, error) => {
    expect(errorOf(LIST, JSON.stringify(parameters))).toEqual(error)
  })
})

describe('the methods of payment systems', () => {
  it.each(['add', 'update', 'delete', 'list', 'settings.get', 'settings.update'])(
    'keep %s to administrators, before looking at parameters',
    verb => {
      const webhook = { userId: '1', isAdmin: false, scopes: ['pay_system'] }
      expect(errorOf(`sale.paysystem.${verb}`, '{}', { webhook })).toEqual(ACCESS_DENIED)
    },
  )
})
