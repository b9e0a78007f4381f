import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { withManyPayments } from '../support/many-payments'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { paymentListPage, paymentsPage, portalsPage } from './pages/paydesk-pages'

const MISSING = 999_999

describe('two hundred payments of a file', () => {
  let folder: string
  let portal: PracticePortal
  let paydesk: Paydesk
  let ids: number[]
  let isClosed = false

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-payments-'))
    portal = await startPracticePortal()
    ids = await withManyPayments(portal, 199)
    portal.faults.set('unconfirmed-phone', { paymentId: ids[20] ?? 0 })
    const rows = [...ids, MISSING].map((id, index) => `${String(index + 1)};${String(id)};Payer ${String(id)}`)
    await writeFile(join(folder, 'payments.csv'), ['No;Payment ID;Payer', ...rows, ''].join('\r\n'))
    paydesk = await startPaydesk({ dataFolder: join(folder, 'data') })
    await portalsPage.add(paydesk, portal.address, 'Till')
  })

  afterAll(async () => {
    await paydesk.close()
    if (!isClosed) await portal.close()
    await rm(folder, { recursive: true })
  })

  it('are in the list with the texts beside their ids', async () => {
    await paymentListPage.addFile(paydesk, join(folder, 'payments.csv'))
    await paydesk.window.getByText('200 payments were added.').waitFor()
    const row = paymentListPage.row(paydesk, ids[0] ?? 0)
    expect(await row.textContent()).toContain(`Payer ${String(ids[0])}`)
    expect(await row.textContent()).toContain('No link yet')
  })

  it('are linked, and those that fail say why', async () => {
    const { window } = paydesk
    await paymentListPage.fetch(paydesk)
    await window.getByText('198 links of 200 fetched. 2 failed: their reasons are in the list.').waitFor()
    await paymentListPage.show(paydesk, 'Failed')
    const failed = await paymentListPage.table(paydesk).locator('tbody tr').allTextContents()
    expect(failed).toHaveLength(2)
    expect(failed[0]).toContain('phone number of its sales site is not confirmed')
    expect(failed[1]).toContain('The portal has no payment with this id.')
    await paymentListPage.show(paydesk, 'Ready')
    await window.getByText('1–100 of 198').waitFor()
    const batches = portal.requests.filter(({ methodName }) => methodName === 'batch')
    expect(batches.length).toBeLessThan(10)
  })

  it('are retried when what failed them is mended', async () => {
    portal.faults.clear()
    await paydesk.window.getByRole('button', { name: 'Retry failed (2)' }).click()
    await paydesk.window.getByText('1 link of 2 fetched.').waitFor()
    await paymentListPage.show(paydesk, 'Failed')
    expect(await paymentListPage.table(paydesk).locator('tbody tr').count()).toBe(1)
  })

  it('are still there with no portal after a restart, each with a code', async () => {
    await paydesk.close()
    await portal.close()
    isClosed = true
    const files = await readdir(join(folder, 'data'))
    expect(files).toEqual(expect.arrayContaining(['payment-lists.json', 'payment-links.json']))
    const list = join(folder, 'data', 'payment-lists.json')
    expect((await stat(list)).mode & 0o777).toBe(0o600)
    expect(await readFile(list, 'utf8')).not.toMatch(/access=|\/~/)
    paydesk = await startPaydesk({ dataFolder: join(folder, 'data') })
    await portalsPage.chooseInRail(paydesk, 'Till')
    await paymentListPage.open(paydesk)
    await paymentListPage.show(paydesk, 'Kept')
    await paydesk.window.getByText('1–100 of 199').waitFor()
    const id = ids[1] ?? 0
    await paydesk.window.getByRole('button', { name: `Show the code of payment ${String(id)}` }).click()
    await paymentsPage.waitForCode(paydesk, id)
    await paydesk.window.getByText(/^Made of a kept link that was fetched today/).waitFor()
  })
})
