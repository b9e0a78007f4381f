import * as v from 'valibot'
import { CodeOptions } from '../codes/code-options'
import { PaymentId } from '../codes/codes.contract'
import { method, push } from '../ipc/contract'
import { MAX_PAYMENTS } from '../payments/parse-payment-ids'
import { Failure } from '../payments/payments.contract'
import { PortalId } from '../portals/portals.contract'

const count = v.pipe(v.number(), v.integer(), v.minValue(0))

export const FilesPlanId = v.pipe(v.string(), v.minLength(1), v.maxLength(100), v.brand('FilesPlanId'))
export type FilesPlanId = v.InferOutput<typeof FilesPlanId>

export const FilesFormat = v.picklist(['svg', 'png'])
export type FilesFormat = v.InferOutput<typeof FilesFormat>

export const FilesTarget = v.picklist(['folder', 'zip'])
export type FilesTarget = v.InferOutput<typeof FilesTarget>

export const CodeFilesRequest = v.object({
  portalId: PortalId,
  /** In the order of their numbers. */
  paymentIds: v.pipe(v.array(PaymentId), v.minLength(1), v.maxLength(MAX_PAYMENTS)),
  code: CodeOptions,
  format: FilesFormat,
  /** A name with placeholders in braces: {payment}, {order}, {payer}, {n}, or the name of one of the payments' texts. */
  pattern: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200)),
  target: FilesTarget,
})
export type CodeFilesRequest = v.InferOutput<typeof CodeFilesRequest>

/** What would be written, and into what. */
export const CodeFilesPlan = v.object({
  id: FilesPlanId,
  target: FilesTarget,
  /** The name of the folder or the archive, without where it is. */
  place: v.string(),
  fileCount: count,
  /** The first names. */
  names: v.array(v.string()),
  /** How many files of these names are in the folder already, and the first of them. */
  existingCount: count,
  existing: v.array(v.string()),
  /** Asked payments that get no file because no link of theirs is kept, or because it was asked for again in vain. */
  withoutLink: v.array(PaymentId),
})
export type CodeFilesPlan = v.InferOutput<typeof CodeFilesPlan>

/** What becomes of a file whose name is taken: it gets a number, takes the other one's place, or is left out. */
export const ExistingChoice = v.picklist(['number', 'replace', 'leave-out'])
export type ExistingChoice = v.InferOutput<typeof ExistingChoice>

/** What was written. What was written before it was cancelled, or failed, stays. */
export const CodeFilesResult = v.object({
  status: v.picklist(['done', 'cancelled', 'failed']),
  target: FilesTarget,
  place: v.string(),
  total: count,
  written: count,
  /** How many of the written took another file's place, and how many got a number because of one. */
  replaced: count,
  numbered: count,
  /** How many were left out because of another file. */
  leftOut: count,
  /** Of how many of the written the short link was not seen to lead to the payment. */
  unprovenCount: count,
  /** The first hundred payments that got no file, and how many they are. */
  failed: v.array(v.object({ paymentId: PaymentId, error: Failure })),
  failedCount: count,
  /** What ended it, where it `failed`. */
  error: v.nullable(Failure),
})
export type CodeFilesResult = v.InferOutput<typeof CodeFilesResult>

/** Codes of many payments as files of their own. */
export const codeFilesContract = {
  /**
   * Lets the person choose a folder or the name of an archive, and looks what is there; null when cancelled. Nothing is
   * written. Errors: not-found with reason `kept-link` (none of the payments has one in force); invalid-input with reason
   * `contrast-too-low`, `picture-too-large` (`largestMm`) or `name-part-unknown` (`part`), or what
   * `codeGeometry` finds of the size; conflict with reason `place-full`, `place-forbidden` or `file-not-written` (`system`),
   * and those of a code that is not read back.
   */
  plan: method(CodeFilesRequest, v.nullable(CodeFilesPlan)),
  /**
   * Draws each code of a kept link, reads it back from its finished file, and only then writes it. A file that came to be
   * since it was planned is replaced in no case but `replace`. Errors: not-found with reason `files-plan`; conflict with
   * reason `files-being-written`.
   */
  write: method(v.object({ planId: FilesPlanId, existing: ExistingChoice }), CodeFilesResult),
  /** Ends the writing that goes on; what is written stays. */
  cancel: method(v.void(), v.void()),
  progressed: push(v.object({ done: count, total: count })),
} as const
