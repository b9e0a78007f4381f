import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../../electron/practice-portal/server'
import { startPrinterQueue, type PrinterQueue } from '../../support/printer-queue'
import { sheetXml, workbookOf } from '../../support/workbook'
import { startPaydesk, type Paydesk } from '../hosts/paydesk'
import {
  comparePage,
  draftPage,
  draftsPage,
  goTo,
  journalPage,
  openDrafts,
  labelsPage,
  paymentListPage,
  paymentsPage,
  portalsPage,
  practicePanel,
  previewPanel,
  promotionPage,
  pushPage,
  textEditor,
} from '../pages/paydesk-pages'

const PAYMENT = 1063
const PORTAL = 'Лавка «Северное сияние» и сыновья, Архангельск'
/** Longer than pictures take; what is late is not waited for. */
const LATE_MS = 30_000
const WIDE = { width: 1280, height: 820 }
const NARROW = { width: 680, height: 820 }
const FILE = resolve(import.meta.dirname, '../../support/winter-fair-update.json')

/** A line as people send it: braces lost, a webhook in it, keys in the wrong case and unknown ones. */
const BROKEN_CURL = `curl -X POST -H "Content-Type: application/json" \\
  -d '{"NAME":"Касса «Северное сияние»","CODE":"aurora_till","SORT":100,"SETTINGS":{"SHELF":"4b","CURRENCY":["RUB"],"CLIENT_TYPE":"b2c","FORM_DATA":{"ACTION_URI":"https://pay.aurora.example/start","method":"POST","FIELDS":{"order":{"CODE":"ORDER_ID"},"payment":{"CODE":"PAYMENT_ID"},"sum":{"CODE":"TOTAL"}},"CODES":{"ORDER_ID":{"NAME":"Номер заказа","SORT":100,"GROUP":"GENERAL_SETTINGS"},"PAYMENT_ID":{"NAME":"Номер оплаты","SORT":200,"DEFAULT":{"PROVIDER_KEY":"PAYMENT","PROVIDER_VALUE":"ID"}}}' \\
  https://shop.aurora.example/rest/7/k3y0ftheshop9x/sale.paysystem.handler.add.json`

const MANY_CODES = join(tmpdir(), `paydesk-many-codes-${process.pid}.json`)

/** As large as they come: a long name, two ways to pay, twenty-one fields and forty codes. */
function handlerOfManyCodes(): string {
  const numbers = Array.from({ length: 40 }, (_, index) => index + 1)
  const codes = numbers.map(number => {
    const isLong = number % 7 === 0
    const name = isLong ? 'Параметр, который администратор портала увидит в настройках платёжной системы' : 'Параметр'
    const provider = { PROVIDER_KEY: 'PAYMENT', PROVIDER_VALUE: number % 6 === 0 ? 'SUMM' : 'SUM' }
    const list = { TYPE: 'ENUM', OPTIONS: { TEST: 'Проверка', LIVE: 'Работа' } }
    const code = {
      NAME: `${name} ${number}`,
      SORT: number * 100,
      ...(number % 3 === 0 ? { GROUP: 'PAYMENT', DEFAULT: provider } : {}),
      ...(number % 5 === 0 ? { INPUT: list } : {}),
    }
    return [`MERCHANT_PARAMETER_${number}`, code] as const
  })
  const fields = numbers
    .filter(number => number % 2 === 1)
    .map(number => [`parameter${number}`, { CODE: `MERCHANT_PARAMETER_${number}` }] as const)
  const phone = { CODE: { NAME: 'Телефон покупателя', INPUT: { TYPE: 'STRING' } }, VISIBLE: 'Y' }
  const settings = {
    CURRENCY: ['RUB', 'EUR'],
    CLIENT_TYPE: 'B2C',
    FORM_DATA: {
      ACTION_URI: 'http://pay.aurora.example/start',
      METHOD: 'POST',
      FIELDS: { ...Object.fromEntries(fields), phone },
    },
    CHECKOUT_DATA: { ACTION_URI: 'https://pay.aurora.example/start', PARAMS: { stall: 'MERCHANT_PARAMETER_1' } },
    CODES: Object.fromEntries(codes),
  }
  const name = 'Платёжный обработчик «Северное сияние и сыновья» для приёма оплат в Архангельской области'
  return JSON.stringify({ NAME: name, CODE: 'aurora', SORT: 100, SHELF: { place: '4b' }, SETTINGS: settings }, null, 2)
}

