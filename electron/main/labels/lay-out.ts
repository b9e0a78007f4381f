import { MM_PER_INCH } from '#common/codes/code-geometry'
import type { LabelFacts } from '#common/labels/label-texts'
import type { LabelRequest, MakingStep } from '#common/labels/labels.contract'
import type { SheetPlanPage } from '#common/sheets/plan-sheet'
import { sheetMarks } from '#common/sheets/sheet-marks'
import type { Calibration } from '#common/sheets/sheet-setup'
import type { Stock } from '#common/sheets/stock'
import { verifiedNote } from '#common/sheets/verified-note'
import type { Rasteriser } from '../codes/rasteriser'
import type { Sheet, SheetPage } from '../codes/sheet-document'
import { chromiumPage } from './chromium-page'
import { drawLabels, type DrawnPaymentLabel } from './draw-labels'
import { joinPdfs } from './join-pdfs'
import type { ExpectedCode } from './verify-pages'

export interface LayOutParts {
  readonly rasteriser: Pick<Rasteriser, 'measure'>
  readonly writePdf: (sheet: Sheet, signal: AbortSignal) => Promise<Uint8Array>
  /** Whether the pages are wanted beside the PDF that is made of them. */
  readonly keepsPages: boolean
  readonly told: (step: MakingStep, done: number, total: number) => void
}

export interface LayOutRequest {
  readonly request: Pick<LabelRequest, 'design' | 'setup' | 'locale' | 'title' | 'verifiedNote'>
  readonly stock: Stock
  readonly calibration: Calibration
  readonly plan: readonly SheetPlanPage[]
  /** One for each label of the plan, by index. */
  readonly payments: readonly LabelFacts[]
  readonly signal: AbortSignal
}

export interface LaidOut {
  readonly sheet: Sheet
  readonly pdf: Uint8Array
  /** What each page must hold. */
  readonly expected: readonly (readonly ExpectedCode[])[]
  /** What was cut of the texts of which payment. */
  readonly cut: readonly { readonly paymentId: number; readonly text: string }[]
  /** The label with the smallest modules. */
  readonly smallest: DrawnPaymentLabel
}

/** Chromium needs some 60 MB for each thousand labels that it lays out in one go. */
const LABELS_AT_ONCE = 1500
const PAGES_AT_ONCE = 300
/** Each label holds its logo anew, and a text of more than some 500 million letters cannot be. */
const LOGO_LETTERS_AT_ONCE = 60_000_000

/** Draws the labels of a plan and makes a PDF of its pages, part by part. Errors: cancelled, and those of its parts. */
export async function layOut(
  { rasteriser, writePdf, keepsPages, told }: LayOutParts,
  { request, stock, calibration, plan, payments, signal }: LayOutRequest,
): Promise<LaidOut> {
  const { design, setup, locale, title } = request
  const isAsTallAsNeeded = stock.kind === 'receipt'
  const { widthMm, heightMm } = stock.label
  const box = { widthMm, heightMm: isAsTallAsNeeded ? null : heightMm, marginMm: stock.marginMm }
  const drawing = { design, locale, box, signal }
  const labelsAtOnce = Math.min(LABELS_AT_ONCE, LOGO_LETTERS_AT_ONCE / (design.logo?.dataUrl.length ?? 1))
  const mmPerDot = MM_PER_INCH / design.code.dpi
  const page = { widthMm: stock.page.widthMm, heightMm: stock.page.heightMm }
  if (isAsTallAsNeeded) page.heightMm = await tallest()
  const files: Uint8Array[] = []
  const kept: SheetPage[] = []
  const expected: ExpectedCode[][] = []
  const cut: { paymentId: number; text: string }[] = []
  let smallest: DrawnPaymentLabel | null = null
  for (const part of partsOf(plan, labelsAtOnce)) {
    const { first, last } = part
    const labels = await drawLabels(payments.slice(first, last + 1), drawing, rasteriser, drawn =>
      told('drawing', first + drawn, payments.length),
    )
    for (const label of labels) {
      if (label.cut !== null) cut.push({ paymentId: label.paymentId, text: label.cut })
      if (smallest === null || label.code.moduleMm < smallest.code.moduleMm) smallest = label
    }
    const pages = part.pages.map(({ labels: places }) => placed(places, labels, first))
    expected.push(...pages.map(({ codes }) => codes))
    const contents = pages.map(({ content }, index) => ({
      content: [
        content,
        sheetMarks({ stock, setup, calibration, page: part.pages[index] ?? { labels: [] } }),
        request.verifiedNote === null ? '' : verifiedNote(stock, request.verifiedNote),
      ].join(''),
    }))
    told('laying-out', expected.length - contents.length, plan.length)
    files.push(await writePdf({ title, ...chromiumPage(page), pages: contents }, signal))
    if (keepsPages) kept.push(...contents)
  }
  told('laying-out', plan.length, plan.length)
  const pdf = await joinPdfs(files, page, title, signal)
  if (smallest === null) throw new Error('A plan has at least one label')
  return { sheet: { title, ...page, pages: kept }, pdf, expected, cut, smallest }

  /** A receipt is cut where its text ends, so all of them are as tall as the tallest. */
  async function tallest(): Promise<number> {
    let height = 0
    for (const { first, last } of partsOf(plan, labelsAtOnce)) {
      const labels = await drawLabels(payments.slice(first, last + 1), drawing, rasteriser, () => undefined)
      for (const { heightMm } of labels) height = Math.max(height, heightMm)
    }
    return height
  }

  function placed(places: SheetPlanPage['labels'], labels: readonly DrawnPaymentLabel[], first: number) {
    const contents: string[] = []
    const codes: ExpectedCode[] = []
    for (const { index, xMm, yMm } of places) {
      const label = labels[index - first]
      if (label === undefined) throw new Error('A label of the plan was not drawn')
      const x = onDots(xMm)
      const y = onDots(yMm)
      contents.push(`<g transform="translate(${mm(x)} ${mm(y)})">${label.content}</g>`)
      const { code, paymentId, link } = label
      codes.push({
        paymentId,
        text: link,
        xMm: x + code.xMm,
        yMm: y + code.yMm,
        sideMm: code.sideMm,
        moduleMm: code.moduleMm,
      })
    }
    return { content: contents.join(''), codes }
  }

  /** A label that began between two dots of the printer would have modules of unequal sizes. */
  function onDots(millimetres: number): number {
    return Math.round(millimetres / mmPerDot) * mmPerDot
  }
}

interface PartOfPlan {
  readonly pages: readonly SheetPlanPage[]
  /** The first and the last label on its pages, by index. */
  readonly first: number
  readonly last: number
}

/** Whole pages, as many as are laid out in one go. */
function* partsOf(plan: readonly SheetPlanPage[], labelsAtOnce: number): Generator<PartOfPlan> {
  let pages: SheetPlanPage[] = []
  let count = 0
  for (const page of plan) {
    if (pages.length > 0 && (count + page.labels.length > labelsAtOnce || pages.length >= PAGES_AT_ONCE)) {
      yield partOf(pages)
      pages = []
      count = 0
    }
    pages.push(page)
    count += page.labels.length
  }
  if (pages.length > 0) yield partOf(pages)
}

function partOf(pages: readonly SheetPlanPage[]): PartOfPlan {
  const indices = pages.flatMap(({ labels }) => labels.map(({ index }) => index))
  return { pages, first: Math.min(...indices), last: Math.max(...indices) }
}

function mm(value: number): string {
  return String(Number(value.toFixed(5)))
}
