import * as v from 'valibot'

export const AppErrorCode = v.picklist([
  'invalid-input',
  'not-found',
  'unauthorized',
  'rate-limited',
  'conflict',
  'cancelled',
  'portal',
  'network',
  'keychain',
  'internal',
])
export type AppErrorCode = v.InferOutput<typeof AppErrorCode>

/** Facts about an error that the interface words and shows under "details". Never a secret, an address or a path. */
export const AppErrorDetails = v.record(v.string(), v.union([v.string(), v.number(), v.boolean(), v.null()]))
export type AppErrorDetails = v.InferOutput<typeof AppErrorDetails>

/** The form in which an error crosses between processes. */
export const WireError = v.object({
  code: AppErrorCode,
  message: v.string(),
  details: v.optional(AppErrorDetails),
})
export type WireError = v.InferOutput<typeof WireError>

/** What a call answers on the wire: Electron would keep only the message of a rejection, so errors travel as values. */
export type Reply = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: WireError }

/**
 * The one error that may leave a service. The message is English for logs; the interface finds its own words by `code`
 * and `details` (`reason`, `layer`, or the portal's `method`, `code`, `description` and `status`).
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode
  readonly details: AppErrorDetails

  constructor(code: AppErrorCode, message: string, options: { details?: AppErrorDetails; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }

  static fromWire(error: WireError): AppError {
    return new AppError(error.code, error.message, { details: error.details ?? {} })
  }

  toWire(): WireError {
    return { code: this.code, message: this.message, details: this.details }
  }
}
