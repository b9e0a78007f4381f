import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { filesHolding } from '../support/canary'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, smallTargets } from './pages/access-checks'
import { draftPage, draftsPage, openDrafts, textEditor } from './pages/paydesk-pages'

const SECRET = 'w7q2m9x4t1z8k5p3'

let folder: string
let paydesk: Paydesk

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-purge-'))
  paydesk = await startPaydesk({ dataFolder: folder })
  await draftsPage.create(paydesk)
})
afterAll(async () => {
  await paydesk.close()
  await rm(folder, { recursive: true })
})

async function draftFolder(): Promise<string> {
  const [id = ''] = (await readdir(join(folder, 'drafts'))).filter(name => !name.startsWith('.'))
  return join(folder, 'drafts', id)
}

describe('a secret that was typed', () => {
  it('is taken out of the draft, its undo and everything beside it, once that is confirmed', async () => {
    const { window } = paydesk
    await draftPage.replaceInText(paydesk, '"NAME": ""', '"NAME": "Till"')
    await draftPage.replaceInText(paydesk, '"https://"', `"https://till.example/rest/7/${SECRET}/sale.order.get"`)
    await draftPage.waitUntilSaved(paydesk)
    await openDrafts.command(paydesk, 'Keep a Revision')
    // The text is in its file, in the record of undo and in the revision.
    await expect.poll(() => filesHolding(folder, SECRET)).toHaveLength(3)
    await window.getByRole('tab', { name: 'Problems' }).click()

    await window.getByRole('button', { name: 'Remove everywhere…' }).click()
    await window.getByText(/undo begins anew\. This cannot be undone/).waitFor()
    expect(await accessFaults(paydesk)).toEqual([])
    expect(await smallTargets(paydesk)).toEqual([])
    await window.keyboard.press('Escape')
    expect(await textEditor(paydesk).textContent()).toContain(SECRET)

    await window.getByRole('button', { name: 'Remove everywhere…' }).press('Enter')
    await window.getByRole('button', { name: 'Remove everywhere', exact: true }).press('Enter')
    await window.getByText('The secret was removed from this draft').waitFor()
    await window.getByText(/^The text and 1 revision were changed/).waitFor()
    await draftPage.waitUntilSaved(paydesk)

    expect(await filesHolding(folder, SECRET)).toEqual([])
    expect(await readFile(join(await draftFolder(), 'handler.json'), 'utf8')).toContain('/rest/7/***/sale.order.get')
    expect(await window.content()).not.toContain(SECRET)
    expect(await window.getByRole('button', { name: 'Undo' }).getAttribute('aria-disabled')).toBe('true')
  })

  it('stays gone: not undone, and not there after a kill and another start', async () => {
    const { window } = paydesk
    await draftPage.replaceInText(paydesk, '"Till"', '"Desk"')
    await openDrafts.command(paydesk, 'Undo')
    await openDrafts.command(paydesk, 'Undo')
    await openDrafts.command(paydesk, 'Undo')
    await draftPage.waitUntilSaved(paydesk)
    expect(await textEditor(paydesk).textContent()).toContain('"Till"')
    expect(await window.content()).not.toContain(SECRET)

    await paydesk.kill()
    paydesk = await startPaydesk({ dataFolder: folder })
    await textEditor(paydesk).waitFor()
    await openDrafts.command(paydesk, 'Undo')
    expect(await textEditor(paydesk).textContent()).toContain('/rest/7/***/sale.order.get')
    expect(await filesHolding(folder, SECRET)).toEqual([])
  })
})
