import * as v from 'valibot'
import { PaymentId } from '../codes/codes.contract'
import { method, push } from '../ipc/contract'
import { MAX_PAYMENTS } from '../payments/parse-payment-ids'
import { PortalId } from '../portals/portals.contract'
import { SheetSetup } from '../sheets/sheet-setup'
import { StockId } from '../sheets/stock'
import { LabelDesign, LabelLogo } from './label-design'

export const SheetId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('SheetId'))
export type SheetId = v.InferOutput<typeof SheetId>

const count = v.pipe(v.number(), v.integer(), v.minValue(0))
const PrinterName = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const Words = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))

/** How many labels one job may have; more is a sheet nobody can look over. */
export const MAX_LABELS = 10_000

export const LabelRequest = v.object({
  portalId: PortalId,
  /** In the order of the labels. */
  paymentIds: v.pipe(v.array(PaymentId), v.minLength(1), v.maxLength(MAX_PAYMENTS)),
  design: LabelDesign,
  setup: SheetSetup,
  /** Whose calibration for the stock counts; null for none. */
  printer: v.nullable(PrinterName),
  /** BCP 47, for sums and dates. */
  locale: v.pipe(v.string(), v.maxLength(35)),
  /** The title of the file and the name of the print job. */
  title: Words,
  /** What stands at the foot of each page once all its codes are verified; null for nothing. */
  verifiedNote: v.nullable(Words),
})
export type LabelRequest = v.InferOutput<typeof LabelRequest>

/** Why a code on a finished page is refused. */
export const CellProblem = v.picklist(['does-not-decode', 'differs', 'without-quiet-zone', 'not-on-page'])
export type CellProblem = v.InferOutput<typeof CellProblem>

/** A label whose code was not read back as it should; its place is in millimetres of its page. */
export const FailedCell = v.object({
  paymentId: PaymentId,
  /** From 1. */
  page: count,
  xMm: v.number(),
  yMm: v.number(),
  widthMm: v.number(),
  heightMm: v.number(),
  problem: CellProblem,
})
export type FailedCell = v.InferOutput<typeof FailedCell>

/** A finished PDF that main keeps. It can be saved and printed if each of its labels was read back. */
export const MadeSheet = v.object({
  id: SheetId,
  title: v.string(),
  pageCount: count,
  widthMm: v.number(),
  heightMm: v.number(),
  bytes: count,
  labelCount: count,
  verifiedCount: count,
  /** The first hundred. */
  failed: v.array(FailedCell),
  /** Payments of whose texts something did not fit, with the text that is printed; the first hundred, and how many. */
  cut: v.array(v.object({ paymentId: PaymentId, text: v.string() })),
  cutCount: count,
  /** Of how many the short link was not seen to lead to the payment. */
  unprovenCount: count,
  /** Of what the design prints of payments (their orders' numbers, sums, due days, and texts of a file). */
  oldFacts: v.object({
    /** Of how many some of it was read before their link was fetched; texts of a file do not count. */
    beforeLinkCount: count,
    /** Of how many it is not known when some of it was read. */
    unknownCount: count,
    /** ISO date and time at which the oldest of it was read; null for nothing. */
    oldestReadAt: v.nullable(v.string()),
  }),
  /** ISO date and time at which the oldest link was fetched; null on a page with no code. */
  oldestFetchedAt: v.nullable(v.string()),
  /** Of the code with the smallest modules; null on a page with no code. */
  code: v.nullable(
    v.object({
      sideMm: v.number(),
      moduleMm: v.number(),
      dotsPerModule: count,
      isSureToScan: v.boolean(),
      scanDistanceMm: v.number(),
    }),
  ),
})
export type MadeSheet = v.InferOutput<typeof MadeSheet>

const PageNumber = v.pipe(v.number(), v.integer(), v.minValue(1))
/** Pages from 1, both printed. */
const PageRange = v.pipe(
  v.object({ from: PageNumber, to: PageNumber }),
  v.check(({ from, to }) => from <= to, 'No pages from the last to the first'),
)

export const MakingStep = v.picklist(['drawing', 'laying-out', 'verifying'])
export type MakingStep = v.InferOutput<typeof MakingStep>

export const labelsContract = {
  /**
   * Draws labels of kept links, lays them out as a PDF, and reads every code back from its pages. No portal is asked. A
   * label that fails is in `failed`, and its sheet can only be looked at. One is made at a time: another call ends the one
   * before. Errors: cancelled; not-found with reason `stock` or `kept-link` (none of the payments has one in force); invalid-input
   * with reason `too-many-labels`, `start-beyond-stock`, `code-too-small` (`smallestMm`), `label-too-small` (`neededMm`,
   * the side the code needs) or `contrast-too-low`; conflict with reason `page-count-differs`.
   */
  make: method(LabelRequest, MadeSheet),
  /** Ends the making that goes on; nothing of it is kept. */
  cancel: method(v.void(), v.void()),
  /**
   * A page that shows where a printer puts things on a stock, to be measured; with a printer, as it is calibrated. `texts`
   * tell how to measure. Errors: cancelled; not-found with reason `stock`.
   */
  makeCalibrationPage: method(
    v.object({
      stockId: StockId,
      printer: v.nullable(PrinterName),
      title: Words,
      texts: v.pipe(v.array(Words), v.maxLength(8)),
    }),
    MadeSheet,
  ),
  /** A page of the very PDF, from 1, as a PNG. Errors: not-found with reason `sheet`. */
  page: method(
    v.object({
      sheetId: SheetId,
      page: PageNumber,
      dpi: v.pipe(v.number(), v.minValue(20), v.maxValue(400)),
    }),
    v.object({ dataUrl: v.string() }),
  ),
  /**
   * Lets the person choose a file for the verified PDF; answers its name, or null if cancelled. Errors: not-found with
   * reason `sheet`; conflict with reason `sheet-not-verified` or `file-not-written` (with `system`).
   */
  save: method(SheetId, v.nullable(v.string())),
  /**
   * Hands the verified PDF to a printer's queue, at 100 %, on the paper of the stock. Errors: those of `save` and of
   * `codes.print`, and conflict with reason `paper-not-offered`, or `sheet-corrected-otherwise` where the sheet is corrected
   * for another printer than this one, or this one was calibrated anew since.
   */
  print: method(
    v.object({
      sheetId: SheetId,
      printer: PrinterName,
      copies: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(999)),
      /** Null for all. */
      pages: v.nullable(PageRange),
    }),
    v.object({ job: v.string() }),
  ),
  /**
   * Lets the person choose a PNG or JPEG; null when cancelled. Errors: invalid-input with reason `logo-not-opened`,
   * `logo-unreadable`, `logo-damaged`, `logo-too-large`, `logo-too-narrow` or `logo-holds-code`.
   */
  chooseLogo: method(v.void(), v.nullable(v.omit(LabelLogo, ['widthMm']))),
  /** The design and set-up that were used last; null before the first time. */
  lastUsed: method(v.void(), v.nullable(v.object({ design: LabelDesign, setup: SheetSetup }))),
  progressed: push(v.object({ step: MakingStep, done: count, total: count })),
} as const
