import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { goTo, textEditor } from './pages/paydesk-pages'

let paydesk: Paydesk

beforeAll(async () => {
  paydesk = await startPaydesk()
})
afterAll(async () => {
  await paydesk.close()
})

describe('a draft from a template', () => {
  it('is made of answers given by the keyboard, and has no problems', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Drafts')
    await window.getByRole('button', { name: 'From a template…' }).first().press('Enter')
    await window.getByRole('textbox', { name: 'What is the payment service called?' }).focus()
    await window.keyboard.type('Зимняя ярмарка')
    await window.getByText('The handler’s code will be zimnyaya_yarmarka.').waitFor()
    await window.keyboard.press('Tab')
    await window.keyboard.press('ArrowRight')
    // An arrow chooses only while it is held, which a fast one may not be.
    await window.keyboard.press('Space')
    await window.getByText('sends the buyer to the page').waitFor()
    await window.keyboard.press('Tab')
    await window.keyboard.press('ControlOrMeta+A')
    await window.keyboard.type('http://pay.fair.shop')
    await window.keyboard.press('Tab')
    await window.getByRole('alert').waitFor()
    await window.keyboard.press('Shift+Tab')
    await window.keyboard.press('ControlOrMeta+A')
    await window.keyboard.type('https://pay.fair.shop/start')
    await window.keyboard.press('Tab')
    await window.keyboard.type('eur, xqz')
    await window.getByText('XQZ is no currency code').waitFor()
    await window.keyboard.press('ControlOrMeta+A')
    await window.keyboard.type('eur, usd')
    await window.keyboard.press('Enter')

    await window.getByRole('heading', { name: 'Зимняя ярмарка', level: 1 }).waitFor()
    await window.getByText('No problems', { exact: false }).first().waitFor()
    await window.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: 'Text' }).click()
    await expect.poll(() => textEditor(paydesk).innerText()).toContain('"CURRENCY": ["EUR", "USD"]')
  })
})
