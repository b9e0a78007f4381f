import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { readCells } from '../support/label-cells'
import { png } from '../support/pictures'
import { placesOf } from '../support/page-colours'
import { withManyPayments } from '../support/many-payments'
import { sheetXml, workbookOf } from '../support/workbook'
import { startPrinterQueue, type PrinterQueue } from '../support/printer-queue'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { goTo, labelsPage, paymentListPage, paymentsPage, portalsPage } from './pages/paydesk-pages'

const MISSING = 999_999
/** Avery L7160, as it is sold. */
const L7160 = { columns: 3, rows: 7, left: 7.21, top: 15.15, width: 63.5, height: 38.1, pitchX: 66.04, pitchY: 38.1 }
const PER_PAGE = L7160.columns * L7160.rows
const START_AT = 5
const MANY = 5_000
const CODE_MM = 20
const REDDISH = { red: 200, green: 30, blue: 30 }

describe('two hundred payments of a file', () => {
  let folder: string
  let portal: PracticePortal
  let printer: PrinterQueue
  let paydesk: Paydesk
  let ids: number[]
  /** The short links by payment, as the portal gives them to anybody who asks it. */
  let addresses: ReadonlyMap<number, string>
  let isClosed = false

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-payments-'))
    portal = await startPracticePortal()
    printer = await startPrinterQueue()
    ids = await withManyPayments(portal, 199)
    addresses = new Map(await Promise.all(ids.map(async id => [id, await shortLinkOf(id)] as const)))
    portal.faults.set('unconfirmed-phone', { paymentId: ids[20] ?? 0 })
    const rows = [...ids, MISSING].map((id, index) => `${String(index + 1)};${String(id)};Payer ${String(id)}`)
    await writeFile(join(folder, 'payments.csv'), ['No;Payment ID;Payer', ...rows, ''].join('\r\n'))
    paydesk = await startPaydesk({ dataFolder: join(folder, 'data'), env: printer.environment })
    await portalsPage.add(paydesk, portal.address, 'Till')
  })

  afterAll(async () => {
    await paydesk.close()
    await printer.stop()
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

  it('become a sheet of labels, every one of which is read back by other programs, saved and printed', async () => {
    const { window } = paydesk
    await paymentListPage.show(paydesk, 'Any link')
    await labelsPage.open(paydesk)
    await window.getByText('198 payments get a label each, in the order of the list.').waitFor()
    await window.getByText(`2 payments have no link and get no label: ${String(ids[20])}, ${MISSING}.`).waitFor()
    await labelsPage.chooseStock(paydesk, 'L7160')
    await labelsPage.startAt(paydesk, START_AT)
    await labelsPage.make(paydesk, 198)
    await labelsPage.waitForPage(paydesk, 1, 10)
    await labelsPage.save(paydesk, join(folder, 'labels.pdf'))
    const { pdf } = await printer.printed(await labelsPage.print(paydesk))
    const labelled = ids.filter(id => id !== ids[20])
    expect(await readCells(pdf, L7160)).toEqual(cellsOf(labelled))
  })

  it('can be left while twenty labels of each are made, and are made once each right after', async () => {
    const { window } = paydesk
    const labelsOfEach = window.getByRole('spinbutton', { name: 'Labels of each payment' })
    await labelsOfEach.fill('20')
    const makeMany = window.getByRole('button', { name: 'Make 3,960 labels anew' })
    await makeMany.click()
    const leave = window.getByRole('button', { name: 'Cancel', exact: true })
    await window.getByText(/^(Drawing|Laying out|Reading back)/).waitFor()
    await leave.click()
    expect(await leave.count()).toBe(0)
    expect(await makeMany.getAttribute('aria-disabled')).toBeNull()
    expect(await labelsOfEach.inputValue()).toBe('20')
    expect(await window.getByRole('alert').count()).toBe(0)
    await labelsOfEach.fill('1')
    await labelsPage.startAt(paydesk, START_AT + 1)
    await labelsPage.make(paydesk, 198)
    await labelsPage.startAt(paydesk, START_AT)
    await window.getByRole('button', { name: 'Back to the payments' }).click()
  })

  it('are retried when what failed them is mended', async () => {
    portal.faults.clear()
    await paydesk.window.getByRole('button', { name: 'Retry failed (2)' }).click()
    await paydesk.window.getByText('1 link of 2 fetched.').waitFor()
    await paymentListPage.show(paydesk, 'Failed')
    expect(await paymentListPage.table(paydesk).locator('tbody tr').count()).toBe(1)
  })

  describe('three of which', () => {
    const three = (): number[] => ids.slice(0, 3)

    it('get no labels where the printer is corrected over the edge of the page, until it is set back', async () => {
      const { window } = paydesk
      await paymentListPage.show(paydesk, 'Ready')
      await paymentListPage.select(paydesk, three())
      await labelsPage.open(paydesk)
      await labelsPage.waitForVerified(paydesk, 3)
      await labelsPage.correct(paydesk, 10)
      await window.getByText('1 of 3 codes not verified. Nothing can be saved or printed.').waitFor()
      // With the first label to use the fifth of three columns, the third of them is the first of its row.
      await window.getByText(`The code of payment ${String(ids[2])} is not whole on its page.`).waitFor()
      await labelsPage.waitForPage(paydesk, 1, 1)
      const [sheet, cell] = await Promise.all([
        window.locator('.view > .page').boundingBox(),
        labelsPage.failed(paydesk).boundingBox(),
      ])
      const pixelsPerMm = (sheet?.width ?? 0) / 210
      expect((cell?.y ?? 0) - (sheet?.y ?? 0)).toBeGreaterThan((L7160.top + 2 * L7160.pitchY) * pixelsPerMm)
      expect((cell?.x ?? 0) + (cell?.width ?? 0)).toBeLessThan((sheet?.x ?? 0) + L7160.width * pixelsPerMm)
      for (const name of ['Save PDF…', 'Print']) {
        const button = window.getByRole('button', { name, exact: true })
        expect([name, await button.getAttribute('aria-disabled')]).toEqual([name, 'true'])
      }
      expect(await window.getByText('Make the code larger').count()).toBe(0)
      await window.getByText('Not every code was verified.').first().waitFor()
      await window.getByRole('button', { name: 'Correct nothing' }).click()
      await labelsPage.waitForVerified(paydesk, 3)
    })

    it('keep their design where a file is no logo, and get a logo beside the code from one that is', async () => {
      const { window } = paydesk
      const [broken, picture] = [join(folder, 'broken.png'), join(folder, 'logo.png')]
      await writeFile(broken, png(400, 200).subarray(0, -30))
      await writeFile(picture, png(400, 200))
      await labelsPage.chooseLogo(paydesk, broken)
      await window.getByText('This picture is damaged, or only a part of it is there.').waitFor()
      await labelsPage.waitForVerified(paydesk, 3)
      await labelsPage.chooseLogo(paydesk, picture)
      await labelsPage.logo(paydesk).waitFor()
      await labelsPage.waitForVerified(paydesk, 3)
      expect(await window.getByText('This picture is damaged').count()).toBe(0)
      await labelsPage.waitForPage(paydesk, 1, 1)
      expect(await labelsPage.hasOnPage(paydesk, REDDISH)).toBe(true)
      const file = join(folder, 'with-logo.pdf')
      await labelsPage.save(paydesk, file)
      const pdf = await readFile(file)
      expect((await readCells(pdf, L7160)).flat().filter(code => code !== '')).toEqual(
        three().map(id => addresses.get(id)),
      )
      const red = await placesOf(pdf, REDDISH)
      const columns = new Set(red.map(({ xMm }) => Math.floor((xMm - L7160.left) / L7160.pitchX)))
      expect(columns).toEqual(new Set([0, 1, 2]))
      for (const { xMm } of red) expect((xMm - L7160.left) % L7160.pitchX).toBeGreaterThan(CODE_MM)
    })

    it('lose the logo and how the code is drawn, and get them back, by keys', async () => {
      const { window } = paydesk
      await window.getByRole('button', { name: 'Remove the logo' }).click()
      await labelsPage.logo(paydesk).waitFor({ state: 'detached' })
      const options = paymentsPage.options(paydesk)
      await options.getByRole('radio', { name: 'H', exact: true }).click()
      await options.getByRole('textbox', { name: 'Quiet zone in modules' }).fill('6')
      for (const expected of [
        ['4', true, false],
        ['4', false, false],
        ['4', false, true],
      ] as const) {
        await window.keyboard.press('ControlOrMeta+Z')
        const quietZone = await options.getByRole('textbox', { name: 'Quiet zone in modules' }).inputValue()
        const isH = await options.getByRole('radio', { name: 'H', exact: true }).isChecked()
        expect([quietZone, isH, (await labelsPage.logo(paydesk).count()) === 1]).toEqual(expected)
      }
      await labelsPage.waitForVerified(paydesk, 3)
      await window.keyboard.press('ControlOrMeta+Z')
      await labelsPage.logo(paydesk).waitFor({ state: 'detached' })
      await window.getByRole('button', { name: 'Redo' }).click()
      await labelsPage.logo(paydesk).waitFor()
      await window.getByRole('button', { name: 'Remove the logo' }).click()
      await labelsPage.waitForVerified(paydesk, 3)
      await window.getByRole('button', { name: 'Back to the payments' }).click()
    })
  })

  it('are marked as paid and unpaid on the portal, once each, also where an answer is lost', async () => {
    const { window } = paydesk
    const [one = 0, other = 0] = ids
    await paymentListPage.show(paydesk, 'Ready')
    for (const id of [one, other]) await window.getByRole('checkbox', { name: `Select payment ${String(id)}` }).click()
    await window.getByRole('button', { name: 'Mark as paid…' }).click()
    const panel = window.getByRole('region', { name: 'Mark as paid on Till' })
    await panel.getByRole('table').waitFor()
    const planned = await panel.getByRole('table').locator('tbody tr').allTextContents()
    expect(planned).toHaveLength(2)
    expect(planned[0]).toMatch(/10 EUR.*Not paid → paid/)
    portal.faults.onMethod('crm.item.payment.pay', { kind: 'cut-after' }, { times: 1 })
    await panel.getByRole('textbox', { name: 'Name of the production portal' }).fill('Till')
    await panel.getByRole('button', { name: 'Mark 2 payments as paid on Till' }).click()
    await goTo(paydesk, 'Journal')
    await paymentListPage.open(paydesk)
    const course = window.getByRole('region', { name: 'What came of marking payments as paid on Till' })
    await course.getByText('2 payments were changed and read back.').waitFor()
    await course.getByText(`Payment ${String(one)}: changed. The portal’s answer was lost`).waitFor()
    await paymentListPage.show(paydesk, 'Ready')
    expect(await paymentListPage.row(paydesk, other).textContent()).toContain('Paid')
    expect(paidOnPortal()).toEqual([one, other])
    expect(portal.requests.filter(({ methodName }) => methodName === 'crm.item.payment.pay')).toHaveLength(2)
    await course.getByRole('button', { name: 'Close' }).click()

    for (const id of [one, other]) await window.getByRole('checkbox', { name: `Select payment ${String(id)}` }).click()
    await window.getByRole('button', { name: 'Mark as unpaid…' }).click()
    await window.getByRole('textbox', { name: 'Name of the production portal' }).fill('Till')
    await window.getByRole('button', { name: 'Mark 2 payments as unpaid on Till' }).click()
    await window.getByText('2 payments were changed and read back.').waitFor()
    expect(paidOnPortal()).toEqual([])
    await window.getByRole('button', { name: 'Close' }).click()
    await window.getByRole('button', { name: 'Clear the selection' }).click()
  })

  function paidOnPortal(): number[] {
    return portal.state.current.payments.filter(({ id, isPaid }) => isPaid && ids.includes(id)).map(({ id }) => id)
  }

  it('are still there with no portal after a restart, each with a code', async () => {
    await paydesk.close()
    await portal.close()
    isClosed = true
    const files = await readdir(join(folder, 'data'))
    expect(files).toEqual(expect.arrayContaining(['payment-lists.json', 'payment-links.json']))
    const list = join(folder, 'data', 'payment-lists.json')
    expect((await stat(list)).mode & 0o777).toBe(0o600)
    expect(await readFile(list, 'utf8')).not.toMatch(/access=|\/~/)
    paydesk = await startPaydesk({ dataFolder: join(folder, 'data'), env: printer.environment })
    await portalsPage.chooseInRail(paydesk, 'Till')
    await paymentListPage.open(paydesk)
    await paymentListPage.show(paydesk, 'Kept')
    await paydesk.window.getByText('1–100 of 199').waitFor()
    const id = ids[1] ?? 0
    await paydesk.window.getByRole('button', { name: `Show the code of payment ${String(id)}` }).click()
    await paymentsPage.waitForCode(paydesk, id)
    await paydesk.window.getByText(/^Made of a kept link that was fetched today/).waitFor()
  })

  it('become the same labels with no portal, as they were set up last', async () => {
    await labelsPage.open(paydesk)
    await labelsPage.make(paydesk, 199)
    const file = join(folder, 'labels-offline.pdf')
    await labelsPage.save(paydesk, file)
    expect(await readCells(await readFile(file), L7160)).toEqual(cellsOf(ids))
  })

  it('are joined by five thousand of a sheet of a workbook, and by as many that are pasted', async () => {
    const { window } = paydesk
    const row = (id: number) => [{ text: `Payer ${String(id)}` }, { number: String(id) }]
    const numbers = (first: number): number[] => Array.from({ length: MANY }, (_, index) => first + index)
    const sheets = [
      { name: 'Cover', rows: '' },
      { name: 'May', rows: sheetXml([[{ text: 'Payer' }, { text: 'Payment ID' }], row(1)]) },
      { name: 'June', rows: sheetXml([[{ text: 'Payer' }, { text: 'Payment ID' }], ...numbers(100_001).map(row)]) },
    ]
    await writeFile(join(folder, 'payments.xlsx'), workbookOf(sheets))
    await window.getByRole('button', { name: 'Back to the payments' }).click()
    await paymentListPage.show(paydesk, 'Any link')
    await paymentListPage.chooseFile(paydesk, join(folder, 'payments.xlsx'))
    await paymentListPage.chooseSheet(paydesk, 'June')
    await window.getByText('payments.xlsx: 5,001 rows.').waitFor()
    await window.getByRole('button', { name: 'Add to the list' }).click()
    await window.getByText('5,000 payments were added.').waitFor()
    await window.getByRole('radio', { name: 'Ids' }).click()
    await window.getByRole('textbox', { name: 'Ids and ranges' }).click()
    await paydesk.paste(numbers(200_001).slice(0, -200).join('\n'))
    await window.keyboard.press('Enter')
    await window.getByText('4,800 payments were added.').waitFor()
    await paymentListPage.sortBy(paydesk, 'Payment')
    await paymentListPage.row(paydesk, 204_800).waitFor()
    await window.getByRole('checkbox', { name: 'Select all payments in the list' }).click()
    await window.getByText('10,000 payments are selected').waitFor()
    await window.getByRole('searchbox', { name: 'Search the list' }).fill('Payer 104999')
    await paymentListPage.row(paydesk, 104_999).waitFor()
  })

  async function shortLinkOf(paymentId: number): Promise<string> {
    const answer = await fetch(`${portal.address}salescenter.payment.getPublicUrl?id=${paymentId}`)
    return ((await answer.json()) as { result: { payment: { shortUrl: string } } }).result.payment.shortUrl
  }

  /** What each cell of the sheet must hold, page by page. */
  function cellsOf(labelled: readonly number[]): string[][] {
    const cells = [...Array<string>(START_AT - 1).fill(''), ...labelled.map(id => addresses.get(id) ?? 'no address')]
    const pageCount = Math.ceil(cells.length / PER_PAGE)
    cells.push(...Array<string>(pageCount * PER_PAGE - cells.length).fill(''))
    return Array.from({ length: pageCount }, (_, page) => cells.slice(page * PER_PAGE, (page + 1) * PER_PAGE))
  }
})
