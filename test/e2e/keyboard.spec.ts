import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { focused, keyboard, type Keyboard } from './pages/keyboard'
import { paymentsPage, pushPage, textEditor } from './pages/paydesk-pages'

const PAYMENT = 1063

describe('the main job by keyboard alone', () => {
  let portal: PracticePortal
  let folder: string
  let paydesk: Paydesk
  let keys: Keyboard

  beforeAll(async () => {
    portal = await startPracticePortal()
    folder = await mkdtemp(join(tmpdir(), 'paydesk-keyboard-'))
    paydesk = await startPaydesk()
    paydesk.window.setDefaultTimeout(10_000)
    keys = keyboard(paydesk)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
    await rm(folder, { recursive: true })
  })

  it('goes from a webhook address to a pushed handler', async () => {
    const { window } = paydesk
    await keys.tabTo('link', 'Portals')
    await keys.press('Enter')
    await expectPlace('Portals')
    expect(await window.title()).toBe('Portals – Paydesk')

    await keys.tabTo('button', 'Add portal')
    await keys.press('Enter')
    expect(await focused(paydesk)).toBe('textbox Webhook address')
    await paydesk.paste(portal.address)
    await keys.press('Tab')
    await keys.type('Keyboard shop')
    await keys.press('Enter')
    await window.getByRole('heading', { name: 'Keyboard shop', level: 2 }).waitFor()
    await expectFocus('button Add portal')

    await keys.tabBackTo('link', 'Handlers')
    await keys.press('Enter')
    await expectPlace('Handlers')
    await window.getByRole('table', { name: 'Handlers' }).waitFor()
    await keys.tabTo('button', 'Open as draft: Northbank card form')
    await keys.press('Enter')
    await textEditor(paydesk).waitFor()
    await expectPlace('Northbank card form')

    await keys.tabTo('textbox', 'Text of the draft, JSON')
    await keys.press('ControlOrMeta+F')
    await keys.type('Northbank card form')
    await keys.press('Tab', 'textbox Replace with')
    await keys.type('Northbank cards')
    await keys.tabTo('button', 'Replace all')
    await keys.press('Enter')
    await keys.press('Escape')
    expect(await focused(paydesk)).toBe('textbox Text of the draft, JSON')
    await window.getByRole('heading', { name: 'Northbank cards', level: 1 }).waitFor()
    expect(await window.title()).toBe('Northbank cards – Paydesk')
    await keys.press('Escape')
    await keys.press('Shift+Tab')
    expect(await focused(paydesk)).not.toBe('textbox Text of the draft, JSON')
    await keys.tabTo('button', 'Push…')
    await keys.press('Enter')
    await expectPlace('Push')

    await pushPage.waitForPlan(paydesk)
    await keys.tabTo('textbox', 'Type the name of the portal to push')
    await keys.type('Keyboard shop')
    await keys.tabTo('button', 'Push 1 change to production: Keyboard shop')
    await keys.press(' ')
    await window.getByText('The handler was read back and equals the draft.').waitFor()
    expect(await window.evaluate(() => document.activeElement?.textContent)).toContain('Pushed to Keyboard shop')
    await keys.tabBackTo('button', 'Back to the draft')
    await keys.press('Enter')
    await expectPlace('Northbank cards')
  })

  it('goes from a payment’s number to a saved code', async () => {
    const { window } = paydesk
    await keys.tabTo('link', 'Payments')
    await keys.press('Enter')
    await expectPlace('Payments')
    await keys.tabTo('textbox', 'Payment id')
    await keys.type(String(PAYMENT))
    await keys.press('Enter')
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await expectFocus('textbox Payment id')

    await keys.tabTo('radio', '300 dpi')
    await keys.press('ArrowRight')
    expect(await focused(paydesk)).toBe('radio 600 dpi')
    const file = join(folder, 'code.svg')
    await paydesk.answerDialogs(file)
    await keys.tabTo('button', 'Save SVG')
    await keys.press('Enter')
    await window.getByText('The file was decoded and holds the short link').waitFor()
    await expectFocus('button Save SVG')
    expect(await readFile(file, 'utf8')).toContain('<svg')
  })

  it.each(['Name and colour', 'Replace credential', 'Remove'])(
    'closes “%s” with Escape and is back at its button',
    async part => {
      await toPortals()
      await keys.tabTo('button', part)
      // The practice portal comes first and has a look of its own; the last card is the one that was added.
      if (part === 'Name and colour') {
        await keys.press('Tab')
        await keys.tabTo('button', part)
      }
      await keys.press('Enter')
      await paydesk.window.getByRole('button', { name: 'Cancel' }).waitFor()
      await expectNoFocus(`button ${part}`)
      await keys.press('Escape')
      await paydesk.window.getByRole('button', { name: 'Cancel' }).waitFor({ state: 'detached' })
      await expectFocus(`button ${part}`)
    },
  )

  it('closes the form for a new portal with Escape and is back at its button, with the secret gone', async () => {
    await toPortals()
    await keys.tabTo('button', 'Add portal')
    await keys.press('Enter')
    await paydesk.paste(portal.address)
    await paydesk.window.getByText('Found: 127.0.0.1').waitFor()
    await keys.press('Escape')
    await expectFocus('button Add portal')
    await keys.press('Enter')
    expect(await paydesk.window.getByLabel('Webhook address').inputValue()).toBe('')
    await keys.press('Escape')
    await expectFocus('button Add portal')
  })

  it('is at Undo after a draft was removed, and back among the drafts after it was brought back', async () => {
    await keys.tabTo('link', 'Drafts')
    await keys.press('Enter')
    await expectPlace('Drafts')
    await keys.tabTo('button', 'New draft')
    await keys.press('Enter')
    await expectPlace('Unnamed draft')
    await keys.tabTo('link', 'Drafts')
    await keys.press('Enter')
    await expectPlace('Drafts')
    await keys.tabTo('button', 'Remove Unnamed draft')
    await keys.press('Enter')
    await expectFocus('button Undo')
    await keys.press('Enter')
    await paydesk.window.getByRole('link', { name: 'Unnamed draft' }).waitFor()
    await expectPlace('Drafts')
  })

  async function toPortals(): Promise<void> {
    await keys.tabTo('link', 'Portals')
    await keys.press('Enter')
    await paydesk.window.getByRole('heading', { name: 'Portals', level: 1 }).waitFor()
  }

  /** That a place is there and has the focus. */
  async function expectPlace(name: string): Promise<void> {
    await paydesk.window.getByRole('heading', { name, level: 1 }).waitFor()
    await expectFocus(`main ${name}`)
  }

  async function expectFocus(wanted: string): Promise<void> {
    await expect.poll(() => focused(paydesk)).toBe(wanted)
  }

  async function expectNoFocus(unwanted: string): Promise<void> {
    await expect.poll(() => focused(paydesk)).not.toBe(unwanted)
  }
})
