import Bitrix from '@2bad/bitrix'
import { ApiVersion, B24Hook } from '@bitrix24/b24jssdk'
import { describe, expect, it } from 'vitest'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { runningPortal } from './running-portal'

const ADD = 'sale.paysystem.handler.add'
const UPDATE = 'sale.paysystem.handler.update'
const LIST = 'sale.paysystem.handler.list'
const DELETE = 'sale.paysystem.handler.delete'

const SETTINGS = {
  CURRENCY: ['EUR', 'USD'],
  FORM_DATA: { ACTION_URI: 'https://pay.example.com/a?b=1&c=2', METHOD: 'POST', FIELDS: { sum: { CODE: 'SUM' } } },
  CODES: { SUM: { NAME: 'Сумма & “sum”', SORT: '100' } },
}
const HANDLER = { NAME: 'Judged', CODE: 'judged', SORT: '70', SETTINGS }

/** Its own types know the methods that its author had a use for, and none of these. */
interface AnyMethod {
  call(method: string, params: object): Promise<{ readonly result: unknown }>
  batch(commands: object): Promise<{ readonly result: Readonly<Record<string, unknown>> }>
}

describe('@2bad/bitrix, which asks with brackets in the address', () => {
  // It sends no more than two requests a second and offers no way to change that.
  it('lists, adds, updates, reads back, batches, meets an error and deletes', { timeout: 20_000 }, async () => {
    const portal = await runningPortal()
    const client = Bitrix(portal.address.replace(/\/$/, '')) as unknown as AnyMethod
    const handlers = async () => (await client.call(LIST, {})).result

    expect(await handlers()).toHaveLength(3)
    expect(await client.call(ADD, HANDLER)).toMatchObject({ result: 4 })
    const settings = { ...SETTINGS, CURRENCY: ['EUR'] }
    expect(await client.call(UPDATE, { ID: 4, FIELDS: { NAME: 'Judged twice', SETTINGS: settings } })).toMatchObject({
      result: true,
    })
    expect(((await handlers()) as unknown[]).at(-1)).toEqual({
      ...HANDLER,
      ID: '4',
      NAME: 'Judged twice',
      SETTINGS: settings,
    })

    const commands = {
      handlers: { method: LIST },
      payments: { method: 'sale.payment.list', params: { order: { id: 'desc' }, start: 0 } },
      link: { method: 'salescenter.payment.getPublicUrl', params: { id: '1063' } },
    }
    const batch = await client.batch(commands)
    expect(batch.result).toMatchObject({
      result: {
        handlers: { length: 4 },
        payments: { payments: { length: 40 } },
        link: { payment: { url: expect.stringContaining('paymentId=1063') as string } },
      },
      result_error: [],
      result_total: { payments: 40 },
    })

    await expect(client.call(UPDATE, { ID: 99, FIELDS: { NAME: 'x' } })).rejects.toMatchObject({
      response: { statusCode: 400, body: { error: 'ERROR_HANDLER_NOT_FOUND', error_description: 'Handler not found' } },
    })
    expect(await client.call(DELETE, { ID: 4 })).toMatchObject({ result: true })
    expect(await handlers()).toHaveLength(3)
  })
})

describe('the official SDK, which posts JSON', () => {
  /** It insists on https, which a portal on loopback does without; nothing else of its requests is touched. */
  function sdk(portal: PracticePortal): B24Hook {
    const hook = B24Hook.fromWebhookUrl(portal.address.replace('http:', 'https:'))
    hook.getHttpClient(ApiVersion.v2).ajaxClient.interceptors.request.use(config => {
      const inPlain = (url: string | undefined) => url?.replace('https:', 'http:') ?? ''
      return { ...config, baseURL: inPlain(config.baseURL), url: inPlain(config.url), proxy: false }
    })
    return hook
  }

  it('lists, adds, updates, reads back, batches, meets an error and deletes', async () => {
    const portal = await runningPortal()
    const { call, batch } = sdk(portal).actions.v2
    const result = async (method: string, params = {}) => (await call.make({ method, params })).getData()?.result
    const handlers = async () => (await result(LIST)) as unknown[]

    expect(await handlers()).toHaveLength(3)
    expect(await result(ADD, { ...HANDLER, SORT: 70 })).toBe(4)
    const settings = { ...SETTINGS, CODES: {}, FLAG: true, NOTHING: null, NUMBER: 1.5 }
    expect(await result(UPDATE, { id: 4, fields: { NAME: 'Judged twice', SETTINGS: settings } })).toBe(true)
    expect((await handlers()).at(-1)).toEqual({
      ...HANDLER,
      ID: '4',
      NAME: 'Judged twice',
      SETTINGS: { ...settings, CODES: [] },
    })

    const answered = await batch.make({
      calls: {
        handlers: { method: LIST, params: {} },
        payments: { method: 'sale.payment.list', params: { order: { id: 'desc' }, start: 0 } },
        link: { method: 'salescenter.payment.getPublicUrl', params: { id: 1063 } },
        wrong: { method: UPDATE, params: { ID: 99, FIELDS: { NAME: 'x' } } },
      },
      options: { isHaltOnError: false, returnAjaxResult: false },
    })
    expect(answered.getErrorMessages()).toEqual([expect.stringContaining('Handler not found')])
    expect(answered.getData()).toMatchObject({
      handlers: { length: 4 },
      payments: { payments: { length: 40 } },
      link: { payment: { url: expect.stringContaining('paymentId=1063') as string } },
    })

    const refused = call.make({ method: UPDATE, params: { ID: 99, FIELDS: { NAME: 'x' } } })
    const error = { code: 'ERROR_HANDLER_NOT_FOUND', status: 400, message: 'Handler not found' }
    await expect(refused).rejects.toMatchObject(error)
    expect(await result(DELETE, { ID: 4 })).toBe(true)
    expect(await handlers()).toHaveLength(3)
  })

  it('pages through payments by itself and asks for the health of a portal', async () => {
    const portal = await runningPortal()
    const hook = sdk(portal)
    const list = await hook.actions.v2.callList.make({
      method: 'sale.payment.list',
      params: {},
      customKeyForResult: 'payments',
    })
    expect(list.isSuccess).toBe(true)
    expect(await hook.tools.healthCheck.make()).toBe(true)
  })

  it('waits and asks again when there are too many requests', async () => {
    const portal = await runningPortal()
    portal.faults.arm({ kind: 'error', code: 'QUERY_LIMIT_EXCEEDED', times: 1 })
    const { call } = sdk(portal).actions.v2
    expect((await call.make({ method: 'profile', params: {} })).getData()?.result).toMatchObject({ ID: '1' })
    expect(portal.requests.map(({ status }) => status)).toEqual([503, 200])
  }, 15_000)
})