const LONG_NAME = 'Идентификатор торговой точки, выданный платёжной службой «Северное сияние» при заключении договора'

/** A handler as large shops have them: forty codes with long names, one of them filled from a provider that is none. */
function fortyCodes(): string {
  const codes: Record<string, unknown> = {
    SHOP_ID: { NAME: LONG_NAME, DESCRIPTION: 'Из договора', SORT: '100', GROUP: 'CONNECT_SETTINGS_AURORA' },
    PAYMENT_ID: { NAME: 'Номер оплаты', SORT: '200', DEFAULT: { PROVIDER_KEY: 'PAYMNT', PROVIDER_VALUE: 'ID' } },
    MODE: {
      NAME: 'Режим',
      SORT: '300',
      INPUT: { TYPE: 'ENUM', OPTIONS: { TEST: 'Проверка', LIVE: 'Настоящие оплаты' } },
    },
  }
  for (let number = 4; number <= 40; number++) {
    codes[`FIELD_${String(number)}`] = { NAME: `Дополнительное поле ${String(number)}`, SORT: String(number * 100) }
  }
  const fields = {
    shop: { CODE: 'SHOP_ID' },
    payment: { CODE: 'PAYMENT_ID', VISIBLE: 'N' },
    note: { CODE: { NAME: 'Что передать курьеру?', INPUT: { TYPE: 'STRING' } } },
  }
  const settings = { FORM_DATA: { ACTION_URI: 'https://pay.aurora.example/', METHOD: 'POST', FIELDS: fields } }
  const handler = { NAME: 'Касса', CODE: 'aurora_forty', SORT: '100', SETTINGS: { ...settings, CODES: codes } }
  return JSON.stringify(handler, null, 2)
}

/** One file that holds one code: what payment it is for, and the address it must decode to. */
interface TourCode {
  readonly file: string
  readonly payment: number
  readonly address: string
}

