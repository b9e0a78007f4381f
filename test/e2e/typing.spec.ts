import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startPaydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, textEditor } from './pages/paydesk-pages'

/** What may be lost at most when the computer loses its power. */
const MOST_LOST_MS = 1000
const WORD = 'abcdefghijklmnopqrstuvwxyz0123456789'

describe('typing', () => {
  it('is on the disk up to the last second when the app is killed in the middle of it', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const first = await startPaydesk({ dataFolder })
    await draftsPage.create(first)
    await textEditor(first).click()
    await first.window.keyboard.press('ControlOrMeta+A')
    const typed: { text: string; at: number }[] = []
    const started = Date.now()
    while (Date.now() - started < 2 * MOST_LOST_MS) {
      for (const letter of WORD) {
        await first.window.keyboard.type(letter)
        typed.push({ text: (typed.at(-1)?.text ?? '') + letter, at: Date.now() })
      }
    }
    const killedAt = Date.now()
    await first.kill()

    const second = await startPaydesk({ dataFolder })
    await goTo(second, 'Drafts')
    await second.window.getByRole('link', { name: 'Unnamed draft' }).click()
    await textEditor(second).waitFor()
    const kept = (await textEditor(second).textContent()) ?? ''
    const mustHave = typed.findLast(({ at }) => at <= killedAt - MOST_LOST_MS)?.text ?? ''
    expect(mustHave.length).toBeGreaterThan(WORD.length)
    expect(kept.startsWith(mustHave)).toBe(true)
    expect(typed.at(-1)?.text.startsWith(kept)).toBe(true)
    await second.close()
    await rm(dataFolder, { recursive: true })
  })

  it('is undone and redone by one stack over text and tree, to the byte', async () => {
    const paydesk = await startPaydesk()
    const { window } = paydesk
    await draftsPage.create(paydesk)
    const before = await textEditor(paydesk).textContent()
    await draftPage.replaceInText(paydesk, '"NAME": ""', '"NAME": "Corner shop"')
    await draftPage.show(paydesk, 'Tree')
    await draftPage.replaceInTree(paydesk, 'Corner shop', 'Market stall')
    await draftPage.show(paydesk, 'Text')
    const after = await textEditor(paydesk).textContent()
    expect(after).toContain('"NAME": "Market stall"')

    await window.getByRole('button', { name: 'Undo' }).click()
    await window.getByRole('button', { name: 'Undo' }).click()
    expect(await textEditor(paydesk).textContent()).toBe(before)
    await window.getByRole('button', { name: 'Redo' }).click()
    await window.getByRole('button', { name: 'Redo' }).click()
    expect(await textEditor(paydesk).textContent()).toBe(after)
    await paydesk.close()
  })

  it('of the last moment is kept when the window is closed at once', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const first = await startPaydesk({ dataFolder })
    await draftsPage.create(first)
    await draftPage.replaceInText(first, '"NAME": ""', '"NAME": "Last word"')
    await first.close()
    const second = await startPaydesk({ dataFolder })
    await second.window.getByRole('link', { name: 'Last word' }).waitFor()
    await second.close()
    await rm(dataFolder, { recursive: true })
  })

  it('removes a draft only as far as it can be brought back', async () => {
    const paydesk = await startPaydesk()
    const { window } = paydesk
    await draftsPage.create(paydesk)
    await draftPage.replaceInText(paydesk, '"NAME": ""', '"NAME": "Thrown away"')
    await goTo(paydesk, 'Drafts')
    await window.getByRole('button', { name: 'Remove Thrown away' }).click()
    await window.getByText('No drafts yet').waitFor()
    await window.getByRole('button', { name: 'Undo' }).click()
    await window.getByRole('link', { name: 'Thrown away' }).waitFor()
    await paydesk.close()
  })
})
