import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { accessFaults, smallTargets } from './pages/access-checks'
import { focused, keyboard, type Keyboard } from './pages/keyboard'
import { draftPage, draftsPage, portalsPage, pushPage, textEditor } from './pages/paydesk-pages'

/** As a person would have written it. */
const WANTED = `{
  "NAME": "Winter fair",
  "CODE": "winter_fair_checkout",
  "SORT": 100,
  "SETTINGS": {
    "CURRENCY": ["EUR"],
    "CLIENT_TYPE": "b2c",
    "CHECKOUT_DATA": {
      "ACTION_URI": "https://pay.winterfair.shop/start",
      "FIELDS": {
        "shop": { "CODE": "SHOP" },
        "key": { "CODE": "SHOP_KEY" },
        "payment": { "CODE": "PAYMENT" },
        "sum": { "CODE": "SUM" }
      }
    },
    "CODES": {
      "SHOP": { "NAME": "Shop number", "SORT": 100 },
      "SHOP_KEY": { "NAME": "Secret key", "SORT": 200 },
      "PAYMENT": { "NAME": "Payment", "SORT": 300, "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "ID" } },
      "SUM": { "NAME": "Amount", "SORT": 400, "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SUM" } }
    }
  }
}
`

describe('the form of a draft', () => {
  let portal: PracticePortal
  let paydesk: Paydesk
  let keys: Keyboard

  beforeAll(async () => {
    portal = await startPracticePortal()
    paydesk = await startPaydesk({ firstView: null })
    paydesk.window.setDefaultTimeout(10_000)
    await portalsPage.add(paydesk, portal.address, 'Fair office')
    keys = keyboard(paydesk)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it('is what the first draft opens in, and makes a handler from nothing by keyboard alone', async () => {
    const { window } = paydesk
    await keys.tabBackTo('link', 'Drafts')
    await keys.press('Enter')
    await window.getByRole('heading', { name: 'Drafts', level: 1 }).waitFor()
    await keys.tabTo('button', 'New draft')
    await keys.press('Enter')
    await window.getByRole('region', { name: 'Form of the draft' }).waitFor()

    await keys.tabTo('textbox', 'Name')
    await keys.type('Winter fair')
    await keys.press('Tab', 'textbox Code of the handler CODE')
    await keys.type('winter_fair_checkout')
    await keys.tabTo('combobox', 'Currencies CURRENCY')
    await keys.type('euro')
    await keys.press('Enter')
    await keys.tabTo('button', 'Remove Form')
    await keys.press('Enter')
    await window.getByText('How does the buyer pay?').waitFor()
    await tabToStart('button Checkout')
    await keys.press('Enter')
    await expect.poll(() => focused(paydesk)).toBe('textbox Action address ACTION_URI')
    await keys.press('ControlOrMeta+A')
    await keys.type('https://pay.winterfair.shop/start')

    for (const [field, code] of [
      ['shop', ''],
      ['key', 'SHOP_KEY'],
      ['payment', ''],
      ['sum', ''],
    ] as const) {
      if ((await focused(paydesk)) !== 'textbox New field, sent as') await tabToStart('textbox New field, sent as')
      await keys.type(field)
      await keys.press('Tab')
      await keys.type(code)
      await keys.press('Enter')
      await expect.poll(() => focused(paydesk)).toBe('textbox New field, sent as')
    }

    await nameCode('SHOP', 'Shop number')
    await nameCode('SHOP_KEY', 'Secret key')
    await nameCode('PAYMENT', 'Payment')
    await fillFromPayment('ID')
    await nameCode('SUM', 'Amount')
    await fillFromPayment('SUM')

    await window.getByText('No problems', { exact: true }).waitFor()
    await tabToStart('radio Form', 'Shift+Tab')
    await switchTo('ArrowRight', 'Tree')
    await switchTo('ArrowRight', 'Text')
    await textEditor(paydesk).waitFor()
    await expect.poll(textOfDraft).toBe(WANTED)
    await switchTo('ArrowLeft', 'Tree')
    await switchTo('ArrowLeft', 'Form')
    await window.getByRole('region', { name: 'Form of the draft' }).waitFor()
  })

  it.each(['light', 'dark'] as const)('can be used by everybody in the %s theme', async theme => {
    await paydesk.setTheme(theme)
    expect(await accessFaults(paydesk)).toEqual([])
    expect(await smallTargets(paydesk)).toEqual([])
  })

  it('leads to a portal that has then just what it shows', async () => {
    const { window } = paydesk
    await tabToStart('button Push…')
    await keys.press('Enter')
    await window.getByRole('heading', { name: 'Push', level: 1 }).waitFor()
    await window.getByText('so the push adds one').waitFor()
    await pushPage.waitForPlan(paydesk)
    await tabToStart('textbox Type the name of the portal')
    await keys.type('Fair office')
    await keys.press('Enter')
    await window.getByText('The handler was added and read back').waitFor()
  })

  it('is left for the next draft as it was chosen', async () => {
    await paydesk.window.getByRole('button', { name: 'Back to the draft' }).click()
    await draftPage.show(paydesk, 'Tree')
    await draftsPage.make(paydesk)
    await paydesk.window.getByRole('heading', { name: 'Unnamed draft', level: 1 }).waitFor()
    await paydesk.window.getByRole('region', { name: 'Tree of the draft' }).waitFor()
  })

  async function nameCode(code: string, name: string): Promise<void> {
    await tabToStart(`button ${code} `)
    await keys.press('Enter')
    await keys.press('Tab', 'textbox Name')
    await keys.type(name)
  }

  /** Goes on to the view beside in the switch, which keeps the focus. */
  async function switchTo(key: string, view: string): Promise<void> {
    await keys.press(key)
    await expect.poll(() => focused(paydesk)).toBe(`radio ${view}`)
    // An arrow chooses only as long as it is held, and a test lets go at once.
    await keys.press(' ')
    await expect.poll(() => paydesk.window.getByRole('radio', { name: view }).isChecked()).toBe(true)
  }

  async function fillFromPayment(value: string): Promise<void> {
    await tabToStart('combobox Default from')
    await keys.press('Enter')
    await paydesk.window.getByRole('listbox').waitFor()
    await keys.type('PAY')
    await keys.press('Enter')
    await paydesk.window.getByRole('listbox').waitFor({ state: 'detached' })
    await tabToStart('combobox Value')
    await keys.type(value)
  }

  /** Goes on to the next stop that begins with some words. */
  async function tabToStart(wanted: string, key = 'Tab'): Promise<void> {
    const passed: string[] = []
    do {
      await keys.press(key)
      passed.push(await focused(paydesk))
      if (passed.length > 120) throw new Error(`${key} never reached ${wanted}: ${passed.join(', ')}`)
    } while (!passed.at(-1)?.startsWith(wanted))
  }

  async function textOfDraft(): Promise<string> {
    const lines = await paydesk.window.locator('.cm-line').allTextContents()
    return lines.join('\n')
  }
})
