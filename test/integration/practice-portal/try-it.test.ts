import { describe, expect, it } from 'vitest'
import { parseJson, printJson } from '#common/json/json-value'
import { CHECKOUT_ANSWER_NAMES, CHECKOUT_ANSWERS } from '#common/preview/checkout-answer'
import { messageData } from '#common/preview/message-data'
import { previewHandler } from '#common/preview/preview-handler'
import type { TryRequest, TryResult } from '#common/preview/preview.contract'
import { createTryIt } from '../../../electron/main/preview/try-it'
import { nodeTransport } from '../../support/node-transport'
import { runningPortal, send } from './running-portal'

const FIELDS = [
  { name: 'z', value: 'a b&c=d' },
  { name: 'a[x]', value: '<script>ü</script>' },
  { name: 'z', value: '' },
]

/** Tries something at a practice portal of its own. */
async function tried(request: TryRequest): Promise<TryResult> {
  const { actionAddress } = await runningPortal()
  return createTryIt({ transport: nodeTransport, actionAddress: () => actionAddress, newName: () => 'first' })(request)
}

describe('trying a handler at the practice portal', () => {
  it.each([
    ['GET', null],
    ['POST', 'application/x-www-form-urlencoded'],
  ] as const)('tells what arrived by %s, in its order', async (transport, contentType) => {
    expect(await tried({ transport, fields: FIELDS, answer: null })).toEqual({
      arrival: { verb: transport, contentType, fields: FIELDS },
      answer: null,
    })
  })

  it('tells what a page in a frame was given', async () => {
    const parsed = parseJson(
      '{"SETTINGS":{"IFRAME_DATA":{"ACTION_URI":"https://frame.example/","FIELDS":{"n":{"CODE":"N"}}},"CODES":{"N":{}}}}',
    )
    const [mode] = parsed.ok ? previewHandler(parsed.value) : []

    const { arrival } = await tried({ transport: 'message', data: printJson(messageData(mode!.fields)) })

    expect(arrival.fields).toEqual(mode!.fields.map(({ name, value }) => ({ name, value })))
    expect(arrival.contentType).toBe('application/json')
  })

  it.each(CHECKOUT_ANSWER_NAMES)('gets the service’s answer “%s” as it would be given', async answer => {
    const { status, body } = CHECKOUT_ANSWERS[answer]

    expect((await tried({ transport: 'POST', fields: FIELDS, answer })).answer).toEqual({ status, body })
  })

  it('says that the practice portal does not run', async () => {
    const tryIt = createTryIt({ transport: nodeTransport, actionAddress: () => null, newName: () => 'first' })

    await expect(tryIt({ transport: 'POST', fields: [], answer: null })).rejects.toMatchObject({
      code: 'internal',
      details: { reason: 'practice-not-started' },
    })
  })

  it('says that what is too long for an address did not arrive', async () => {
    const fields = [{ name: 'a', value: 'x'.repeat(40_000) }]

    await expect(tried({ transport: 'GET', fields, answer: null })).rejects.toMatchObject({
      details: { reason: 'not-arrived' },
    })
    expect((await tried({ transport: 'POST', fields, answer: null })).arrival.fields).toEqual(fields)
  })
})

describe('the action address', () => {
  it('shows a browser what arrived, escaped, on a page that runs nothing', async () => {
    const { actionAddress } = await runningPortal()

    const reply = await send(`${actionAddress}?shop=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E`)

    expect(reply.status).toBe(200)
    expect(reply.body).toContain('&#60;img src=x onerror=alert(1)&#62;')
    expect(reply.body).not.toContain('<img')
    expect(reply.headers['content-security-policy']).toContain("default-src 'none'")
  })

  it('tells what arrived once, and keeps no more than the latest', async () => {
    const { actionAddress } = await runningPortal()
    for (let number = 1; number <= 21; number++) await send(`${actionAddress}/try/t${number}/page?n=${number}`)

    expect((await send(`${actionAddress}/arrived/t1`)).status).toBe(404)
    expect(JSON.parse((await send(`${actionAddress}/arrived/t21`)).body)).toMatchObject({
      fields: [{ name: 'n', value: '21' }],
    })
    expect((await send(`${actionAddress}/arrived/t21`)).status).toBe(404)
  })

  it.each(['', '/', '/wrong', '/wrong/try/a/page', '/wrong/arrived/a'])('is closed at /action%s', async path => {
    const portal = await runningPortal()

    expect((await send(`http://127.0.0.1:${portal.port}/action${path}`)).status).toBe(404)
  })

  it.each(['/try/a/nonsense', '/try/a', '/try', '/other', '/try/a/page/more', '/try/a/toString'])(
    'has nothing at %s below it',
    async path => {
      const { actionAddress } = await runningPortal()

      expect((await send(actionAddress + path)).status).toBe(404)
    },
  )

  it('is closed to websites, and is not among the calls of the portal', async () => {
    const portal = await runningPortal()
    const { actionAddress } = portal

    expect((await send(actionAddress, { headers: { Origin: 'https://evil.example' } })).status).toBe(403)
    expect((await send(actionAddress, { headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(403)
    await send(actionAddress)
    expect(portal.requests.filter(({ status }) => status === 200)).toEqual([])
  })
})
