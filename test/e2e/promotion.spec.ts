import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { focused } from './pages/keyboard'
import { draftPage, goTo, portalsPage, promotionPage, pushPage, textEditor } from './pages/paydesk-pages'

const UPDATE = 'sale.paysystem.handler.update'
/** Long enough to stop a run while one push waits for its answer. */
const SLOW_MS = 2_000

interface Row {
  readonly id: number
  readonly name: string
}

describe('pushing a draft to several portals', () => {
  let willing: PracticePortal
  let refusing: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    willing = await startPracticePortal()
    refusing = await startPracticePortal()
    paydesk = await startPaydesk()
    await portalsPage.add(paydesk, willing.address, 'Fair office')
    await portalsPage.add(paydesk, refusing.address, 'Harbour office')
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await goTo(paydesk, 'Handlers')
    await paydesk.window.getByRole('button', { name: 'Open as draft: Northbank card form' }).click()
    await textEditor(paydesk).waitFor()
  })

  afterAll(async () => {
    await paydesk.close()
    await willing.close()
    await refusing.close()
  })

  it('plans for each of them, and asks for the names of those where buyers pay', async () => {
    await planForAll('Northbank card form', 'Northbank cards')
    await promotionPage.waitForStatus(paydesk, '2 names are still to be typed.')
    expect(await promotionPage.nameField(paydesk, 'Practice portal').count()).toBe(0)
    for (const wrong of ['', 'fair office', 'Harbour office', 'Fair offic']) {
      await promotionPage.nameField(paydesk, 'Fair office').fill(wrong)
      await promotionPage.waitForStatus(paydesk, '2 names are still to be typed.')
      expect(await promotionPage.button(paydesk).isDisabled()).toBe(true)
    }
    await promotionPage.nameField(paydesk, 'Fair office').fill(' Fair office ')
    await promotionPage.waitForStatus(paydesk, '1 name is still to be typed.')
    await paydesk.window.keyboard.press('Enter')
    expect(willing.requests.some(({ methodName }) => methodName === UPDATE)).toBe(false)
  })

  it('writes to those that take it, and touches nothing else, when one refuses', async () => {
    const before = await rowsOfAll()
    const mend = refusing.faults.onMethod(UPDATE, { kind: 'error', code: 'ACCESS_DENIED' })
    await promotionPage.nameField(paydesk, 'Harbour office').fill('Harbour office')
    await paydesk.window.keyboard.press('Enter')

    await paydesk.window.getByText('Pushed to 2 of 3 portals').waitFor()
    await expect.poll(() => focused(paydesk)).toContain('Pushed to 2 of 3 portals')
    expect(await promotionPage.standing(paydesk, 'Practice portal')).toContain('Pushed and verified')
    expect(await promotionPage.standing(paydesk, 'Fair office')).toContain('Pushed and verified')
    expect(await promotionPage.standing(paydesk, 'Harbour office')).toContain('Not pushed')
    expect(await promotionPage.row(paydesk, 'Harbour office').textContent()).toContain('denies changing this handler')

    const [practice = [], fair = [], harbour = []] = before
    expect(await rowsOfAll()).toEqual([
      withName(practice, 'Northbank cards'),
      withName(fair, 'Northbank cards'),
      harbour,
    ])
    mend()
  })

  it('tries only the one that failed again, by a plan that is confirmed anew', async () => {
    const [practice, fair, harbour = []] = await rowsOfAll()
    await paydesk.window.getByRole('button', { name: 'Try the failed one again' }).click()
    await promotionPage.waitForStatus(paydesk, '1 name is still to be typed.')
    await promotionPage.nameField(paydesk, 'Harbour office').fill('Harbour office')
    await promotionPage.button(paydesk).click()

    await paydesk.window.getByText('Pushed to 1 of 1 portal').waitFor()
    expect(await rowsOfAll()).toEqual([practice, fair, withName(harbour, 'Northbank cards')])
  })

  it('refuses a plan that is out of date for its portal alone, and begins no other once it is stopped', async () => {
    await paydesk.window.getByRole('button', { name: 'Back to the draft' }).click()
    await planForAll('Northbank cards', 'Northbank')
    await promotionPage.waitForStatus(paydesk, '2 names are still to be typed.')
    await promotionPage.nameField(paydesk, 'Fair office').fill('Fair office')
    await promotionPage.nameField(paydesk, 'Harbour office').fill('Harbour office')
    await fetch(`${willing.address}${UPDATE}?ID=1&FIELDS[SORT]=555`)
    const before = await rowsOfAll()
    willing.faults.onMethod('sale.paysystem.handler.list', { kind: 'delay', milliseconds: SLOW_MS }, { times: 1 })
    await promotionPage.button(paydesk).click()
    await promotionPage.waitForStatus(paydesk, '2 of 3: pushing to Fair office…')
    await paydesk.window.getByRole('button', { name: 'Stop after this one' }).click()

    await paydesk.window.getByText('Pushed to 1 of 3 portals').waitFor()
    expect(await promotionPage.row(paydesk, 'Fair office').textContent()).toContain('changed after the difference')
    expect(await promotionPage.standing(paydesk, 'Harbour office')).toContain('Not begun')
    const [practice = [], fair, harbour] = before
    expect(await rowsOfAll()).toEqual([withName(practice, 'Northbank'), fair, harbour])
  })

  /** Changes the draft and has a push planned for all three portals. */
  async function planForAll(found: string, wanted: string): Promise<void> {
    await draftPage.replaceInText(paydesk, found, wanted)
    await draftPage.waitUntilSaved(paydesk)
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await promotionPage.open(paydesk)
    await promotionPage.choose(paydesk, 'Fair office')
    await promotionPage.choose(paydesk, 'Harbour office')
  }

  /** All that the three portals hold of handlers, in the order of the portals. */
  async function rowsOfAll(): Promise<Row[][]> {
    const kept = await readFile(join(paydesk.dataFolder, 'practice-portal.json'), 'utf8')
    const { handlers } = JSON.parse(kept) as { handlers: Row[] }
    const others = [willing, refusing].map(({ state }) => JSON.stringify(state.current.handlers))
    return [handlers, ...others.map(text => JSON.parse(text) as Row[])]
  }
})

function withName(rows: readonly Row[], name: string): Row[] {
  return rows.map(row => (row.id === 1 ? { ...row, name } : row))
}
