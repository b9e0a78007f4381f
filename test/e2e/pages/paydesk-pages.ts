import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FrameLocator, Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { calibrationTargets } from '../../../electron/common/sheets/measured-calibration'
import type { Paydesk } from '../hosts/paydesk'

interface Colour {
  readonly red: number
  readonly green: number
  readonly blue: number
}

type Place = 'Drafts' | 'Handlers' | 'Payments' | 'Portals' | 'Journal' | 'Settings'

/** Goes to a place by the rail. */
export async function goTo({ window }: Paydesk, place: Place): Promise<void> {
  await window.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click()
  await window.getByRole('heading', { name: place, level: 1 }).waitFor()
}

export const portalsPage = {
  async add(paydesk: Paydesk, address: string, name: string): Promise<void> {
    const { window } = paydesk
    await goTo(paydesk, 'Portals')
    await portalsPage.openForm(paydesk)
    await paydesk.paste(address)
    await window.getByRole('textbox', { name: 'Name' }).fill(name)
    await window.getByRole('button', { name: 'Save portal' }).click()
    await window.getByRole('heading', { name, level: 2 }).waitFor()
  },
  /** Opens the form for a new portal, ready to be pasted into. */
  async openForm({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Add portal' }).click()
    await window.getByLabel('Webhook address').focus()
  },
  /** Opens a part of the last portal in the list, which is the one that was added last. */
  async open({ window }: Paydesk, part: 'Name and colour' | 'Replace credential' | 'Remove'): Promise<void> {
    await window.getByRole('button', { name: part, exact: true }).last().click()
    await window.getByRole('button', { name: 'Cancel' }).waitFor()
  },
  /** Makes another portal the current one by the list above the rail. */
  async chooseInRail({ window }: Paydesk, title: string): Promise<void> {
    await window.getByRole('combobox', { name: /^Current portal/ }).click()
    await window.getByRole('option', { name: title }).click()
    await window.getByRole('combobox', { name: `Current portal: ${title}` }).waitFor()
  },
  async checkConnection({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Check connection' }).first().click()
  },
}

/** The part of the practice portal's card in which it is told what to play. */
export const practicePanel = {
  async open({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Faults and limits' }).click()
    await window.getByRole('heading', { name: 'Requests received' }).waitFor()
  },
  async choose({ window }: Paydesk, field: string, option: string): Promise<void> {
    await window.getByRole('combobox', { name: field, exact: true }).click()
    await window.getByRole('option', { name: option, exact: true }).click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
  async arm({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Arm fault' }).click()
  },
  /** The newest request of a method in the log. */
  row({ window }: Paydesk, methodName: string): Locator {
    const rows = window.getByRole('table', { name: 'Requests, newest first' }).getByRole('row')
    return rows.filter({ has: window.getByText(methodName, { exact: true }) }).first()
  },
}

export const draftsPage = {
  async openFile(paydesk: Paydesk, path: string): Promise<void> {
    await goTo(paydesk, 'Drafts')
    await paydesk.answerDialogs(path)
    await paydesk.window.getByRole('button', { name: 'Open file…' }).first().click()
    await textEditor(paydesk).waitFor()
  },
  async create(paydesk: Paydesk): Promise<void> {
    await draftsPage.make(paydesk)
    await textEditor(paydesk).waitFor()
  },
  /** Makes a draft and leaves it in whichever view it opens. */
  async make(paydesk: Paydesk): Promise<void> {
    await goTo(paydesk, 'Drafts')
    await paydesk.window.getByRole('button', { name: 'New draft' }).click()
  },
  /** Opens the newest draft of a name from the list. */
  async open(paydesk: Paydesk, name: string): Promise<void> {
    await goTo(paydesk, 'Drafts')
    await paydesk.window.getByRole('rowheader').getByRole('link', { name }).first().click()
    await textEditor(paydesk).waitFor()
  },
}

export const draftPage = {
  async show({ window }: Paydesk, view: 'Form' | 'Tree' | 'Text' | 'Table'): Promise<void> {
    await window.getByRole('radiogroup', { name: 'View' }).getByRole('radio', { name: view }).click()
  },
  /** Replaces a part of the text by the editor's own search, as one step. */
  async replaceInText(paydesk: Paydesk, found: string, wanted: string): Promise<void> {
    const { window } = paydesk
    await textEditor(paydesk).click()
    await window.keyboard.press('ControlOrMeta+F')
    await window.getByRole('textbox', { name: 'Find' }).fill(found)
    await window.getByRole('textbox', { name: 'Replace with' }).fill(wanted)
    await window.getByRole('button', { name: 'Replace all' }).click()
    await window.keyboard.press('Escape')
  },
  /** Edits a value in place in the tree. */
  async replaceInTree({ window }: Paydesk, found: string, wanted: string): Promise<void> {
    // The draft's heading has the name of its handler, which is a value in the tree too.
    const tree = window.getByRole('region', { name: 'Tree of the draft' })
    await tree.getByText(found, { exact: true }).dblclick()
    await window.keyboard.press('ControlOrMeta+A')
    await window.keyboard.type(wanted)
    await window.keyboard.press('Enter')
    await tree.getByText(wanted, { exact: true }).waitFor()
  },
  async push({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Push…' }).click()
    await window.getByRole('heading', { name: 'Push', level: 1 }).waitFor()
  },
  async waitUntilSaved({ window }: Paydesk): Promise<void> {
    await window.getByText('Saved', { exact: true }).waitFor()
  },
}

/** The panel beside a draft that shows what a buyer would see. */
export const previewPanel = {
  async open({ window }: Paydesk): Promise<void> {
    await window.getByRole('tab', { name: 'Preview' }).click()
    await window.getByRole('complementary', { name: 'Preview' }).waitFor()
  },
  frame({ window }: Paydesk): FrameLocator {
    return window.frameLocator('iframe[title="Payment page as a buyer would see it"]')
  },
  async tryIt({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Try it' }).click()
    await window.getByRole('table', { name: 'Fields that arrived' }).waitFor()
  },
  async chooseAnswer({ window }: Paydesk, answer: string): Promise<void> {
    await window.getByRole('combobox', { name: 'What the payment service answers' }).click()
    await window.getByRole('option', { name: answer, exact: true }).click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
  /** The names and values of a table, row by row. */
  rows({ window }: Paydesk, table: string): Promise<string[][]> {
    return window
      .getByRole('table', { name: table })
      .locator('tbody tr')
      .evaluateAll(rows =>
        rows.map(row => [...row.querySelectorAll('.name, .value')].map(cell => cell.textContent.trim())),
      )
  },
}

export const comparePage = {
  /** Opens the comparison of the draft that is open. */
  async open({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'Compare…' }).click()
    await window.getByRole('heading', { name: 'Compare', level: 1 }).waitFor()
  },
  async show({ window }: Paydesk, view: 'Meaning' | 'Text'): Promise<void> {
    await window.getByRole('radiogroup', { name: 'Compare by' }).getByRole('radio', { name: view }).click()
  },
  async choose({ window }: Paydesk, side: 'Left' | 'Right', kind: string): Promise<void> {
    await window.getByRole('combobox', { name: side, exact: true }).click()
    await window.getByRole('option', { name: kind, exact: true }).click()
  },
  /** The differences by meaning. */
  rows({ window }: Paydesk): Locator {
    return window.getByRole('table', { name: 'Differences' }).locator('tbody').getByRole('row')
  },
  async takeOver({ window }: Paydesk, path: string): Promise<void> {
    await window.getByRole('button', { name: `Take over into the draft: ${path}` }).click()
  },
}

export const handlersPage = {
  /** Deletes the handler that is asked about, with the name of its portal typed where it is a production portal. */
  async confirmRemoval({ window }: Paydesk): Promise<void> {
    const button = window.getByRole('button', { name: /^Delete the handler/ })
    const title = nameOfProduction(await button.textContent())
    if (title !== null) await window.getByRole('textbox', { name: 'Type the name of the portal to delete' }).fill(title)
    await button.click()
  },
}

export const pushPage = {
  async waitForPlan({ window }: Paydesk): Promise<void> {
    await window.getByRole('table', { name: 'Changes this push makes' }).waitFor()
  },
  async target({ window }: Paydesk): Promise<string> {
    return (await window.getByLabel('Handler that is overwritten').textContent()) ?? ''
  },
  /** The button that applies what is planned. */
  button({ window }: Paydesk): Locator {
    return window.getByRole('button', { name: /^(?:Push \d+ changes?|Add the handler) to / })
  },
  /** Types the name of the portal where it is a production portal, as the plan names it. */
  async typeName(paydesk: Paydesk): Promise<void> {
    const title = nameOfProduction(await pushPage.button(paydesk).textContent())
    if (title !== null) await pushPage.nameField(paydesk).fill(title)
  },
  nameField({ window }: Paydesk): Locator {
    return window.getByRole('textbox', { name: 'Type the name of the portal to push' })
  },
  /** Confirms the plan, whatever comes of it. */
  async send(paydesk: Paydesk): Promise<void> {
    await pushPage.typeName(paydesk)
    await pushPage.button(paydesk).click()
  },
  async confirm(paydesk: Paydesk): Promise<void> {
    const { window } = paydesk
    await pushPage.send(paydesk)
    await window.getByText('The handler was read back and equals the draft.').waitFor()
  },
}

/** The push of a draft to several portals. */
export const promotionPage = {
  async open({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: 'To several portals…' }).click()
    await window.getByRole('list', { name: 'Portals to push to' }).waitFor()
  },
  row({ window }: Paydesk, title: string): Locator {
    const rows = window.getByRole('list', { name: 'Portals to push to' }).locator('> li')
    return rows.filter({ has: window.getByRole('checkbox', { name: title }) })
  },
  async choose({ window }: Paydesk, title: string): Promise<void> {
    await window.getByRole('checkbox', { name: title }).check()
  },
  nameField(paydesk: Paydesk, title: string): Locator {
    return promotionPage.row(paydesk, title).getByRole('textbox', { name: 'Type the name of the portal to push' })
  },
  button({ window }: Paydesk): Locator {
    return window.getByRole('button', { name: /^Push to \d+ portals?$/ })
  },
  async waitForStatus({ window }: Paydesk, words: string): Promise<void> {
    await window.getByRole('status').filter({ hasText: words }).waitFor()
  },
  /** Where the push to a portal stands, and whether it is a production portal. */
  standing(paydesk: Paydesk, title: string): Promise<string> {
    return promotionPage.row(paydesk, title).locator('.head').innerText()
  },
}

export const paymentsPage = {
  async make(paydesk: Paydesk, paymentId: number): Promise<void> {
    await goTo(paydesk, 'Payments')
    await paydesk.window.getByRole('textbox', { name: 'Payment id' }).fill(String(paymentId))
    await paydesk.window.getByRole('button', { name: 'Make code' }).click()
  },
  async waitForCode({ window }: Paydesk, paymentId: number): Promise<void> {
    await window.getByRole('heading', { name: `Payment ${paymentId}`, level: 2 }).waitFor()
  },
  /** Makes the code of a link that is in the list of the kept ones. */
  async makeFromKept({ window }: Paydesk, paymentId: number): Promise<void> {
    await window.getByRole('button', { name: `Use the kept link of payment ${paymentId}` }).click()
    await window.getByText(/^Made of a kept link/).waitFor()
  },
  /** Waits until a kept link is offered in the place of one that could not be fetched. */
  async waitForStandIn({ window }: Paydesk): Promise<void> {
    await standIn(window).waitFor()
  },
  async useStandIn({ window }: Paydesk): Promise<void> {
    await standIn(window).click()
  },
  /** What can be said of how the code is drawn. */
  options({ window }: Paydesk): Locator {
    return window.getByRole('region', { name: 'How the code is drawn' })
  },
  async save(paydesk: Paydesk, format: 'SVG' | 'PNG' | 'PDF', path: string): Promise<void> {
    await paydesk.answerDialogs(path)
    await paydesk.window.getByRole('button', { name: `Save ${format}` }).click()
    await paydesk.window.getByText('The file was decoded and holds the short link').waitFor()
  },
  /** Answers the name of the job. */
  async print({ window }: Paydesk): Promise<string> {
    return printedJob(window)
  },
}

/** Calls and pushes, the newest first. */
export const journalPage = {
  rows({ window }: Paydesk): Locator {
    return window.getByRole('table', { name: 'Journal' }).locator('tbody tr')
  },
  /** The newest entry about something: a method, or what a push was to do. */
  row(paydesk: Paydesk, what: string): Locator {
    const button = paydesk.window.getByRole('button', { name: what, exact: true })
    return journalPage.rows(paydesk).filter({ has: button }).first()
  },
  /** Opens the newest entry about something and answers its details. */
  async open(paydesk: Paydesk, what: string): Promise<Locator> {
    const button = journalPage.row(paydesk, what).getByRole('button', { name: what, exact: true })
    await button.click()
    expect(await button.getAttribute('aria-expanded')).toBe('true')
    const details = paydesk.window.locator(`[id="${(await button.getAttribute('aria-controls')) ?? ''}"]`)
    await details.getByRole('button', { name: 'Copy as curl' }).waitFor()
    return details
  },
  async choose({ window }: Paydesk, filter: 'Kind' | 'Portal' | 'Outcome' | 'When', option: string): Promise<void> {
    await window.getByRole('combobox', { name: filter }).click()
    await window.getByRole('option', { name: option, exact: true }).click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
}

/** The portal that a button names as a production portal. */
function nameOfProduction(label: string | null): string | null {
  return / production: (.*)$/.exec(label?.trim() ?? '')?.[1] ?? null
}

/** The list of payments below the code of one. */
export const paymentListPage = {
  async open(paydesk: Paydesk): Promise<void> {
    await goTo(paydesk, 'Payments')
    await paydesk.window.getByRole('region', { name: 'Payment list' }).waitFor()
  },
  async addFile(paydesk: Paydesk, path: string): Promise<void> {
    await paymentListPage.chooseFile(paydesk, path)
    await paydesk.window.getByRole('button', { name: 'Add to the list' }).click()
  },
  async chooseFile(paydesk: Paydesk, path: string): Promise<void> {
    await paymentListPage.open(paydesk)
    const { window } = paydesk
    await window.getByRole('radio', { name: 'File' }).click()
    await paydesk.answerDialogs(path)
    await window.getByRole('button', { name: 'Choose a file…' }).click()
    await window.getByText('Choose the column of the payment ids').waitFor()
  },
  async chooseSheet({ window }: Paydesk, name: string): Promise<void> {
    await window.getByRole('combobox', { name: 'Sheet of the workbook' }).click()
    await window.getByRole('option', { name, exact: true }).click()
  },
  async sortBy(paydesk: Paydesk, column: string): Promise<void> {
    await paymentListPage.table(paydesk).getByRole('button', { name: column, exact: true }).click()
  },
  /** Selects these beside what is selected. */
  async select({ window }: Paydesk, ids: readonly number[]): Promise<void> {
    for (const id of ids) await window.getByRole('checkbox', { name: `Select payment ${String(id)}` }).click()
  },
  async addIds(paydesk: Paydesk, ids: string): Promise<void> {
    await paymentListPage.open(paydesk)
    const { window } = paydesk
    await window.getByRole('radio', { name: 'Ids' }).click()
    await window.getByRole('textbox', { name: 'Ids and ranges' }).fill(ids)
    await window.getByRole('button', { name: 'Add to the list' }).click()
  },
  async fetch({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: /^Fetch links/ }).click()
  },
  /** Shows the payments whose link is in a state. */
  async show({ window }: Paydesk, state: 'Any link' | 'Failed' | 'Ready' | 'Kept'): Promise<void> {
    await window.getByRole('combobox', { name: 'Link', exact: true }).click()
    await window.getByRole('option', { name: state, exact: true }).click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
  table({ window }: Paydesk): Locator {
    return window.getByRole('table', { name: 'Payment list' })
  },
  row(paydesk: Paydesk, paymentId: number): Locator {
    return paymentListPage
      .table(paydesk)
      .locator('tbody tr')
      .filter({ has: paydesk.window.getByRole('rowheader', { name: String(paymentId) }) })
  },
}

/** The labels of the payments that are listed or selected. */
export const labelsPage = {
  /** Opens them from the list of payments. */
  async open({ window }: Paydesk): Promise<void> {
    await window.getByRole('button', { name: /^Labels/ }).click()
    await window.getByRole('heading', { name: 'Labels', level: 1 }).waitFor()
    await window.getByRole('region', { name: 'Design' }).waitFor()
  },
  async chooseStock({ window }: Paydesk, name: string): Promise<void> {
    await window.getByRole('combobox', { name: 'Stock' }).fill(name)
    await window.getByRole('option', { name }).first().click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
  async startAt({ window }: Paydesk, label: number): Promise<void> {
    await window.getByRole('spinbutton', { name: 'Start at label' }).fill(String(label))
  },
  /** Makes them where they are not made by themselves, and waits until each code was read back. */
  async make({ window }: Paydesk, count: number): Promise<void> {
    await window.getByRole('button', { name: /^Make \d+ labels/ }).click()
    await labelsPage.waitForVerified({ window }, count)
  },
  async waitForVerified({ window }: Pick<Paydesk, 'window'>, count: number): Promise<void> {
    await window.getByText(`${String(count)} of ${String(count)} codes verified`).waitFor({ timeout: 60_000 })
  },
  /** Shows the page as a picture before it answers. */
  async waitForPage({ window }: Paydesk, page: number, count: number): Promise<void> {
    await window.getByRole('img', { name: `Page ${page} of ${count} as it is printed` }).waitFor()
  },
  /** Says that the chosen printer prints so many millimetres too far to the right. */
  async correct({ window }: Paydesk, tooFarRightMm: number): Promise<void> {
    const part = window.getByRole('region', { name: /^Where .* prints$/ })
    await part.getByRole('button', { name: 'Calibrate' }).click()
    const { cross, lines } = calibrationTargets({ page: { widthMm: 210, heightMm: 297 } })
    const measures = [
      ['Left edge to the cross', cross.xMm + tooFarRightMm],
      ['Upper edge to the cross', cross.yMm],
      ['Line across from the cross', lines.xMm],
      ['Line down from the cross', lines.yMm],
    ] as const
    for (const [name, mm] of measures) await part.getByRole('textbox', { name }).fill(String(mm))
    await part.getByRole('button', { name: 'Save the correction' }).click()
  },
  /** Chooses a file for the logo. */
  async chooseLogo(paydesk: Paydesk, path: string): Promise<void> {
    await paydesk.answerDialogs(path)
    await paydesk.window.getByRole('button', { name: /^(Choose a picture|Replace)…$/ }).click()
  },
  /** The outlines of what failed on the page that is shown. */
  failed({ window }: Paydesk): Locator {
    return window.locator('.view > .page > .failed')
  },
  /** Whether the picture of the page has dots of about a colour. */
  hasOnPage({ window }: Paydesk, { red, green, blue }: Colour): Promise<boolean> {
    return window.getByRole('img', { name: /as it is printed$/ }).evaluate(
      (image: HTMLImageElement, [r, g, b]) => {
        const canvas = document.createElement('canvas')
        canvas.width = image.naturalWidth
        canvas.height = image.naturalHeight
        const context = canvas.getContext('2d')
        context?.drawImage(image, 0, 0)
        const dots = context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray()
        const isNear = (at: number, value = 0): boolean => Math.abs((dots[at] ?? 0) - value) < 40
        for (let at = 0; at < dots.length; at += 4)
          if (isNear(at, r) && isNear(at + 1, g) && isNear(at + 2, b)) return true
        return false
      },
      [red, green, blue],
    )
  },
  logo({ window }: Paydesk): Locator {
    return window.getByRole('img', { name: 'The logo' })
  },
  /** Takes one of the designs that are offered. */
  async begin({ window }: Paydesk, preset: string): Promise<void> {
    await window.getByRole('button', { name: 'Begin with' }).click()
    await window.getByRole('menuitem', { name: preset }).click()
  },
  async zoom({ window }: Paydesk, zoom: string): Promise<void> {
    await window.getByRole('combobox', { name: 'Zoom' }).click()
    await window.getByRole('option', { name: zoom, exact: true }).click()
    await window.getByRole('listbox').waitFor({ state: 'detached' })
  },
  async write({ window }: Paydesk, line: number, template: string): Promise<void> {
    await window.getByRole('textbox', { name: `Text of line ${line}`, exact: true }).fill(template)
  },
  async save(paydesk: Paydesk, path: string): Promise<void> {
    await paydesk.answerDialogs(path)
    await paydesk.window.getByRole('button', { name: 'Save PDF…' }).click()
    await paydesk.window.getByText(/^Saved as .* codes were read back\.$/).waitFor()
  },
  /** Answers the name of the job. */
  async print({ window }: Paydesk): Promise<string> {
    return printedJob(window)
  },
}

/** Prints what is shown, and answers the name of the job that is told of then. */
async function printedJob(window: Page): Promise<string> {
  const newest = window
    .getByRole('region', { name: 'Print jobs' })
    .getByText(/, job \S+$/)
    .first()
  const before = (await newest.isVisible()) ? await newest.textContent() : null
  await window.getByRole('button', { name: 'Print', exact: true }).click()
  await newest.waitFor()
  await expect.poll(() => newest.textContent()).not.toBe(before)
  return /, job (\S+)$/.exec((await newest.textContent()) ?? '')?.[1] ?? ''
}

function standIn(window: Page): Locator {
  return window.getByRole('alert').getByRole('button', { name: 'Use the link fetched today' })
}

export function textEditor({ window }: Paydesk): Locator {
  return window.getByRole('textbox', { name: 'Text of the draft, JSON' })
}

/** The tabs above a draft. */
export const openDrafts = {
  tab({ window }: Paydesk, name: string): Locator {
    return tabList(window).getByRole('link', { name, exact: true })
  },
  names({ window }: Paydesk): Promise<string[]> {
    return tabList(window).locator('a .name').allTextContents()
  },
  async waitForFront({ window }: Paydesk, name: string): Promise<void> {
    await tabList(window).locator('a[aria-current="page"]').filter({ hasText: name }).waitFor()
  },
  /** Chooses an item of the menu, as its key does. */
  async command({ app }: Paydesk, label: string): Promise<void> {
    await app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find(item => item.label === wanted)?.click()
    }, label)
  },
  /** Waits until so many tabs are on the disk, one of them in front. */
  async waitForKept({ dataFolder }: Paydesk, count: number): Promise<void> {
    await expect
      .poll(async () => JSON.parse(await readFile(join(dataFolder, 'open-drafts.json'), 'utf8')) as unknown)
      .toMatchObject({ ids: { length: count }, front: expect.any(String) as unknown })
  },
}

function tabList(window: Page): Locator {
  return window.getByRole('navigation', { name: 'Open drafts' })
}
