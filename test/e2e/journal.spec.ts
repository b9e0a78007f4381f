import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { Locator } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { printLine } from '../../electron/common/journal/journal-line'
import type { HandlerId } from '../../electron/common/handlers/handlers.contract'
import type { PortalId } from '../../electron/common/portals/portals.contract'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { filesHolding, holds } from '../support/canary'
import { pushEntry } from '../support/journal-entries'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, journalPage, paymentsPage, portalsPage, pushPage } from './pages/paydesk-pages'

const FILE = resolve(import.meta.dirname, '../support/winter-fair-update.json')
const PAYMENT = 1063
const BACKUP = 'handler-1 2031-05-04T10-00-00.000Z 1a2b.json'

describe('the journal', () => {
  let portal: PracticePortal
  let paydesk: Paydesk
  let dataFolder: string
  let secret: string
  let portalId: PortalId

  beforeAll(async () => {
    dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    portal = await startPracticePortal()
    secret = /\/rest\/\d+\/([^/]+)\//.exec(portal.address)?.[1] ?? ''
    await mkdir(join(dataFolder, 'journal'))
    const push = pushEntry({
      id: 'earlier',
      name: 'Earlier till',
      backup: 'handler-3 x.json',
      handlerId: '3' as HandlerId,
    })
    await writeFile(join(dataFolder, 'journal/pushes-2031-05-04-1.jsonl'), printLine(push) + '{"version":1,"kind":"pu')
    paydesk = await startPaydesk({ dataFolder })
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
    await rm(dataFolder, { recursive: true })
  })

  const rows = (): Locator => journalPage.rows(paydesk)
  const row = (what: string): Locator => journalPage.row(paydesk, what)
  const open = (what: string): Promise<Locator> => journalPage.open(paydesk, what)
  const clipboard = (): Promise<string> => paydesk.app.evaluate(({ clipboard: board }) => board.readText())

  it('has what was done before the last start, and says that a record was torn', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Journal')
    await window.getByText('1 record in the files could not be read').waitFor()
    expect(await row('Change Earlier till').textContent()).toContain('Done')
    const details = await open('Change Earlier till')
    await details.getByText('handler-3 x.json').waitFor()
    await details.getByText('This portal is not in the list any more').waitFor()
    expect(await details.getByRole('button', { name: 'Roll back' }).count()).toBe(0)
  })

  it('notes each call while it is looked at', async () => {
    const { window } = paydesk
    await portalsPage.add(paydesk, portal.address, 'Fair office')
    await portalsPage.checkConnection(paydesk)
    await window.getByText('Connected as').first().waitFor()
    await goTo(paydesk, 'Journal')
    await row('batch').or(row('profile')).first().waitFor()
    const before = await rows().count()
    await goTo(paydesk, 'Handlers')
    await window.getByRole('table', { name: 'Handlers' }).waitFor()
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await goTo(paydesk, 'Journal')
    await row('salescenter.payment.getPublicUrl').waitFor()
    const then = await rows().count()
    expect(then).toBeGreaterThan(before)
    await window.evaluate(async () => {
      interface Bridge {
        portals: { list: () => Promise<{ value: { currentId: string } }>; check: (id: string) => Promise<unknown> }
      }
      const { portals } = (window as unknown as { bridge: Bridge }).bridge
      await portals.check((await portals.list()).value.currentId)
    })
    // The window is told at most once a second.
    await expect.poll(() => rows().count(), { timeout: 5_000 }).toBeGreaterThan(then)
  })

  it('shows what was sent and what came, or why not', async () => {
    const link = await open('salescenter.payment.getPublicUrl')
    await link.getByText(`"id": ${PAYMENT}`).waitFor()
    await link.getByText('Not kept, because its links open payments.').waitFor()
    const list = await open('sale.paysystem.handler.list')
    await list.getByText('Only the first').or(list.getByText('"NAME"')).first().waitFor()
  })

  it('copies a call as a command with a placeholder', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'Copy as curl' }).first().click()
    await window.getByText(/^The command is on the clipboard/).waitFor()
    expect(await clipboard()).toContain("'https://PORTAL/rest/USER_ID/WEBHOOK_CODE/")
  })

  it('has a push, and the call that it made', async () => {
    const { window } = paydesk
    await draftsPage.openFile(paydesk, FILE)
    await draftPage.waitUntilSaved(paydesk)
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await pushPage.confirm(paydesk)
    await goTo(paydesk, 'Journal')
    const call = await open('sale.paysystem.handler.update')
    await call.getByText('"winter_fair_form"').waitFor()
    await call.getByText('"ID"').waitFor()
    const push = await open('Change Winter fair cards')
    await push.getByText('has exactly what was pushed').waitFor()
    await push.getByText(/^handler-3 .*\.json$/).waitFor()
    await push.getByRole('button', { name: /^Roll back on production/ }).waitFor()
    await push.getByRole('link', { name: /^Open the draft/ }).click()
    await window.getByRole('heading', { name: 'Winter fair cards', level: 1 }).waitFor()
    await goTo(paydesk, 'Journal')
  })

  it('finds by words and choices, from the keyboard', async () => {
    const { window } = paydesk
    await window.getByRole('searchbox', { name: 'Search the journal' }).fill('WINTER_fair_form')
    await expect.poll(() => rows().count()).toBeLessThan(6)
    await row('sale.paysystem.handler.update').waitFor()
    await window.getByRole('searchbox').fill('no such thing')
    await window.getByRole('heading', { name: 'No entry fits' }).waitFor()
    await window.getByRole('button', { name: 'Show all entries' }).click()
    await journalPage.choose(paydesk, 'Kind', 'Push')
    await row('Change Earlier till').waitFor()
    expect(await row('sale.paysystem.handler.update').count()).toBe(0)
    await journalPage.choose(paydesk, 'Kind', 'Calls and pushes')
    const button = row('sale.paysystem.handler.update').getByRole('button')
    await button.focus()
    const wasOpen = (await button.getAttribute('aria-expanded')) === 'true'
    await window.keyboard.press('Enter')
    await expect.poll(() => button.getAttribute('aria-expanded')).toBe(String(!wasOpen))
  })

  it.each(['json', 'csv'] as const)('is exported as %s', async form => {
    const { window } = paydesk
    const file = join(dataFolder, `export.${form}`)
    await paydesk.answerDialogs(file)
    await window.getByRole('button', { name: 'Export…' }).click()
    await window.getByRole('menuitem', { name: form === 'json' ? 'As JSON' : 'As a CSV table' }).click()
    await window.getByText(`exported as export.${form}`).waitFor()
    const content = await readFile(file, 'utf8')
    expect(content).toContain('sale.paysystem.handler.update')
    expect(content).toContain('Earlier till')
  })

  it('is there after a restart, with no secret in any file', async () => {
    const access = /access=([0-9a-f]{32})/.exec(
      await (await fetch(`${portal.address}salescenter.payment.getPublicUrl?id=${PAYMENT}`)).text(),
    )?.[1]
    await paydesk.close()
    expect(await filesHolding(dataFolder, secret)).toEqual([])
    const holding = await filesHolding(dataFolder, access ?? 'none')
    expect(holding.map(path => path.slice(dataFolder.length + 1))).toEqual(['payment-links.json'])
    await notePushes()
    paydesk = await startPaydesk({ dataFolder })
    await goTo(paydesk, 'Journal')
    await row('sale.paysystem.handler.update').waitFor()
    await row('Change Earlier till').waitFor()
    expect(holds(await paydesk.window.content(), secret)).toBe(false)
  })

  it('leads to the way back of a push', async () => {
    const { window } = paydesk
    await portalsPage.chooseInRail(paydesk, 'Practice portal')
    await (await open('Add Harbour till')).getByRole('button', { name: /^Delete on production: Fair office/ }).click()
    await window.getByRole('heading', { name: 'Handlers', level: 1 }).waitFor()
    await window.getByRole('combobox', { name: 'Current portal: Fair office' }).waitFor()
    await window
      .getByRole('button', { name: /^Delete/ })
      .or(window.getByText('uses this handler'))
      .first()
      .waitFor()
    await goTo(paydesk, 'Journal')
    const changed = await open('Change Fair till')
    await changed.getByText('has exactly what was pushed').waitFor()
    await changed.getByRole('button', { name: 'Roll back on production: Fair office…' }).waitFor()
  })

  /** Pushes to the portal of this run, as an earlier run would have left them. */
  async function notePushes(): Promise<void> {
    const { portals } = JSON.parse(await readFile(join(dataFolder, 'portals.json'), 'utf8')) as {
      portals: { id: string; title: string }[]
    }
    portalId = portals.find(({ title }) => title === 'Fair office')?.id as PortalId
    const handlerId = '1' as HandlerId
    const common = { portalId, portalTitle: 'Fair office', handlerId, at: new Date().toISOString() }
    const added = pushEntry({ ...common, id: 'added', action: 'add', name: 'Harbour till' })
    const changed = pushEntry({ ...common, id: 'changed', name: 'Fair till', backup: BACKUP })
    await appendFile(
      join(dataFolder, 'journal/pushes-2031-05-04-1.jsonl'),
      `\n${printLine(added)}${printLine({ ...changed, outcome: 'undecided' })}${printLine(changed)}`,
    )
  }
})