describe('the main job', () => {
  const folder = resolve(process.env['PAYDESK_TOUR_DIR'] ?? 'out/tour')
  const codes: TourCode[] = []
  let portal: PracticePortal
  let printer: PrinterQueue
  let paydesk: Paydesk
  let pictures = 0

  beforeAll(async () => {
    await mkdir(folder, { recursive: true })
    portal = await startPracticePortal()
    printer = await startPrinterQueue()
    paydesk = await startPaydesk({ size: WIDE, env: printer.environment })
  })

  afterAll(async () => {
    await writeFile(join(folder, 'tour.json'), `${JSON.stringify({ codes }, null, 2)}\n`)
    await paydesk.close()
    await printer.stop()
    await portal.close()
  })

  it('begins with no drafts', async () => {
    await picture('drafts-empty')
  })

  it('makes a draft of answers', async () => {
    const { window } = paydesk
    await window.getByRole('button', { name: 'From a template…' }).first().click()
    await window
      .getByRole('textbox', { name: 'What is the payment service called?' })
      .fill('Касса «Северное сияние» и сыновья, Архангельск')
    await picture('template')
    await goTo(paydesk, 'Drafts')
  })

  it('connects a portal', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Portals')
    await window.getByRole('button', { name: 'Add portal' }).click()
    await window.getByLabel('Webhook address').focus()
    await paydesk.paste('the webhook is missing here')
    await picture('portal-not-found-in-text')
    await window.getByRole('button', { name: 'Cancel' }).click()
    await portalsPage.add(paydesk, `curl -X POST ${portal.address}profile.json`, PORTAL)
    await portalsPage.checkConnection(paydesk)
    await window.getByText('Connected as').waitFor()
    await picture('portals')
  })

  it.each([
    ['Name and colour', 'portal-name-and-colour'],
    ['Replace credential', 'portal-replace-credential'],
    ['Remove', 'portal-remove'],
  ] as const)('opens “%s” of a portal', async (part, name) => {
    const { window } = paydesk
    await portalsPage.open(paydesk, part)
    await window.getByRole('button', { name: 'Cancel' }).scrollIntoViewIfNeeded()
    await picture(name)
    await window.getByRole('button', { name: 'Cancel' }).click()
  })

  it('lets the practice portal go wrong', async () => {
    const { window } = paydesk
    await practicePanel.open(paydesk)
    await window.getByRole('button', { name: 'Clear' }).click()
    await window.getByText('Nothing was received yet').scrollIntoViewIfNeeded()
    await picture('practice-portal-nothing-received')
    await practicePanel.choose(paydesk, 'Fault', 'Late answer')
    await practicePanel.arm(paydesk)
    await practicePanel.choose(paydesk, 'Fault', 'System error')
    await practicePanel.choose(paydesk, 'Error', 'OVERLOAD_LIMIT (401)')
    await practicePanel.choose(paydesk, 'How often', 'For ten minutes')
    await practicePanel.arm(paydesk)
    await window.getByRole('button', { name: 'Stop all' }).scrollIntoViewIfNeeded()
    await picture('practice-portal-faults')
    await window.getByRole('button', { name: 'Stop all' }).click()
    await portalsPage.checkConnection(paydesk)
    await practicePanel.row(paydesk, 'batch').scrollIntoViewIfNeeded()
    await picture('practice-portal-requests')
    await window.getByRole('button', { name: 'Faults and limits' }).click()
  })

  it('lists the handlers and opens one as a draft', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Handlers')
    await window.getByRole('table', { name: 'Handlers' }).waitFor()
    await picture('handlers')
    await window
      .getByRole('button', { name: /^Open as draft: / })
      .first()
      .click()
    await textEditor(paydesk).waitFor()
    await picture('draft-of-a-handler')
  })

  it('edits a draft from a file as text and as a tree', async () => {
    const { window } = paydesk
    await draftsPage.openFile(paydesk, FILE)
    await picture('draft-text')
    await draftPage.show(paydesk, 'Tree')
    await window.getByRole('region', { name: 'Tree of the draft' }).waitFor()
    await picture('draft-tree')
    await draftPage.show(paydesk, 'Text')
    await textEditor(paydesk).click()
    await window.keyboard.press('ControlOrMeta+End')
    await window.keyboard.type('}')
    await window.getByRole('button', { name: /^Go to line/ }).waitFor()
    await picture('draft-not-json')
    await draftPage.show(paydesk, 'Tree')
    await picture('draft-tree-closed')
    await draftPage.show(paydesk, 'Text')
    await textEditor(paydesk).click()
    await window.keyboard.press('ControlOrMeta+Z')
    await draftPage.waitUntilSaved(paydesk)
    await goTo(paydesk, 'Drafts')
    await picture('drafts')
    await window.getByRole('link', { name: 'Winter fair cards' }).click()
    await textEditor(paydesk).waitFor()
  })

  it('edits a draft as a form', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Drafts')
    await writeFile(MANY_CODES, handlerOfManyCodes())
    await draftsPage.openFile(paydesk, MANY_CODES)
    await rm(MANY_CODES)
    await draftPage.show(paydesk, 'Form')
    await window.getByRole('region', { name: 'Form of the draft' }).waitFor()
    await picture('draft-form')
    await window.getByRole('button', { name: 'Fields 21' }).click()
    await picture('draft-form-fields')
    await window.getByRole('button', { name: /^MERCHANT_PARAMETER_30 / }).click()
    await picture('draft-form-codes')
    await draftPage.show(paydesk, 'Text')
    await draftPage.waitUntilSaved(paydesk)
  })

  it('imports a handler that lost its braces, and shows what is wrong with it', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Drafts')
    await window.getByRole('button', { name: 'Import…' }).click()
    await window.getByRole('textbox', { name: 'Text with handlers' }).waitFor()
    await picture('import')
    await window.getByRole('textbox', { name: 'Text with handlers' }).focus()
    await paydesk.paste(BROKEN_CURL)
    await window.getByText('As it would be taken').waitFor()
    await picture('import-repaired')
    await window.getByRole('button', { name: 'Accept and make a draft' }).click()
    await textEditor(paydesk).waitFor()
    const problems = window.getByRole('complementary', { name: 'Problems' })
    await problems.getByRole('listitem').filter({ hasText: 'method must be written METHOD' }).waitFor()
    await picture('draft-problems')
    await problems.getByRole('button', { name: 'Ignore…' }).first().click()
    await picture('draft-ignore')
    await window.getByRole('textbox', { name: 'Why it may stay' }).fill('Касса магазина читает это сама')
    await window.keyboard.press('Enter')
    await problems.getByText('1 ignored').click()
    await draftPage.show(paydesk, 'Tree')
    await window.getByRole('region', { name: 'Tree of the draft' }).waitFor()
    await picture('draft-problems-tree')
    await draftPage.show(paydesk, 'Text')
    await textEditor(paydesk).click()
    await paydesk.paste(BROKEN_CURL)
    await window.getByText('What you pasted holds a handler').waitFor()
    await picture('draft-pasted')
    await window.getByRole('button', { name: 'Dismiss' }).click()
  })

  it('shows what a buyer sees of each mode, and tries it', async () => {
    const { window } = paydesk
    for (const [index, mode] of (['form', 'checkout', 'iframe'] as const).entries()) {
      await goTo(paydesk, 'Handlers')
      await window
        .getByRole('button', { name: /^Open as draft: / })
        .nth(index)
        .click()
      await textEditor(paydesk).waitFor()
      if (index === 0) await previewPanel.open(paydesk)
      await picture(`preview-${mode}`)
      if (mode === 'checkout') await previewPanel.chooseAnswer(paydesk, 'Errors of its own')
      await previewPanel.tryIt(paydesk)
      await window.getByRole('table', { name: 'Fields that arrived' }).scrollIntoViewIfNeeded()
      await picture(`preview-${mode}-tried`)
    }
    await window.getByRole('tab', { name: 'Problems' }).click()
  })

  it('shows forty codes and their fields as a table', async () => {
    const { window } = paydesk
    const file = join(folder, 'forty-codes.json')
    await writeFile(file, fortyCodes())
    await draftsPage.openFile(paydesk, file)
    await draftPage.show(paydesk, 'Table')
    const name = window.getByRole('gridcell', { name: LONG_NAME })
    await name.click()
    await picture('table-codes')
    await window.keyboard.press('Shift+ArrowDown')
    await window.keyboard.press('Shift+ArrowRight')
    await picture('table-selected')
    await name.dblclick()
    await picture('table-editing')
    await window.keyboard.press('Escape')
    await window.getByRole('gridcell', { name: /PAYMNT/ }).click()
    await picture('table-problem')
    await window.getByRole('rowheader', { name: 'SHOP_ID' }).click()
    await window.keyboard.press('Control+Delete')
    await window.getByText('SHOP_ID fills fields').waitFor()
    await picture('table-delete-used')
    await window.getByRole('button', { name: 'Cancel' }).click()
    await window.getByRole('searchbox', { name: 'Filter' }).fill('LIVE')
    await window.getByRole('columnheader', { name: 'Name', exact: true }).click()
    await picture('table-filtered')
    await window.getByRole('radio', { name: 'Fields', exact: true }).click()
    await picture('table-fields')
    await draftPage.show(paydesk, 'Text')
  })

  it('sees a change that was made on the portal meanwhile', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Northbank card form')
    await fetch(`${portal.address}sale.paysystem.handler.update?ID=1&FIELDS[SORT]=150&FIELDS[NAME]=Северный банк`)
    await draftPage.push(paydesk)
    await window.getByText('Somebody changed this handler on the portal').waitFor()
    await picture('push-portal-changed')
    await draftsPage.open(paydesk, 'Winter fair cards')
  })

  it('compares a draft with the handler on the portal', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Northbank card form')
    await comparePage.open(paydesk)
    await comparePage.choose(paydesk, 'Left', 'A handler on a portal, as it is now')
    await comparePage.rows(paydesk).first().waitFor()
    await window.keyboard.press('F7')
    await picture('compare-meaning')
    await comparePage.show(paydesk, 'Text')
    await window.getByRole('button', { name: 'Take this change over into the draft' }).first().waitFor()
    await window.keyboard.press('F7')
    await picture('compare-text')
    await draftsPage.open(paydesk, 'Winter fair cards')
  })

  it('keeps revisions of a draft, and takes a secret out of all of them', async () => {
    const { window } = paydesk
    const panel = window.getByRole('tablist', { name: 'Panels' })
    await panel.getByRole('tab', { name: 'Revisions' }).click()
    await draftPage.replaceInText(paydesk, 'Winter fair cards', 'Winter fair cards and tickets')
    await openDrafts.command(paydesk, 'Keep a Revision')
    await window.getByText('A revision was kept.').waitFor()
    const items = window.getByRole('list', { name: 'Revisions' }).getByRole('listitem')
    await items
      .first()
      .getByRole('button', { name: /^Name / })
      .click()
    await items.first().getByRole('textbox').fill('Вместе с билетами, до согласования с бухгалтерией')
    await window.keyboard.press('Enter')
    await items
      .last()
      .getByRole('button', { name: /^Remove/ })
      .click()
    await picture('draft-revisions')
    await items.last().getByRole('button', { name: 'Cancel' }).click()
    await window.getByRole('button', { name: 'Undo', exact: true }).click()
    await panel.getByRole('tab', { name: 'Problems' }).click()
    await draftPage.waitUntilSaved(paydesk)
  })

  it('asks about what another program made of a draft', async () => {
    const { window } = paydesk
    const drafts = join(paydesk.dataFolder, 'drafts')
    const id = /drafts\/([a-z0-9-]+)/.exec(window.url())?.[1] ?? ''
    const file = join(drafts, id, 'handler.json')
    const before = await readFile(file, 'utf8')
    await textEditor(paydesk).focus()
    await window.keyboard.press('ControlOrMeta+End')
    await window.keyboard.type(' ')
    await writeFile(file, before.replace('Winter fair cards', 'Ярмарка зимой: оплата картой на месте и через сайт'))
    await window.keyboard.type(' ')
    await window.getByRole('button', { name: 'Show the difference' }).click()
    await picture('draft-changed-outside')
    await window.getByRole('button', { name: 'Keep mine' }).click()
    await rm(join(drafts, id), { recursive: true })
    await window.getByText('Another program took this draft’s files away').waitFor()
    await picture('draft-taken-away')
    await window.getByRole('button', { name: 'Write it again' }).click()
    await draftPage.waitUntilSaved(paydesk)
  })

  it('selects drafts, and has what was removed in the trash', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Drafts')
    await window.getByRole('searchbox', { name: 'Search the drafts' }).fill('aurora')
    await picture('drafts-searched')
    await window.getByRole('searchbox', { name: 'Search the drafts' }).fill('')
    await window.getByRole('checkbox').nth(1).click()
    await window.getByRole('checkbox').nth(2).click()
    await picture('drafts-selected')
    await window.keyboard.press('Delete')
    await window.getByRole('button', { name: 'Undo', exact: true }).waitFor()
    await window.getByRole('button', { name: /^Trash/ }).click()
    await window.getByRole('heading', { level: 1 }).waitFor()
    await picture('drafts-trash')
    const restore = window.getByRole('button', { name: /^Restore/ })
    for (let left = await restore.count(); left > 0; left--) {
      await restore.first().click()
      await expect.poll(() => restore.count()).toBe(left - 1)
    }
    await draftsPage.open(paydesk, 'Winter fair cards')
  })

  it('pushes the draft', async () => {
    const { window } = paydesk
    await draftPage.push(paydesk)
    await window.getByRole('table', { name: 'Changes this push makes' }).waitFor()
    await picture('push-plan')
    await window.getByRole('figure').scrollIntoViewIfNeeded()
    await picture('push-text')
    await pushPage.send(paydesk)
    await window.getByText('The handler was read back and equals the draft.').waitFor()
    await picture('push-done')
  })

  it('refuses a link of another payment', async () => {
    const { window } = paydesk
    portal.faults.set('wrong-link', { paymentId: PAYMENT, times: 1 })
    await paymentsPage.make(paydesk, PAYMENT)
    await window.getByRole('alert').waitFor()
    await picture('payment-refused')
    portal.faults.set('unconfirmed-phone', { paymentId: PAYMENT, times: 1 })
    await paymentsPage.make(paydesk, PAYMENT)
    await window.getByText('phone number').waitFor()
    await window.getByRole('button', { name: 'Details' }).click()
    await picture('payment-phone-not-confirmed')
  })

  it('makes the code of a payment, saves it and prints it', async () => {
    const { window } = paydesk
    portal.faults.set('damaged-qr', { paymentId: PAYMENT, times: 1 })
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await picture('payment-code')
    const address = (await window.getByText('Holds').locator('code').textContent()) ?? ''
    for (const format of ['SVG', 'PNG', 'PDF'] as const) {
      const file = `payment-${String(PAYMENT)}.${format.toLowerCase()}`
      await paymentsPage.save(paydesk, format, join(folder, file))
      codes.push({ file, payment: PAYMENT, address })
    }
    await picture('payment-saved')
    const { pdf } = await printer.printed(await paymentsPage.print(paydesk))
    const file = `payment-${String(PAYMENT)}-printed.pdf`
    await writeFile(join(folder, file), pdf)
    codes.push({ file, payment: PAYMENT, address })
    await picture('payment-printed')
  })

  it('looks into the journal', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Journal')
    await journalPage.row(paydesk, 'sale.paysystem.handler.update').waitFor()
    await picture('journal')
    const update = await journalPage.open(paydesk, 'sale.paysystem.handler.update')
    await update.getByRole('button', { name: 'Copy as curl' }).click()
    await update.getByText(/^The command is on the clipboard/).scrollIntoViewIfNeeded()
    await picture('journal-open')
    await window
      .getByRole('button', { name: /^Change / })
      .first()
      .click()
    await window.getByRole('button', { name: /^Roll back/ }).scrollIntoViewIfNeeded()
    await picture('journal-push')
    await window.getByRole('searchbox', { name: 'Search the journal' }).fill('nothing like this')
    await window.getByRole('heading', { name: 'No entry fits' }).waitFor()
    await picture('journal-none-found')
  })

  it('pushes the draft to several portals, one of which refuses', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Winter fair cards')
    await draftPage.replaceInText(paydesk, '"SORT": 250', '"SORT": 260')
    await draftPage.waitUntilSaved(paydesk)
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await promotionPage.open(paydesk)
    await promotionPage.choose(paydesk, 'Practice portal')
    await promotionPage.waitForStatus(paydesk, '1 name is still to be typed.')
    await picture('push-several')
    const mend = portal.faults.onMethod('sale.paysystem.handler.update', { kind: 'error', code: 'ACCESS_DENIED' })
    await promotionPage.nameField(paydesk, PORTAL).fill(PORTAL)
    await promotionPage.button(paydesk).click()
    await window.getByText(/^Pushed to \d of 2 portals$/).waitFor()
    await picture('push-several-refused')
    mend()
  })

  it('fetches the links of a list of payments', async () => {
    const { window } = paydesk
    const file = join(folder, 'payments.csv')
    await writeFile(file, 'Номер;ID оплаты;Плательщик\n1;1040;Amelie Roth\n2;1041;Фёдорова Анна Сергеевна\n3;позже;—\n')
    await paymentListPage.chooseFile(paydesk, file)
    await window.getByText('Choose the column of the payment ids').scrollIntoViewIfNeeded()
    await picture('payment-list-file')
    await window.getByRole('button', { name: 'Add to the list' }).click()
    await window.getByText('2 payments were added.').waitFor()
    const months = ['Январь', 'Февраль, оплаты картой на месте и через сайт'].map((name, index) => ({
      name,
      rows: sheetXml([
        [{ text: 'Плательщик' }, { text: 'ID оплаты' }],
        [{ text: 'Роза' }, { number: `104${index}` }],
      ]),
    }))
    await writeFile(join(folder, 'payments.xlsx'), workbookOf(months))
    await paymentListPage.chooseFile(paydesk, join(folder, 'payments.xlsx'))
    await paymentListPage.chooseSheet(paydesk, months[1]?.name ?? '')
    await window.getByText('Reading…').waitFor({ state: 'detached' })
    await picture('payment-list-sheets')
    await paymentListPage.addIds(paydesk, '1040-1050, 999999')
    const answerAtOnce = portal.faults.onMethod('batch', { kind: 'delay', milliseconds: LATE_MS })
    await paymentListPage.fetch(paydesk)
    await window.getByRole('progressbar', { name: 'Links fetched' }).scrollIntoViewIfNeeded()
    await picture('payment-list-fetching')
    answerAtOnce()
    await window.getByRole('button', { name: 'Stop fetching' }).click()
    await window.getByText(/^Stopped\./).waitFor()
    portal.faults.set('unconfirmed-phone', { paymentId: 1044, times: 1 })
    await paymentListPage.fetch(paydesk)
    await window.getByText('10 links of 12 fetched.').scrollIntoViewIfNeeded()
    await picture('payment-list')
    await window.getByRole('radio', { name: 'Search' }).click()
    await picture('payment-list-search')
  })

  it('lays out labels of the payments, saves and prints them', async () => {
    const { window } = paydesk
    await labelsPage.open(paydesk)
    await labelsPage.waitForVerified(paydesk, 10)
    await labelsPage.waitForPage(paydesk, 1, 1)
    await picture('labels')
    await labelsPage.chooseStock(paydesk, 'L7160')
    await window.getByRole('button', { name: 'Copy as your own' }).click()
    const own = window.getByRole('form', { name: 'A stock of your own' })
    await own.getByRole('textbox', { name: 'Name' }).fill('')
    await own.getByRole('button', { name: 'Cancel' }).scrollIntoViewIfNeeded()
    await picture('labels-own-stock')
    await own.getByRole('button', { name: 'Cancel' }).click()
    await labelsPage.startAt(paydesk, 5)
    await window.getByRole('textbox', { name: 'Title' }).fill('Касса «Северное сияние», зимняя ярмарка на площади')
    await labelsPage.begin(paydesk, 'Payer’s slip')
    await labelsPage.write(paydesk, 3, 'Зимняя ярмарка на площади, павильон у ёлки. '.repeat(6))
    await window.getByText('did not fit whole').waitFor()
    await picture('labels-cut')
    await labelsPage.begin(paydesk, 'Code with order and sum')
    await labelsPage.write(paydesk, 3, '{ID заказа} {Плательщик}')
    await window.getByText('Nothing is known under {ID заказа}').scrollIntoViewIfNeeded()
    await labelsPage.waitForVerified(paydesk, 10)
    await labelsPage.zoom(paydesk, '150 %')
    await labelsPage.waitForPage(paydesk, 1, 1)
    await picture('labels-unknown-placeholder')
    await labelsPage.zoom(paydesk, 'True size')
    await picture('labels-true-size')
    await labelsPage.zoom(paydesk, 'Fit')
    await labelsPage.save(paydesk, join(folder, 'labels.pdf'))
    await labelsPage.print(paydesk)
    await picture('labels-printed')
  })

  it('goes back to what was kept, and finds out what was not answered', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Handlers')
    await window.getByRole('button', { name: 'Backups' }).click()
    // The newest may be of a push that was refused, so that there is nothing to restore.
    const restore = window.getByRole('button', { name: /^Restore / }).last()
    await restore.waitFor()
    await picture('backups')
    await restore.click()
    await pushPage.waitForPlan(paydesk)
    await picture('push-restore')
    portal.faults.onMethod('sale.paysystem.handler.update', { kind: 'cut-before' }, { times: 1 })
    await pushPage.send(paydesk)
    await window.getByText('The portal may still be working on it').waitFor()
    await picture('push-not-answered')
  })

  it('ends in the settings', async () => {
    await goTo(paydesk, 'Settings')
    await picture('settings')
  })

  it('says what it does without a keychain and without a printer', async () => {
    await paydesk.close()
    paydesk = await startPaydesk({ size: WIDE, env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' } })
    const { window } = paydesk
    await paydesk.resize(WIDE)
    await portalsPage.add(paydesk, portal.address, 'Лавка «Северное сияние»')
    await window.getByText('This session has no message bus').waitFor()
    await picture('keychain-missing')
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await window.getByRole('button', { name: 'Look again' }).scrollIntoViewIfNeeded()
    await picture('printer-missing')
  })

  /** Takes a picture in each theme, and one of a narrow window. */
  async function picture(name: string): Promise<void> {
    const number = String(++pictures).padStart(2, '0')
    for (const theme of ['light', 'dark'] as const) {
      await paydesk.setTheme(theme)
      await shoot(`${number}-${name}-${theme}.png`)
    }
    await paydesk.setTheme('light')
    await paydesk.resize(NARROW)
    await shoot(`${number}-${name}-narrow.png`)
    await paydesk.resize(WIDE)
  }

  async function shoot(file: string): Promise<void> {
    await paydesk.window.screenshot({ path: join(folder, file), animations: 'disabled' })
  }
})
