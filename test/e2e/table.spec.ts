import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage } from './pages/paydesk-pages'

const HANDLER = `{
  "NAME": "Quay pay",
  "SETTINGS": {
    "CODES": {
      "BERTH": { "NAME": "Berth \\"7\\"\\nupper", "SORT": 100 }
    }
  }
}
`

let paydesk: Paydesk

beforeAll(async () => {
  paydesk = await startPaydesk()
  const file = join(paydesk.dataFolder, 'quay.json')
  await writeFile(file, HANDLER)
  await draftsPage.openFile(paydesk, file)
  await draftPage.show(paydesk, 'Table')
})
afterAll(() => paydesk.close())

describe('the table of codes', () => {
  it('copies and pastes rows by keys and by the menu, and undoes it', async () => {
    const { app, window } = paydesk
    await window.getByRole('rowheader', { name: 'BERTH' }).click()
    await window.keyboard.press('Shift+ArrowRight')
    const cells = 'BERTH\t"Berth ""7""\nupper"'
    for (const copy of [
      () => window.keyboard.press('ControlOrMeta+C'),
      async () => (await app.browserWindow(window)).evaluate(target => target.webContents.copy()),
    ]) {
      await app.evaluate(({ clipboard }) => clipboard.clear())
      await copy()
      await expect.poll(() => app.evaluate(({ clipboard }) => clipboard.readText())).toBe(cells)
    }
    await window.keyboard.press('ControlOrMeta+ArrowDown')
    await window.keyboard.press('ArrowDown')
    await window.keyboard.press('Home')
    await paydesk.paste('PIER\tPier\nAGENT\tAgent\n')
    await window.getByText('4 cells in 2 rows changed. 2 rows added.').waitFor()
    expect(await window.getByRole('rowheader').allTextContents()).toEqual(['BERTH', 'PIER', 'AGENT', 'New row'])
    await window.keyboard.press('ControlOrMeta+Z')
    expect(await window.getByRole('rowheader').allTextContents()).toEqual(['BERTH', 'New row'])
    await app.evaluate(({ clipboard }) => clipboard.writeText('DOCK'))
    await window.keyboard.press('Home')
    await (await app.browserWindow(window)).evaluate(target => target.webContents.paste())
    await window.getByRole('rowheader', { name: 'DOCK' }).waitFor()
    await app.evaluate(({ clipboard }) => clipboard.clear())
  })

  it('keeps what opens a portal out of what is pasted into a cell or a field', async () => {
    const { window } = paydesk
    const pasted = 'https://shop.quay.example/rest/7/k3y0fthequay9x/profile.json'
    const masked = 'https://shop.quay.example/rest/7/***/profile.json'
    await window.getByRole('rowheader', { name: 'BERTH' }).click()
    await window.keyboard.press('ArrowRight')
    await paydesk.paste(pasted)
    await window.getByText('The webhook address in line 1 was left out').waitFor()
    await window.getByRole('gridcell', { name: masked }).waitFor()
    await window.getByRole('button', { name: 'Dismiss' }).click()

    await draftPage.show(paydesk, 'Form')
    const name = window.getByRole('textbox', { name: /^Name/ }).first()
    await name.focus()
    await window.keyboard.press('ControlOrMeta+A')
    await paydesk.paste(pasted)
    await window.getByText('The webhook address in line 1 was left out').waitFor()
    expect(await name.inputValue()).toBe(masked)
  })
})
