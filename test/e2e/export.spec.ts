import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, textEditor } from './pages/paydesk-pages'

let folder: string
let paydesk: Paydesk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-export-'))
  paydesk = await startPaydesk()
})
afterAll(async () => {
  await paydesk.close()
  await rm(folder, { recursive: true })
})

describe('an export', () => {
  it('copies the draft as it was typed last in another form', async () => {
    const { window, app } = paydesk
    await draftsPage.create(paydesk)
    await draftPage.replaceInText(paydesk, '"CODE": ""', '"CODE": "corner_till"')
    await window.getByRole('button', { name: 'Export' }).click()
    await window.getByRole('menuitem', { name: 'Copy as PHP' }).click()
    await window.getByText('Copied as PHP').waitFor()

    const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toContain("'CODE' => 'corner_till',")
    expect(copied).toMatch(/CRest::call\(\s*'sale\.paysystem\.handler\.add'/)
  })

  it('saves the draft where the person chooses, reached by the keyboard alone', async () => {
    const { window } = paydesk
    const file = join(folder, 'till.sh')
    await paydesk.answerDialogs(file)
    await window.getByRole('button', { name: 'Export' }).focus()
    await window.keyboard.press('Enter')
    const wanted = window.getByRole('menuitem', { name: 'Save as curl…' })
    for (let step = 0; step < 8 && (await wanted.getAttribute('data-highlighted')) === null; step++) {
      await window.keyboard.press('ArrowDown')
    }
    await window.keyboard.press('Enter')
    await window.getByText('Exported to till.sh').waitFor()

    expect(await readFile(file, 'utf8')).toContain("'https://PORTAL/rest/USER_ID/WEBHOOK_CODE/")
  })

  it('takes a text that is not JSON only as it is', async () => {
    const { window } = paydesk
    await textEditor(paydesk).click()
    await window.keyboard.press('ControlOrMeta+End')
    await window.keyboard.type('}')
    await window.getByRole('button', { name: /^Go to line/ }).waitFor()
    await window.getByRole('button', { name: 'Export' }).click()

    expect(await window.getByRole('menuitem', { name: 'Copy as PHP' }).getAttribute('aria-disabled')).toBe('true')
    await window.getByRole('menuitem', { name: 'Copy as JSON' }).click()
    await window.getByText('Copied as JSON').waitFor()
  })

  it('saves all that is selected in a folder and overwrites nothing there', async () => {
    const { window } = paydesk
    await draftsPage.create(paydesk)
    await draftPage.replaceInText(paydesk, '"CODE": ""', '"CODE": "corner_till"')
    await draftPage.waitUntilSaved(paydesk)
    await writeFile(join(folder, 'corner_till.json'), 'mine')
    await goTo(paydesk, 'Drafts')
    await paydesk.answerDialogs(folder)
    await window.getByRole('checkbox', { name: 'Select all listed drafts' }).check()
    await window.getByRole('button', { name: 'Export…' }).click()
    await window.getByText(/^2 drafts were saved in the folder/).waitFor()

    expect(await readFile(join(folder, 'corner_till.json'), 'utf8')).toBe('mine')
    expect((await readdir(folder)).sort()).toEqual([
      'corner_till 2.json',
      'corner_till-2.json',
      'corner_till.json',
      'till.sh',
    ])
  })

  it('is not made where the choice was cancelled', async () => {
    const { window } = paydesk
    const before = await readdir(folder)
    await paydesk.answerDialogs(null)
    await window.getByRole('button', { name: 'Export…' }).click()

    await expect.poll(() => window.getByText(/were saved in the folder/).count()).toBe(0)
    expect(await readdir(folder)).toEqual(before)
  })
})
