import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { PracticePortal } from '../../../electron/practice-portal/server'
import { runningPortal } from './running-portal'

const run = promisify(execFile)
const ADD = 'sale.paysystem.handler.add'
const LIST = 'sale.paysystem.handler.list'
const SETTINGS = '{"CODES":{"A":{"NAME":"A"}},"FORM_DATA":{"ACTION_URI":"https://pay.example.com/a"}}'

/** Calls with curl and returns the answer without its times. */
async function curl(portal: PracticePortal, method: string, ...options: string[]): Promise<unknown> {
  const { stdout } = await run('curl', ['--silent', '--noproxy', '*', ...options, portal.address + method])
  const { time: _, ...answer } = JSON.parse(stdout) as Record<string, unknown>
  return answer
}

async function lastHandler(portal: PracticePortal): Promise<unknown> {
  return ((await curl(portal, LIST)) as { result: unknown[] }).result.at(-1)
}

describe('curl', () => {
  it('adds a handler with a form in brackets, where every value is text', async () => {
    const portal = await runningPortal()
    const form = [
      'NAME=Tried+by curl',
      'CODE=by_curl',
      'SORT=70',
      'SETTINGS[CODES][A][NAME]=A',
      'SETTINGS[CURRENCY][]=EUR',
      'SETTINGS[CURRENCY][]=USD',
      'SETTINGS[FORM_DATA][ACTION_URI]=https://pay.example.com/a',
    ]
    const answer = await curl(portal, `${ADD}.json`, ...form.flatMap(pair => ['--data', pair]))
    expect(answer).toEqual({ result: 4 })
    expect(await lastHandler(portal)).toEqual({
      ID: '4',
      NAME: 'Tried by curl',
      CODE: 'by_curl',
      SORT: '70',
      SETTINGS: {
        CODES: { A: { NAME: 'A' } },
        CURRENCY: ['EUR', 'USD'],
        FORM_DATA: { ACTION_URI: 'https://pay.example.com/a' },
      },
    })
  })

  it('encodes what it is told to', async () => {
    const portal = await runningPortal()
    await curl(portal, 'sale.paysystem.handler.update', '--data', 'ID=3', '--data-urlencode', 'FIELDS[NAME]=a+b&c=d €')
    expect(await lastHandler(portal)).toMatchObject({ NAME: 'a+b&c=d €' })
  })

  it('sends a multipart form', async () => {
    const portal = await runningPortal()
    await curl(portal, 'sale.paysystem.handler.update', '--form', 'ID=3', '--form', 'FIELDS[NAME]=Касса')
    expect(await lastHandler(portal)).toMatchObject({ NAME: 'Касса' })
  })

  it('sends JSON that is read when it says so', async () => {
    const portal = await runningPortal()
    const body = `{"NAME":"n","CODE":"c","SETTINGS":${SETTINGS}}`
    const answer = await curl(portal, ADD, '--header', 'Content-Type: application/json', '--data', body)
    expect(answer).toEqual({ result: 4 })
  })

  it('sends JSON that is read as a form when it does not say so', async () => {
    const portal = await runningPortal()
    const answer = await curl(portal, ADD, '--data', `{"NAME":"n","CODE":"c","SETTINGS":${SETTINGS}}`)
    expect(answer).toEqual({ error: 'ERROR_CHECK_FAILURE', error_description: 'Parameter NAME is not defined' })
  })

  it('sends brackets in the address when told to leave them alone', async () => {
    const portal = await runningPortal()
    const answer = await curl(portal, 'sale.paysystem.handler.update?ID=3&FIELDS[NAME]=Harbour', '--globoff')
    expect(answer).toEqual({ result: true })
    expect(await lastHandler(portal)).toMatchObject({ NAME: 'Harbour' })
  })

  it('sends a body that it first asks leave for', async () => {
    const portal = await runningPortal()
    const filler = 'x'.repeat(1_500_000)
    const { stdin, ...running } = runWithInput(portal)
    stdin.end(`{"id":1063,"filler":"${filler}"}`)
    expect((await running.done).stdout).toContain('paymentId=1063')
  })
})

function runWithInput(portal: PracticePortal) {
  const options = ['--silent', '--noproxy', '*', '--header', 'Content-Type: application/json', '--data-binary', '@-']
  const done = run('curl', [...options, `${portal.address}salescenter.payment.getPublicUrl`])
  if (done.child.stdin === null) throw new Error('curl takes no input')
  return { done, stdin: done.child.stdin }
}
