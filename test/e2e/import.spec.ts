import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesHolding } from '../support/canary'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, textEditor } from './pages/paydesk-pages'

const SECRET = 'q7w2canarye9r4t1'

/** A line as people send it: a webhook in it, braces lost, CODES inside the mode, one key in the wrong case. */
const BROKEN_CURL = `curl -X POST -H "Content-Type: application/json" \\
  -d '{"NAME":"Harbour till","CODE":"harbour_till","SORT":100,"SETTINGS":{"SHELF":"4b","CURRENCY":["EUR"],"CLIENT_TYPE":"b2c","FORM_DATA":{"ACTION_URI":"https://pay.harbour.example/start","method":"POST","FIELDS":{"order":{"CODE":"ORDER_ID"},"payment":{"CODE":"PAYMENT_ID"}},"CODES":{"ORDER_ID":{"NAME":"Order","SORT":100,"GROUP":"GENERAL_SETTINGS"},"PAYMENT_ID":{"NAME":"Payment","SORT":200,"GROUP":"GENERAL_SETTINGS","DEFAULT":{"PROVIDER_KEY":"PAYMENT","PROVIDER_VALUE":"ID"}}}' \\
  https://shop.harbour.example/rest/7/${SECRET}/sale.paysystem.handler.add.json`

const TWO_CALLS = `
await $b24.callMethod('sale.paysystem.handler.add', {
  NAME: 'First till', CODE: 'first_till', SORT: 100,
  SETTINGS: { FORM_DATA: { ACTION_URI: 'https://pay.harbour.example/', METHOD: 'POST', FIELDS: {} }, CODES: {} },
})
BX24.callMethod("sale.paysystem.handler.add", {
  NAME: "Second till", CODE: "second_till", SORT: 200,
  SETTINGS: { FORM_DATA: { ACTION_URI: "https://pay.harbour.example/", METHOD: "POST", FIELDS: {} }, CODES: {} },
}, answer => console.log(answer))
`

let dataFolder: string
let paydesk: Paydesk

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
  paydesk = await startPaydesk({ dataFolder })
})
afterAll(async () => {
  await paydesk.close()
  await rm(dataFolder, { recursive: true })
})

describe('an import', () => {
  it('makes a clean draft of a broken curl line: repaired, accepted, mended, ignored, undone to the byte', async () => {
    const { window } = paydesk
    await draftsPage.create(paydesk)
    const before = await textEditor(paydesk).textContent()
    await textEditor(paydesk).click()
    await paydesk.paste(BROKEN_CURL)

    await window.getByText('What you pasted holds a handler').waitFor()
    await window.getByText('The webhook address in line 3 was left out.').waitFor()
    expect(await textEditor(paydesk).textContent()).toBe(before)
    await window.getByRole('button', { name: 'Look at it' }).click()

    const found = window.getByRole('region', { name: 'Harbour till' })
    await found.getByText('As it would be taken').waitFor()
    expect(await found.getByRole('listitem').count()).toBeGreaterThan(0)
    await found.getByRole('button', { name: 'Accept and put into Unnamed draft' }).click()
    await textEditor(paydesk).waitFor()
    await expect.poll(() => textEditor(paydesk).textContent()).toContain('harbour_till')
    const accepted = await textEditor(paydesk).textContent()

    const problems = window.getByRole('complementary', { name: 'Problems' })
    const card = problems.getByRole('listitem').filter({ hasText: 'method must be written METHOD' })
    await card.getByRole('button', { name: 'Rename to METHOD' }).click()
    await card.waitFor({ state: 'detached' })
    const mended = await textEditor(paydesk).textContent()
    expect(mended).toBe(accepted!.replace('"method"', '"METHOD"'))

    const message = 'Nothing is known of the key SHELF here.'
    const other = problems.getByRole('list', { name: 'Problems' }).getByRole('listitem').filter({ hasText: message })
    await other.getByRole('button', { name: 'Ignore…' }).click()
    await window.getByRole('textbox', { name: 'Why it may stay' }).fill('The shop is told so')
    await window.keyboard.press('Enter')
    await problems.getByText('1 ignored').click()
    await problems.getByText('Ignored because: The shop is told so').waitFor()
    await problems.getByText(message).waitFor()
    expect(await other.count()).toBe(0)

    await window.getByRole('button', { name: 'Undo' }).click()
    expect(await textEditor(paydesk).textContent()).toBe(accepted)
    await window.getByRole('button', { name: 'Undo' }).click()
    expect(await textEditor(paydesk).textContent()).toBe(before)
    await window.getByRole('button', { name: 'Redo' }).click()
    await window.getByRole('button', { name: 'Redo' }).click()
    expect(await textEditor(paydesk).textContent()).toBe(mended)
    await draftPage.waitUntilSaved(paydesk)
  })

  it('keeps what was ignored with the draft', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Harbour till')

    await window.getByRole('complementary', { name: 'Problems' }).getByText('1 ignored').waitFor()
  })

  it('makes a draft of each handler that is pasted among the drafts', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Drafts')
    await paydesk.paste(TWO_CALLS)

    await window.getByText('2 handlers were found in what you pasted.').waitFor()
    await window.getByRole('button', { name: 'Make 2 drafts' }).click()
    await window.getByText('Became a draft.').nth(1).waitFor()

    await goTo(paydesk, 'Drafts')
    await window.getByRole('link', { name: 'First till' }).waitFor()
    await window.getByRole('link', { name: 'Second till' }).waitFor()
  })

  it('leaves a plain piece of JSON to be pasted as it is', async () => {
    const { window } = paydesk
    await draftsPage.create(paydesk)
    await textEditor(paydesk).click()
    await window.keyboard.press('ControlOrMeta+A')
    await paydesk.paste('{"SETTINGS": {"CODES": {}}, "NAME": "Plain"}')

    await expect.poll(() => textEditor(paydesk).textContent()).toBe('{"SETTINGS": {"CODES": {}}, "NAME": "Plain"}')
  })

  it('writes no webhook anywhere', async () => {
    expect(await filesHolding(dataFolder, SECRET)).toEqual([])
  })
})
