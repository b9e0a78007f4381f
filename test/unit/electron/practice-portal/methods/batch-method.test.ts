import { describe, expect, it } from 'vitest'
import { errorOf, resultOf, stateAfter, type CallSetting } from '../practice-calls'

interface BatchResult {
  readonly result: unknown
  readonly result_error: unknown
  readonly result_total: unknown
  readonly result_next: unknown
  readonly result_time: unknown
}

function batch(parameters: object, setting?: CallSetting): BatchResult {
  return JSON.parse(resultOf('batch', JSON.stringify(parameters), setting)) as BatchResult
}

const FAILS = 'nothing.here'
const NOT_FOUND = { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }
const TOO_LONG = { error: 'ERROR_BATCH_LENGTH_EXCEEDED', error_description: 'Max batch length exceeded' }
const NOT_ALLOWED = {
  error: 'ERROR_BATCH_METHOD_NOT_ALLOWED',
  error_description: 'Method is not allowed for batch usage',
}
const NOW = '2030-01-31T10:26:32+03:00'
const EMPTY = '{"result":[],"result_error":[],"result_total":[],"result_next":[],"result_time":[]}'
const fifty = Array.from({ length: 50 }, () => 'server.time')

describe('the maps of a batch', () => {
  it.each(['{}', '{"cmd":[]}', '{"cmd":{}}', '{"cmd":"profile"}', '{"cmd":null}'])(
    'are five empty lists for %s',
    given => {
      expect(resultOf('batch', given)).toBe(EMPTY)
    },
  )

  it.each(['cmd', 'CMD', 'Cmd'])('are filled from %s', name => {
    expect(batch({ [name]: { now: 'server.time' } })).toEqual({
      result: { now: NOW },
      result_error: [],
      result_total: [],
      result_next: [],
      result_time: { now: expect.objectContaining({ date_start: NOW }) },
    })
  })

  it.each([
    ['all succeed', ['server.time', 'server.time'], [NOW, NOW], []],
    ['the middle one fails', ['server.time', FAILS, 'server.time'], { 0: NOW, 2: NOW }, { 1: NOT_FOUND }],
    ['only the first fails', [FAILS, 'server.time'], { 1: NOW }, [NOT_FOUND]],
    ['only the last fails', ['server.time', FAILS], [NOW], { 1: NOT_FOUND }],
    ['all fail', [FAILS, FAILS], [], [NOT_FOUND, NOT_FOUND]],
  ])('are lists or objects by their own keys when %s', (_, cmd, result, errors) => {
    expect(batch({ cmd })).toMatchObject({ result, result_error: errors })
    expect(batch({ cmd: Object.fromEntries(cmd.entries()) })).toMatchObject({ result, result_error: errors })
  })

  it('hold no time for a command that failed', () => {
    expect(batch({ cmd: { a: FAILS, b: 'server.time' } }).result_time).toEqual({ b: expect.anything() })
  })
})

