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

  it('takes a handler through its whole life with forms alone', async () => {
    const portal = await runningPortal()
    const post = (method: string, ...pairs: string[]) =>
      curl(portal, method, ...pairs.flatMap(pair => ['--data-urlencode', pair]))
    const added = [
      'NAME=Lived',
      'CODE=lived',
      'SETTINGS[CODES][KEY][NAME]=Ключ',
      'SETTINGS[CODES][KEY][INPUT][TYPE]=ENUM',
      'SETTINGS[CODES][KEY][INPUT][OPTIONS][10]=ten',
      'SETTINGS[CODES][KEY][INPUT][OPTIONS][2]=two',
      'SETTINGS[IFRAME_DATA][ACTION_URI]=https://pay.example.com/a?b=1&c=2',
    ]
    expect(await post(ADD, ...added)).toEqual({ result: 4 })
    expect(await post(ADD, ...added)).toMatchObject({ error: 'ERROR_HANDLER_ALREADY_EXIST' })
    const changed = ['ID=4', 'FIELDS[NAME]=Lived longer', 'FIELDS[SORT]=30', 'FIELDS[SETTINGS][CODES][0][NAME]=A']
    expect(await post('sale.paysystem.handler.update', ...changed)).toEqual({ result: true })
    expect(await lastHandler(portal)).toEqual({
      ID: '4',
      NAME: 'Lived longer',
      CODE: 'lived',
      SORT: '30',
      SETTINGS: { CODES: [{ NAME: 'A' }] },
    })
    const batch = ['halt=0', `cmd[all]=${LIST}`, 'cmd[gone]=sale.paysystem.handler.delete?ID=4', `cmd[rest]=${LIST}`]
    expect(await post('batch', ...batch)).toMatchObject({
      result: { result: { all: { length: 4 }, gone: true, rest: { length: 3 } }, result_error: [] },
    })
    expect(await post('sale.paysystem.handler.delete', 'ID=4')).toEqual({
      error: 'ERROR_HANDLER_NOT_FOUND',
      error_description: 'Handler not found',
    })
  })

  it('adds a payment system and changes its values with forms', async () => {
    const portal = await runningPortal()
    const post = (method: string, ...pairs: string[]) =>
      curl(portal, method, ...pairs.flatMap(pair => ['--data-urlencode', pair]))
    const added = ['NAME=By form', 'BX_REST_HANDLER=northbank_form', 'PERSON_TYPE_ID=5', 'ENTITY_REGISTRY_TYPE=ORDER']
    const { result: id } = (await post('sale.paysystem.add', ...added)) as { result: number }
    const values = ['SETTINGS[NB_SHOP_ID][TYPE]=VALUE', 'SETTINGS[NB_SHOP_ID][VALUE]=9']
    const update = 'sale.paysystem.settings.update'
    expect(await post(update, `ID=${id}`, 'PERSON_TYPE_ID=5', ...values)).toEqual({ result: true })
    expect(await post('sale.paysystem.settings.get', `ID=${id}`, 'PERSON_TYPE_ID=5')).toMatchObject({
      result: { NB_SHOP_ID: { TYPE: 'VALUE', VALUE: '9' } },
    })
    expect(await post('sale.paysystem.update', `ID=${id}`, 'FIELDS[NAME]=By form, twice')).toEqual({ result: true })
    expect(await post('sale.paysystem.delete', `ID=${id}`)).toEqual({ result: true })
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
