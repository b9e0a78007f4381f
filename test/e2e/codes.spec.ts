import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPrinterQueue, type PrinterQueue } from '../support/printer-queue'
import { run, startPaydesk, type Paydesk } from './hosts/paydesk'
import { paymentsPage, portalsPage } from './pages/paydesk-pages'

const PAYMENT = 1063
const DOTS_PER_INCH = 300

describe('the code of a payment', () => {
  let portal: PracticePortal
  let printer: PrinterQueue
  let paydesk: Paydesk
  let folder: string
  let address: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-codes-'))
    portal = await startPracticePortal()
    printer = await startPrinterQueue()
    paydesk = await startPaydesk({ env: printer.environment })
    await portalsPage.add(paydesk, portal.address, 'Till')
    address = await shortLinkByCurl(PAYMENT)
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
  })

  afterAll(async () => {
    await paydesk.close()
    await printer.stop()
    await portal.close()
    await rm(folder, { recursive: true })
  })

  it('is saved as SVG that another reader decodes to the short link', async () => {
    const file = join(folder, 'code.svg')
    await paymentsPage.save(paydesk, 'SVG', file)
    const picture = join(folder, 'code-of-svg.png')
    await run('rsvg-convert', ['--dpi-x', '300', '--dpi-y', '300', '-o', picture, file])
    expect(await decoded(picture)).toBe(address)
  })

  it.each(['300 dpi', '600 dpi'])('is saved as PNG of %s that another reader decodes to the short link', async dpi => {
    await paydesk.window.getByRole('radio', { name: dpi }).click()
    const file = join(folder, `code ${dpi}.png`)
    await paymentsPage.save(paydesk, 'PNG', file)
    expect(await decoded(file)).toBe(address)
  })

  it('is saved as PDF that another reader decodes to the short link', async () => {
    const file = join(folder, 'code.pdf')
    await paymentsPage.save(paydesk, 'PDF', file)
    expect(await decodedPages(file)).toEqual([address])
  })

  it('is printed so that what comes out of the queue decodes to the short link', async () => {
    const { pdf, title } = await printer.printed(await paymentsPage.print(paydesk))
    await paydesk.window.getByText('Printed.', { exact: true }).waitFor()
    const file = join(folder, 'printed.pdf')
    await writeFile(file, pdf)
    expect(await decodedPages(file)).toEqual([address])
    expect(title).toBe(`Payment ${PAYMENT}`)
  })

  it('is copied as a picture and as a link', async () => {
    const { app, window } = paydesk
    await window.getByRole('button', { name: 'Copy link' }).click()
    await window.getByText('The short link is on the clipboard.').waitFor()
    expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe(address)
    await window.getByRole('button', { name: 'Copy image' }).click()
    await window.getByText('The image is on the clipboard.').waitFor()
    const copied = await app.evaluate(({ clipboard }) =>
      (clipboard as unknown as { readImage(): { toPNG(): Buffer } }).readImage().toPNG().toString('base64'),
    )
    const file = join(folder, 'copied.png')
    await writeFile(file, Buffer.from(copied, 'base64'))
    expect(await decoded(file)).toBe(address)
  })

  it('is drawn as its options say, which are judged where they are chosen', async () => {
    const options = paymentsPage.options(paydesk)
    const save = paydesk.window.getByRole('button', { name: 'Save SVG' })
    await options.getByLabel('Colour of the modules').fill('#c0c0c0')
    await options.getByText('The two colours are too close to each other').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await options.getByLabel('Colour of the modules').fill('#0b3d91')
    await options.getByLabel('Quiet zone in modules').fill('3')
    await options.getByRole('alert').getByText('From 4 to 20 modules.').waitFor()
    expect(await save.isDisabled()).toBe(true)
    await options.getByLabel('Quiet zone in modules').fill('6')
    await options.getByRole('radio', { name: '300 dpi' }).click()
    await options.getByRole('radio', { name: 'One module' }).click()
    await options.getByLabel('Module in mm').fill('0.2')
    await options.getByText('A module is 0.17 mm.').waitFor()
    await options.getByText('A module is 2 dots.').waitFor()
    await options.getByLabel('Module in mm').fill('0.5')
    await options.getByText('A module is').waitFor({ state: 'detached' })
    await options.getByRole('radio', { name: 'H', exact: true }).click()
    await paydesk.window.getByText(/^Error correction H, /).waitFor()
    const file = join(folder, 'blue.svg')
    await paymentsPage.save(paydesk, 'SVG', file)
    const svg = await readFile(file, 'utf8')
    expect(svg).toContain('fill="#0b3d91"')
    // 0.5 mm are 6 dots of 300 dpi, and six modules of them are white on each side.
    expect(svg).toContain('translate(36 36) scale(6)')
  })

  it('is made although the picture of the portal is damaged, and says so', async () => {
    portal.faults.set('damaged-qr', { paymentId: 1064, times: 1 })
    await paymentsPage.make(paydesk, 1064)
    await paymentsPage.waitForCode(paydesk, 1064)
    await paydesk.window.getByText('The portal’s own picture is damaged.').waitFor()
    const file = join(folder, 'code of 1064.png')
    await paymentsPage.save(paydesk, 'PNG', file)
    expect(await decoded(file)).toBe(await shortLinkByCurl(1064))
  })

  it.each([
    ['wrong-link', 'The portal gave a link of another payment'],
    ['short-link-elsewhere', 'The short link leads to another page'],
    ['unconfirmed-phone', 'phone number of its sales site is not confirmed'],
  ] as const)('is refused when the portal plays %s', async (fault, words) => {
    portal.faults.set(fault, { paymentId: 1065, times: 1 })
    await paymentsPage.make(paydesk, 1065)
    await paydesk.window.getByRole('alert').getByText(words).waitFor()
    expect(await paydesk.window.getByRole('button', { name: /^Save / }).count()).toBe(0)
  })

  it('says that a payment does not exist', async () => {
    await paymentsPage.make(paydesk, 999_999)
    await paydesk.window.getByText('The portal has no payment with this id.').waitFor()
  })

  it('leaves no half a file where the folder cannot be written', async () => {
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await paydesk.answerDialogs(join(folder, 'no such folder', 'code.svg'))
    await paydesk.window.getByRole('button', { name: 'Save SVG' }).click()
    await paydesk.window.getByText('The file could not be written (ENOENT).').waitFor()
  })

  async function decodedPages(pdf: string): Promise<string[]> {
    const start = join(folder, `page-${Math.random().toString(36).slice(2)}`)
    await run('pdftoppm', ['-r', String(DOTS_PER_INCH), '-png', pdf, start])
    const pages = (await run('sh', ['-c', `ls ${start}*.png`])).trim().split('\n')
    return Promise.all(pages.map(decoded))
  }

  async function shortLinkByCurl(paymentId: number): Promise<string> {
    const answer = await run('curl', [
      '-sf',
      `${portal.address}salescenter.payment.getPublicUrl`,
      '-d',
      `id=${paymentId}`,
    ])
    return (JSON.parse(answer) as { result: { payment: { shortUrl: string } } }).result.payment.shortUrl
  }
})

async function decoded(picture: string): Promise<string> {
  expect((await readFile(picture)).length).toBeGreaterThan(0)
  return (await run('zbarimg', ['--raw', '--oneshot', '-Sbinary', '-q', picture])).trim()
}
