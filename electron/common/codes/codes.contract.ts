import * as v from 'valibot'
import { method, push } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'
import { CodeOptions, CorrectionLevel } from './code-options'

export const PaymentId = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(Number.MAX_SAFE_INTEGER))
export type PaymentId = v.InferOutput<typeof PaymentId>

export const CodeId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('CodeId'))
export type CodeId = v.InferOutput<typeof CodeId>

/** What became of the portal's own picture of the code: it is compared, and never used. */
export const PortalImageState = v.picklist(['same', 'different', 'damaged', 'missing'])
export type PortalImageState = v.InferOutput<typeof PortalImageState>

/** A payment's code, drawn and checked. Every claim in it was verified before it was answered. */
export const PaymentCode = v.object({
  id: CodeId,
  portalId: PortalId,
  paymentId: PaymentId,
  /** The address the code holds. */
  shortUrl: v.string(),
  /** ISO date and time at which the link was fetched. */
  fetchedAt: v.string(),
  /** True when the portal was not asked, and the code is of a link that was fetched earlier and kept. */
  isFromKept: v.boolean(),
  /** Whether the short link was seen to lead to the payment's page, at the time it was fetched. */
  isTargetProven: v.boolean(),
  /** The code as SVG, with its quiet zone and in its colours. */
  svg: v.string(),
  /** Modules along one side, without the quiet zone. */
  moduleCount: v.number(),
  /** At least the level that was asked for. */
  errorCorrection: CorrectionLevel,
  /** Null for a kept link: the picture was compared when it came, and is not kept. */
  portalImage: v.nullable(PortalImageState),
})
export type PaymentCode = v.InferOutput<typeof PaymentCode>

/** Which payment of which portal; ids of payments are only unique within a portal. */
export const PortalPayment = v.object({ portalId: PortalId, paymentId: PaymentId })
export type PortalPayment = v.InferOutput<typeof PortalPayment>

/** A link that is kept for making its code again without the portal. The link itself stays in main until then. */
export const KeptLinkSummary = v.object({
  ...PortalPayment.entries,
  /** ISO date and time at which the link was fetched. */
  fetchedAt: v.string(),
  /** Whether the short link was seen to lead to the payment's page at that time. */
  isTargetProven: v.boolean(),
})
export type KeptLinkSummary = v.InferOutput<typeof KeptLinkSummary>

export const CodeFormat = v.picklist(['svg', 'png', 'pdf'])
export type CodeFormat = v.InferOutput<typeof CodeFormat>

export const Printer = v.object({ name: v.string(), description: v.string(), isDefault: v.boolean() })
export type Printer = v.InferOutput<typeof Printer>

/** The printers of this computer; `service-stopped` and `none` both mean an empty list, for different reasons. */
export const PrinterList = v.object({
  state: v.picklist(['ready', 'none', 'service-stopped', 'unavailable']),
  printers: v.array(Printer),
  /** Whether what is printed are the pages from which a verified PDF was made, and not the PDF itself. */
  printsPages: v.boolean(),
})
export type PrinterList = v.InferOutput<typeof PrinterList>

/** The words above the link on a label, which are also the name of a print job. They come from the locale file. */
export const LabelCaption = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))

const Asked = v.object({ ...PortalPayment.entries, options: CodeOptions })
const Chosen = { codeId: CodeId, options: CodeOptions }

export const codesContract = {
  /**
   * Fetches a payment's link and draws its code: the link's `paymentId` must be the asked one, `shortUrl` must lead to
   * `url`, and the drawn code must decode to `shortUrl`. Errors: portal, network, not-found, and conflict with `reason`:
   * a LinkProblem, `short-link-dead`, or one of "verified" below; invalid-input with reason `contrast-too-low`.
   */
  make: method(Asked, PaymentCode),
  /**
   * Draws the code of the link that was kept when it was last fetched; no portal is asked. Errors: not-found with reason
   * `kept-link`; conflict and invalid-input as `draw`.
   */
  makeFromKept: method(Asked, PaymentCode),
  /**
   * Draws a code that was made with other options; no portal is asked. Errors: not-found for a code that is no longer
   * kept; invalid-input with reason `contrast-too-low`; conflict with one of "verified" below.
   */
  draw: method(v.object(Chosen), PaymentCode),
  /** The links kept for a portal, the newest first. */
  keptLinks: method(PortalId, v.array(KeptLinkSummary)),
  /** A link that is not kept is no error. Errors: conflict with reason `newer-file`. */
  removeKeptLink: method(PortalPayment, v.void()),
  /** Removes all links of a portal. Errors: conflict with reason `newer-file`. */
  removeKeptLinks: method(PortalId, v.void()),
  /**
   * Lets the person choose a file for the verified bytes. Answers its name, or null if cancelled; a PDF carries the
   * caption. "Verified" means that each code in the finished bytes was read back. Errors: not-found for a code that is no
   * longer kept, invalid-input with reason `code-too-small` (`smallestMm`), `picture-too-large` (`largestMm`) or
   * `contrast-too-low`, and conflict with reason `code-does-not-decode`,
   * `code-differs`, `code-without-quiet-zone`, `page-count-differs` or `file-not-written` (with `system`).
   */
  save: method(v.object({ ...Chosen, format: CodeFormat, caption: LabelCaption }), v.nullable(v.string())),
  /** Copies a verified PNG. */
  copyImage: method(v.object(Chosen), v.void()),
  copyLink: method(CodeId, v.void()),
  printers: method(v.void(), PrinterList),
  /**
   * Verifies the PDF and hands it to the printer's queue. Answers the queue's name of the job. Errors: those of `save`,
   * and conflict with reason `printer-not-found`, `print-service-stopped`, `printing-unavailable`, `paper-not-offered`,
   * `print-refused` or `print-timed-out`.
   */
  print: method(v.object({ ...Chosen, printer: v.string(), caption: LabelCaption }), v.object({ job: v.string() })),
  /** The links kept for a portal are others now. */
  keptLinksChanged: push(PortalId),
} as const
