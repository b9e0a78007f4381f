import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, smallTargets } from './pages/access-checks'
import { comparePage, draftPage, goTo, portalsPage, textEditor } from './pages/paydesk-pages'

const TOKEN = 'https://till.example/rest/7/k3y0ftheshop9x/'

let folder: string
let portal: PracticePortal
let paydesk: Paydesk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-compare-'))
  portal = await startPracticePortal()
  paydesk = await startPaydesk()
  await portalsPage.add(paydesk, portal.address, 'Till portal')
  await goTo(paydesk, 'Handlers')
  await paydesk.window
    .getByRole('button', { name: /^Open as draft: / })
    .first()
    .click()
  await textEditor(paydesk).waitFor()
})
afterAll(async () => {
  await paydesk.close()
  await portal.close()
  await rm(folder, { recursive: true })
})

describe('a comparison', () => {
  it('of a draft with its base shows an edit, takes it back over, and undoes that', async () => {
    const { window } = paydesk
    await draftPage.replaceInText(paydesk, '"NAME": "Northbank card form"', '"NAME": "Southbank card form"')
    await comparePage.open(paydesk)
    const rows = comparePage.rows(paydesk)
    await expect.poll(() => rows.count()).toBe(1)
    await window.keyboard.press('F7')
    await window.getByText('1 of 1', { exact: true }).waitFor()
    expect(await accessFaults(paydesk)).toEqual([])
    expect(await smallTargets(paydesk)).toEqual([])

    await comparePage.takeOver(paydesk, '/NAME')
    await window.getByText('Both sides mean the same').waitFor()
    await window.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(() => rows.count()).toBe(1)
  })

  it('takes a change of the text over, too, and what was taken is saved', async () => {
    const { window } = paydesk
    await comparePage.show(paydesk, 'Text')
    await window.getByText('1 difference', { exact: true }).waitFor()
    expect(await accessFaults(paydesk)).toEqual([])
    await window.getByRole('button', { name: 'Take this change over into the draft' }).click()
    await window.getByText('Both texts are the same.').waitFor()
    await window.getByRole('button', { name: 'Back to the draft' }).click()
    await textEditor(paydesk).waitFor()

    expect(await textEditor(paydesk).textContent()).toContain('Northbank card form')
  })

  it('is opened from the head of the draft, which counts the changes since it was pulled', async () => {
    const { window } = paydesk
    await window.getByRole('link', { name: 'Handler 1 of Till portal, unchanged since' }).waitFor()
    await draftPage.replaceInText(paydesk, '"NAME": "Northbank card form"', '"NAME": "Eastbank card form"')
    await window.getByRole('link', { name: 'Handler 1 of Till portal, 1 change since' }).click()
    await comparePage.rows(paydesk).filter({ hasText: '/NAME' }).waitFor()
    await window.getByRole('button', { name: 'Back to the draft' }).click()
    await draftPage.replaceInText(paydesk, '"NAME": "Eastbank card form"', '"NAME": "Northbank card form"')
    await window.getByRole('link', { name: 'Handler 1 of Till portal, unchanged since' }).waitFor()

    await window.getByRole('link', { name: 'Compare with the portal now' }).click()
    await window.getByText('Both sides mean the same').waitFor()
    await window.getByRole('combobox', { name: 'Left' }).filter({ hasText: 'A handler on a portal' }).waitFor()
    await window.getByRole('button', { name: 'Back to the draft' }).click()
    await textEditor(paydesk).waitFor()
  })

  it('with the handler on the portal sees what was changed there', async () => {
    await fetch(`${portal.address}sale.paysystem.handler.update?ID=1&FIELDS[NAME]=Westbank card form`)
    await comparePage.open(paydesk)
    await comparePage.choose(paydesk, 'Left', 'A handler on a portal, as it is now')
    const rows = comparePage.rows(paydesk)

    await rows.filter({ hasText: 'Westbank card form' }).waitFor()
    expect(await rows.count()).toBe(1)
  })

  it('with a file never shows the webhook in it', async () => {
    const { window } = paydesk
    const file = join(folder, 'till.sh')
    const handler = '{"NAME":"From a file","CODE":"till","SORT":100,"SETTINGS":{}}'
    await writeFile(file, `curl -d '${handler}' ${TOKEN}sale.paysystem.handler.add.json`)
    await paydesk.answerDialogs(file)
    await comparePage.choose(paydesk, 'Left', 'A file…')
    await comparePage.rows(paydesk).filter({ hasText: 'From a file' }).waitFor()

    await comparePage.show(paydesk, 'Text')
    await window.getByRole('figure').waitFor()
    expect(await window.content()).not.toContain('k3y0ftheshop9x')
    expect(await readFile(file, 'utf8')).toContain(TOKEN)
  })
})
