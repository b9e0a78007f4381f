import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, goTo, paymentsPage, portalsPage, pushPage, textEditor } from './pages/paydesk-pages'

/** Long enough to choose another portal while the first one works. */
const SLOW_MS = 1500

describe('choosing another portal while the first one works', () => {
  let slow: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    slow = await startPracticePortal()
    paydesk = await startPaydesk()
    await portalsPage.add(paydesk, slow.address, 'Slow portal')
  })

  afterEach(() => {
    slow.faults.clear()
    slow.conditions.reset()
  })

  afterAll(async () => {
    await paydesk.close()
    await slow.close()
  })

  it('shows no code of the portal that was left', async () => {
    // A late answer was shown as if it were the current portal's.
    slow.faults.onMethod('salescenter.payment.getPublicUrl', { kind: 'delay', milliseconds: SLOW_MS })
    await paymentsPage.make(paydesk, 1063)
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await paydesk.window
      .getByRole('button', { name: 'Make code' })
      .and(paydesk.window.locator(':not([aria-busy])'))
      .waitFor()
    expect(slow.requests.some(({ methodName }) => methodName === 'salescenter.payment.getPublicUrl')).toBe(true)
    expect(await paydesk.window.getByRole('heading', { name: 'Payment 1063' }).count()).toBe(0)
    expect(await paydesk.window.getByRole('button', { name: /^Save / }).count()).toBe(0)
  })

  it('says that the limit of a portal is waited for, and of which one, until it is over', async () => {
    const { window } = paydesk
    await portalsPage.chooseInRail(paydesk, 'Slow portal')
    const { current } = slow.conditions
    slow.conditions.set({ ...current, rateLimit: { capacity: 1, drainPerSecond: 0.01 } })
    await goTo(paydesk, 'Handlers')
    await window.getByRole('table', { name: 'Handlers' }).waitFor()
    await goTo(paydesk, 'Portals')
    await goTo(paydesk, 'Handlers')
    const waiting = window.getByRole('status').filter({ hasText: 'limit' })
    await waiting.getByText(/^Waiting for the portal’s limit: 1 call waits, until about \d/).waitFor()
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await waiting.getByText(/^Waiting for the limit of Slow portal: 1 call waits, until about \d/).waitFor()
    slow.conditions.set(current)
    await waiting.waitFor({ state: 'detached' })
    expect(slow.requests.at(-1)).toMatchObject({ methodName: 'sale.paysystem.handler.list', status: 200 })
  })

  it('tells the outcome of a push under the name of the portal it went to', async () => {
    // The outcome was shown under the portal that had become the current one.
    const { window } = paydesk
    await portalsPage.chooseInRail(paydesk, 'Slow portal')
    await goTo(paydesk, 'Handlers')
    await window
      .getByRole('button', { name: /^Open as draft/ })
      .first()
      .click()
    await textEditor(paydesk).waitFor()
    await draftPage.replaceInText(paydesk, '"SORT": 100', '"SORT": 101')
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    slow.faults.onMethod('sale.paysystem.handler.update', { kind: 'delay', milliseconds: SLOW_MS })
    await pushPage.send(paydesk)
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await window.getByText('Pushed to Slow portal').waitFor()
    expect(slow.state.current.handlers[0]?.sort).toBe(101)
  })
})
