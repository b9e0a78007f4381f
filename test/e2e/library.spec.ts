import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, smallTargets } from './pages/access-checks'
import { draftsPage, goTo } from './pages/paydesk-pages'

let folder: string
let paydesk: Paydesk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-library-'))
  paydesk = await startPaydesk({ dataFolder: join(folder, 'data') })
  for (const [name, code] of [
    ['Oak form', 'oak'],
    ['Elm form', 'elm'],
    ['Ash page', 'hidden_needle'],
  ]) {
    const file = join(folder, `${String(name)}.json`)
    await writeFile(
      file,
      JSON.stringify({ NAME: name, CODE: 'till', SORT: 100, SETTINGS: { CODES: { [String(code)]: {} } } }),
    )
    await draftsPage.openFile(paydesk, file)
  }
  await goTo(paydesk, 'Drafts')
  await paydesk.window.getByRole('link', { name: 'Oak form' }).waitFor()
})
afterAll(async () => {
  await paydesk.close()
  await rm(folder, { recursive: true })
})

function names(): Promise<string[]> {
  return paydesk.window.getByRole('table').getByRole('rowheader').getByRole('link').allTextContents()
}

describe('the library of drafts', () => {
  it('is searched in names and in texts from the keyboard, and says how to see all again', async () => {
    const { window } = paydesk
    await window.keyboard.press('/')
    await window.keyboard.type('needle')
    await window.getByText(/hidden_needle/).waitFor()
    expect(await names()).toEqual(['Ash page'])

    await window.getByRole('searchbox', { name: 'Search the drafts' }).fill('nowhere at all')
    await window.getByRole('button', { name: 'Clear the search' }).click()
    expect(await names()).toHaveLength(3)
  })

  it('is sorted by a head cell and back, which is remembered', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'Draft', exact: true }).click()
    expect(await names()).toEqual(['Ash page', 'Elm form', 'Oak form'])
    await window.getByRole('button', { name: 'Draft', exact: true }).click()
    expect(await names()).toEqual(['Oak form', 'Elm form', 'Ash page'])
    expect(await window.locator('th[aria-sort="descending"]').textContent()).toContain('Draft')
    await goTo(paydesk, 'Settings')
    await goTo(paydesk, 'Drafts')
    await window.getByRole('link', { name: 'Oak form' }).waitFor()
    expect(await names()).toEqual(['Oak form', 'Elm form', 'Ash page'])
  })

  it('keeps tags, and shows the drafts with one of them', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'Edit the tags of Elm form' }).click()
    await window.keyboard.type('Spring')
    await window.keyboard.press('Enter')
    await window.getByRole('button', { name: 'Remove the tag Spring' }).waitFor()
    await window.keyboard.press('Enter')
    await window.getByText('Type a tag first.').waitFor()
    expect(await accessFaults(paydesk)).toEqual([])
    await window.keyboard.press('Escape')
    await expect
      .poll(() => window.evaluate(() => document.activeElement?.getAttribute('aria-label')))
      .toBe('Edit the tags of Elm form')

    await window.getByRole('checkbox', { name: 'Select Ash page' }).check()
    await window.getByRole('combobox', { name: 'Tag for the selected drafts' }).fill('mall')
    await window.getByRole('button', { name: 'Tag the selected', exact: true }).click()
    await window
      .getByRole('row', { name: /Ash page/ })
      .getByText('mall')
      .waitFor()
    await window.getByRole('combobox', { name: 'Show drafts with the tag' }).click()
    await window.getByRole('option', { name: 'Spring' }).click()
    await expect.poll(names).toEqual(['Elm form'])
    expect(await smallTargets(paydesk)).toEqual([])

    await window.getByRole('searchbox', { name: 'Search the drafts' }).fill('oak')
    await window.getByRole('button', { name: 'Show all drafts' }).click()
    await expect.poll(names).toHaveLength(3)
    await window.getByRole('combobox', { name: 'Tag for the selected drafts' }).fill('MALL')
    await window.getByRole('button', { name: 'Untag the selected' }).click()
    await window
      .getByRole('row', { name: /Ash page/ })
      .getByText('mall')
      .waitFor({ state: 'detached' })
    await window.getByRole('button', { name: 'Clear selection' }).click()
  })

  it('duplicates a draft under a counted name', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'Duplicate Oak form' }).click()
    await window.getByRole('link', { name: 'Oak form (copy)' }).waitFor()
    expect(await accessFaults(paydesk)).toEqual([])
    expect(await smallTargets(paydesk)).toEqual([])
  })

  it('moves all that is selected to the trash, and takes it back in one step', async () => {
    const { window } = paydesk
    await window.getByRole('checkbox', { name: 'Select Elm form' }).focus()
    await window.keyboard.press('ControlOrMeta+A')
    await window.getByText('4 drafts selected').waitFor()
    await window.keyboard.press('Delete')
    await window.getByText('4 drafts were removed').waitFor()
    await window.getByRole('button', { name: 'Undo' }).click()
    await expect.poll(names).toHaveLength(4)
  })

  it('restores from the trash, and removes for ever only when asked twice', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'Remove Oak form (copy)' }).click()
    await window.getByRole('button', { name: 'Remove Ash page' }).click()
    await window.getByRole('button', { name: 'Trash (2)' }).click()
    await window.getByRole('button', { name: 'Restore Ash page' }).click()
    await window.getByRole('button', { name: 'Restore Ash page' }).waitFor({ state: 'detached' })
    expect(await accessFaults(paydesk)).toEqual([])

    await window.getByRole('button', { name: 'Empty the trash…' }).click()
    await window.getByText('Remove Oak form (copy) for ever?').waitFor()
    await window.getByRole('button', { name: 'Remove for ever', exact: true }).click()
    await window.getByText('The trash is empty').waitFor()
    await window.getByRole('button', { name: 'Back to the drafts' }).click()
    await expect.poll(names).toHaveLength(3)
  })
})