describe('the commands of a batch', () => {
  it.each(['server.time', 'server.time?', 'server.time&'.replace('&', '?&'), 'Server.TIME', 'server.time?x[y]=1#z'])(
    'may be sent as %j',
    command => {
      expect(batch({ cmd: [command] }).result).toEqual([NOW])
    },
  )

  it('are decoded once, by the rules of forms', () => {
    const cmd = ['sale.paysystem.handler.update?ID=1&FIELDS[NAME]=a%2Bb+c%2526%C3%A9']
    expect(stateAfter('batch', JSON.stringify({ cmd })).handlers[0]?.name).toBe('a+b c%26é')
  })

  it('see what those before them changed, and leave it to the portal', () => {
    const cmd = {
      add: 'sale.paysystem.handler.add?NAME=n&CODE=c&SETTINGS[CODES][A][NAME]=A&SETTINGS[FORM_DATA][ACTION_URI]=u',
      rename: 'sale.paysystem.handler.update?ID=$result[add]&FIELDS[NAME]=no. $result[add]',
      list: 'sale.paysystem.handler.list',
      copy: 'sale.paysystem.handler.update?ID=1&FIELDS[SETTINGS]=$result[list][3][SETTINGS]',
      failed: 'sale.paysystem.handler.delete?ID=1',
    }
    const parameters = JSON.stringify({ cmd })
    expect(batch({ cmd }).result).toMatchObject({ add: 4, rename: true, copy: true })
    const { handlers } = stateAfter('batch', parameters)
    expect(handlers).toHaveLength(4)
    expect(handlers[3]).toMatchObject({ name: 'no. 4', code: 'c' })
    expect(handlers[0]?.settings).toEqual(handlers[3]?.settings)
  })

  it('may not be batches', () => {
    expect(batch({ cmd: ['batch', 'BATCH?cmd[]=server.time', 'server.time'] })).toMatchObject({
      result: { 2: NOW },
      result_error: [NOT_ALLOWED, NOT_ALLOWED],
    })
  })

  it('are passed over when they are no text', () => {
    expect(batch({ cmd: [1, null, ['profile'], 'server.time'] })).toMatchObject({
      result: { 3: NOW },
      result_error: [],
    })
  })

  it('fail without a description when the webhook lacks the scope', () => {
    const webhook = { userId: '1', isAdmin: true, scopes: [] }
    expect(batch({ cmd: ['sale.paysystem.handler.list'] }, { webhook })).toMatchObject({
      result: [],
      result_error: [{ error: 'insufficient_scope', error_description: '' }],
    })
  })

  it('fail with their own description when the rights are missing', () => {
    const webhook = { userId: '1', isAdmin: false, scopes: ['pay_system'] }
    expect(batch({ cmd: ['sale.paysystem.handler.list'] }, { webhook })).toMatchObject({
      result_error: [{ error: 'ACCESS_DENIED', error_description: 'Access denied!' }],
    })
  })

  it('need the credentials of the whole', () => {
    expect(errorOf('batch', '{"cmd":["profile"]}', { credentials: null })).toEqual([
      401,
      'NO_AUTH_FOUND',
      'Wrong authorization data',
    ])
  })
})

describe('more than fifty commands', () => {
  it('run up to the fiftieth and no further', () => {
    const answer = batch({ cmd: [...fifty, 'server.time', 'server.time'] })
    expect(answer.result).toHaveLength(50)
    expect(answer.result_error).toEqual({ 50: TOO_LONG, 51: TOO_LONG })
  })

  it('count those that are no text too', () => {
    const answer = batch({ cmd: [null, ...fifty, null] })
    expect(Object.keys(answer.result as object)).toHaveLength(49)
    expect(answer.result_error).toEqual({ 50: TOO_LONG, 51: TOO_LONG })
  })

  it('stop at the first that is too many when the first error is to stop them', () => {
    expect(batch({ halt: 1, cmd: [...fifty, 'server.time', 'server.time'] }).result_error).toEqual({ 50: TOO_LONG })
  })
})

describe('halt', () => {
  const cmd = ['server.time', FAILS, 'server.time']

  it.each([true, 1, '1', 'Y', 'false', 'N', 'true', ['x']])('stops at the first error as %j', halt => {
    expect(batch({ halt, cmd })).toMatchObject({ result: [NOW], result_error: { 1: NOT_FOUND } })
  })

  it.each([false, 0, '0', '', null, [], {}])('lets the rest run as %j', halt => {
    expect(batch({ halt, cmd }).result).toEqual({ 0: NOW, 2: NOW })
  })
})

describe('payment links in a batch', () => {
  const link = (id: number) => `salescenter.payment.getPublicUrl?id=${id}`
  const paymentIds = (cmd: string[]) =>
    (batch({ cmd }).result as { payment: { url: string } }[]).map(({ payment }) =>
      new URL(payment.url).searchParams.get('paymentId'),
    )

  it('are the first one’s for all payments of the same order', () => {
    expect(paymentIds([link(1042), link(1041), link(1040)])).toEqual(['1042', '1042', '1040'])
  })

  it('are each payment’s own in separate requests', () => {
    expect([...paymentIds([link(1042)]), ...paymentIds([link(1041)])]).toEqual(['1042', '1041'])
  })
})
