import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { goTo, practicePanel } from './pages/paydesk-pages'

describe('the practice portal goes wrong on request', () => {
  let paydesk: Paydesk

  beforeAll(async () => {
    paydesk = await startPaydesk()
  })

  afterAll(() => paydesk.close())

  it('from arming a fault to stopping it, with every call in the log', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Portals')
    await practicePanel.open(paydesk)
    await window.getByText('Nothing was received yet').waitFor()
    await window.getByText('No fault is armed: every call').waitFor()
    await practicePanel.choose(paydesk, 'Error', 'ACCESS_DENIED (403)')
    await practicePanel.choose(paydesk, 'Calls of', 'sale.paysystem.handler.list')
    await practicePanel.choose(paydesk, 'How often', 'Until stopped')
    await practicePanel.arm(paydesk)
    const armed = window.getByRole('list', { name: 'Armed faults' })
    await armed.getByText('Not struck yet').waitFor()
    expect(await armed.innerText()).toContain('sale.paysystem.handler.list, until stopped')

    await goTo(paydesk, 'Handlers')
    await window.getByRole('alert').getByText('The portal denies access').waitFor()
    await goTo(paydesk, 'Portals')
    await practicePanel.open(paydesk)
    await armed.getByText(/^Struck/).waitFor()
    await practicePanel.row(paydesk, 'sale.paysystem.handler.list').getByText('ACCESS_DENIED').waitFor()

    await window.getByRole('button', { name: 'Stop: System error ACCESS_DENIED' }).click()
    await window.getByText('No fault is armed: every call').waitFor()
    await goTo(paydesk, 'Handlers')
    await window.getByRole('table', { name: 'Handlers' }).waitFor()
    await goTo(paydesk, 'Portals')
    await practicePanel.open(paydesk)
    await practicePanel.row(paydesk, 'sale.paysystem.handler.list').getByText('200').waitFor()
  })

  it('takes a scope away and gives everything back when it is reset, while it is watched', async () => {
    const { window } = paydesk
    const scope = window.getByRole('checkbox', { name: 'salescenter' })
    await scope.uncheck()
    await window.getByRole('button', { name: 'Check connection' }).first().click()
    await window.getByText('missing: payment links').waitFor()
    await practicePanel.row(paydesk, 'batch').waitFor()
    await window.getByRole('button', { name: 'Reset' }).click()
    await window.locator('input:checked').nth(4).waitFor()
    expect(await scope.isChecked()).toBe(true)
  })

  it('gives its log away as text, and forgets it', async () => {
    const { app, window } = paydesk
    await window.getByRole('button', { name: 'Copy the list' }).click()
    await window.getByText('The list is on the clipboard.').waitFor({ state: 'attached' })
    const copied = await app.evaluate(({ clipboard }) => clipboard.readText())
    expect(copied).toMatch(/^\d{4}-.*\tPOST\tsale\.paysystem\.handler\.list\t403\tACCESS_DENIED$/m)
    await window.getByRole('button', { name: 'Clear' }).click()
    await window.getByText('Nothing was received yet').waitFor()
  })

  it('says in the form which number it cannot use', async () => {
    const { window } = paydesk
    await practicePanel.choose(paydesk, 'Fault', 'Late answer')
    await window.getByRole('textbox', { name: 'Seconds' }).fill('soon')
    await practicePanel.arm(paydesk)
    await window.getByRole('alert').getByText('Enter a number from 0.001 to 600.').waitFor()
    expect(await window.getByText('No fault is armed: every call').isVisible()).toBe(true)
  })
})
