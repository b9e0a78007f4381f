import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, smallTargets } from './pages/access-checks'
import { draftPage, draftsPage, goTo, openDrafts, textEditor } from './pages/paydesk-pages'

const NAMES = ['Oak card form', 'Elm card form', 'Перевод по длинному-предлинному названию обработчика оплаты']

let folder: string
let dataFolder: string
let paydesk: Paydesk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-tabs-'))
  dataFolder = join(folder, 'data')
  paydesk = await startPaydesk({ dataFolder })
  for (const name of NAMES) {
    const file = join(folder, 'handler.json')
    await writeFile(file, JSON.stringify({ NAME: name, CODE: 'till', SORT: 100, SETTINGS: {} }, null, 2))
    await draftsPage.openFile(paydesk, file)
    await openDrafts.waitForFront(paydesk, name)
  }
})
afterAll(async () => {
  await paydesk.close()
  await rm(folder, { recursive: true })
})

describe('the tabs of open drafts', () => {
  it('name the drafts, mark one that is no JSON, and keep to the rules of access', async () => {
    await textEditor(paydesk).click()
    await paydesk.window.keyboard.press('ControlOrMeta+End')
    await paydesk.window.keyboard.type('{')
    await openDrafts.tab(paydesk, `${String(NAMES[2])} Not JSON yet`).waitFor()

    expect(await openDrafts.names(paydesk)).toEqual(NAMES)
    expect(await accessFaults(paydesk)).toEqual([])
    expect(await smallTargets(paydesk)).toEqual([])
    await paydesk.window.keyboard.press('Backspace')
    await draftPage.waitUntilSaved(paydesk)
  })

  it('are gone through and closed by their commands, and the last closed comes back', async () => {
    await openDrafts.command(paydesk, 'Next Tab')
    await openDrafts.waitForFront(paydesk, 'Oak card form')
    await openDrafts.command(paydesk, 'Previous Tab')
    await openDrafts.command(paydesk, 'Previous Tab')
    await openDrafts.waitForFront(paydesk, 'Elm card form')
    await openDrafts.command(paydesk, 'Close Tab')
    await openDrafts.waitForFront(paydesk, String(NAMES[2]))
    expect(await openDrafts.names(paydesk)).toEqual([NAMES[0], NAMES[2]])

    await openDrafts.command(paydesk, 'Reopen Closed Tab')
    await openDrafts.waitForFront(paydesk, 'Elm card form')
  })

  it('keep the place of each draft while they are gone through', async () => {
    const { window } = paydesk
    await textEditor(paydesk).getByText('"till"').click()
    const about = window.getByRole('region', { name: 'About this place' })
    await about.filter({ hasNotText: 'A payment handler: how a portal' }).waitFor()
    await openDrafts.command(paydesk, 'Next Tab')
    await openDrafts.command(paydesk, 'Previous Tab')
    await openDrafts.waitForFront(paydesk, 'Elm card form')
    await textEditor(paydesk).waitFor()
    await window.locator('.cm-activeLine').filter({ hasText: '"CODE"' }).waitFor()
  })

  it('work from the keyboard: arrows go between them, with Alt and Shift they move, Delete closes', async () => {
    const { window } = paydesk
    await openDrafts.tab(paydesk, 'Elm card form').focus()
    await window.keyboard.press('Alt+Shift+ArrowLeft')
    await expect.poll(() => openDrafts.names(paydesk)).toEqual([NAMES[0], NAMES[1], NAMES[2]])
    await window.keyboard.press('ArrowLeft')
    await window.keyboard.press('Delete')
    await expect.poll(() => openDrafts.names(paydesk)).toEqual([NAMES[1], NAMES[2]])
    await window.keyboard.press('ArrowRight')
    await window.keyboard.press('Enter')
    await openDrafts.waitForFront(paydesk, String(NAMES[2]))
  })

  it('close with the middle button, and move where they are dragged', async () => {
    await draftsPage.open(paydesk, 'Oak card form')
    await openDrafts.waitForFront(paydesk, 'Oak card form')
    expect(await openDrafts.names(paydesk)).toEqual([NAMES[1], NAMES[2], NAMES[0]])
    await openDrafts.tab(paydesk, 'Oak card form').dragTo(openDrafts.tab(paydesk, 'Elm card form'))
    await expect.poll(() => openDrafts.names(paydesk)).toEqual([NAMES[0], NAMES[1], NAMES[2]])
    await openDrafts.tab(paydesk, String(NAMES[2])).click({ button: 'middle' })
    await expect.poll(() => openDrafts.names(paydesk)).toEqual([NAMES[0], NAMES[1]])
  })

  it('are there at the next start, with the same one in front, also after a kill', async () => {
    await openDrafts.waitForKept(paydesk, 2)
    await paydesk.kill()
    paydesk = await startPaydesk({ dataFolder })
    await openDrafts.waitForFront(paydesk, 'Oak card form')
    await textEditor(paydesk).waitFor()

    expect(await openDrafts.names(paydesk)).toEqual([NAMES[0], NAMES[1]])
  })

  it('lose the tab of a draft that is removed', async () => {
    await goTo(paydesk, 'Drafts')
    await paydesk.window.getByRole('button', { name: 'Remove Elm card form' }).click()
    await draftsPage.open(paydesk, 'Oak card form')

    await expect.poll(() => openDrafts.names(paydesk)).toEqual([NAMES[0]])
  })

  it('begin anew when their file is damaged, which is set aside', async () => {
    await openDrafts.waitForKept(paydesk, 1)
    await paydesk.quit()
    await writeFile(join(dataFolder, 'open-drafts.json'), '{"ids": [')
    paydesk = await startPaydesk({ dataFolder })
    await paydesk.window.getByRole('heading', { name: 'Drafts', level: 1 }).waitFor()
    await paydesk.window
      .getByText(/open-drafts\.json/)
      .first()
      .waitFor()
  })

  it('close the window by the same key when none is in front', async () => {
    await draftsPage.open(paydesk, 'Oak card form')
    await openDrafts.command(paydesk, 'Close Tab')
    await paydesk.window.getByRole('heading', { name: 'Drafts', level: 1 }).waitFor()
    const closed = paydesk.app.waitForEvent('close')
    await openDrafts.command(paydesk, 'Close Tab')
    await closed

    expect(JSON.parse(await readFile(join(dataFolder, 'open-drafts.json'), 'utf8'))).toMatchObject({ ids: [] })
    paydesk = await startPaydesk({ dataFolder })
  })
})
