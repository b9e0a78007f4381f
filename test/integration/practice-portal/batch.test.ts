import { describe, expect, it } from 'vitest'
import { callJson, runningPortal, send } from './running-portal'

const NOT_FOUND = { error: 'ERROR_METHOD_NOT_FOUND', error_description: 'Method not found!' }

/** The answer to a batch without the times of its commands. */
function withoutTimes(reply: [number, unknown]): unknown {
  const [status, answer] = reply
  const { result_time: _, ...maps } = (answer as { result: Record<string, unknown> }).result
  return [status, maps]
}

describe('a batch over HTTP', () => {
  it('succeeds as JSON even when a command fails', async () => {
    const portal = await runningPortal()
    const body = '{"halt":0,"cmd":{"scopes":"scope?","gone":"nothing.here"}}'
    expect(withoutTimes(await callJson(portal, 'batch', body))).toEqual([
      200,
      {
        result: { scopes: ['pay_system', 'salescenter', 'crm', 'sale'] },
        result_error: { gone: NOT_FOUND },
        result_total: [],
        result_next: [],
      },
    ])
  })

  it.each([
    ['halt=0', { 0: 'text', 2: 'text' }],
    ['halt=false', ['text']],
  ])('stops at the first error or not with the form %s', async (halt, kinds) => {
    const portal = await runningPortal()
    const form = `${halt}&cmd[]=server.time&cmd[]=nothing.here&cmd[]=server.time`
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
    const { body } = await send(`${portal.address}batch.json`, { verb: 'POST', headers, body: form })
    const { result } = (JSON.parse(body) as { result: { result: Record<string, string> } }).result
    expect(JSON.parse(JSON.stringify(result).replace(/"20[^"]+"/g, '"text"'))).toEqual(kinds)
  })

  it('decodes an address twice, once for the batch and once for the command', async () => {
    const portal = await runningPortal()
    const command = `sale.paysystem.handler.update?ID=3&FIELDS[NAME]=${encodeURIComponent('a & b')}`
    await send(`${portal.address}batch?cmd[a]=${encodeURIComponent(command)}`)
    expect(portal.state.current.handlers[2]?.name).toBe('a & b')
  })

  it('keeps what its commands changed, in one piece, when it answers', async () => {
    const portal = await runningPortal()
    const cmd = [
      'sale.paysystem.handler.update?ID=1&FIELDS[NAME]=One',
      'sale.paysystem.handler.update?ID=2&FIELDS[SORT]=7',
    ]
    await callJson(portal, 'batch', JSON.stringify({ cmd }))
    const [one, two] = portal.state.current.handlers
    expect([one?.name, two?.sort]).toEqual(['One', 7])
  })
})
