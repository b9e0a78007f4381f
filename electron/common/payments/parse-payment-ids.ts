/** A list of payments holds no more; pieces that would give more are refused before they are counted out. */
export const MAX_PAYMENTS = 10_000

/**
 * What is wrong with a piece: it is no id; its range runs backwards; with it there are more than are taken; or it is one id
 * with signs between its thousands as well as several.
 */
export type PaymentIdProblem = 'not-an-id' | 'backwards' | 'too-many' | 'ambiguous'

export type PaymentIds =
  | {
      readonly ok: true
      /** Each once, in the order in which they were first named. */
      readonly ids: readonly number[]
      /** How many were named again. */
      readonly repeated: number
    }
  | {
      readonly ok: false
      readonly problem: PaymentIdProblem
      /** The piece as it stands in the text; a very long one is cut. */
      readonly piece: string
    }

/** What a person may put between two ids; a dash is none, because it makes a range. */
const SEPARATORS = /[\s,;|/\u200b\ufeff]+/u
/** The dashes that word processors and keyboards make of a hyphen, with the blanks of their line around them. */
const DASH = /[ \t\u00a0\u202f]*[-‐‑‒–—−][ \t\u00a0\u202f]*/gu
/**
 * Up to nine digits as programs part them in threes, with nothing around them that shows a list. A blank can be between two
 * ids of three digits just as well, so that one counts only where the ids would be odd ones: `1 063`, `12 345`.
 */
const GROUPED =
  /(?<!\d|\d[, \u00a0\u2009\u202f])(?:[1-9]\d{0,2}(?:[,\u00a0\u2009\u202f]\d{3}){1,2}|[1-9]\d?(?: \d{3}){1,2}|[1-9]\d\d(?: 0\d\d| \d{3} 0\d\d))(?![, \u00a0\u2009\u202f]?\d)/u
const RANGE = /^[#№]?(\d+)(?:-[#№]?(\d+))?$/
const MAX_PIECE_LENGTH = 40

/**
 * Reads ids as people type and paste them: `1001, 1003-1010`, one a line, in columns. Every piece must be an id or a
 * range; the first one that is not is named, and nothing is taken. SECURITY: what could be the id of another payment as well is
 * refused, because its buyer would be sent to a bill that is not theirs.
 */
export function parsePaymentIds(text: string): PaymentIds {
  const ids = new Set<number>()
  let named = 0
  const [grouped] = GROUPED.exec(text) ?? []
  if (grouped !== undefined) return refused('ambiguous', grouped)
  for (const piece of text.replace(DASH, '-').split(SEPARATORS)) {
    if (piece === '') continue
    const [, first, last = first] = RANGE.exec(piece) ?? []
    const from = paymentIdIn(first)
    const to = paymentIdIn(last)
    if (from === null || to === null) return refused('not-an-id', piece)
    if (to < from) return refused('backwards', piece)
    // Counted before they are counted out: a range may be as long as numbers go.
    if (to - from >= MAX_PAYMENTS) return refused('too-many', piece)
    for (let id = from; id <= to; id++) ids.add(id)
    named += to - from + 1
    if (ids.size > MAX_PAYMENTS) return refused('too-many', piece)
  }
  return { ok: true, ids: [...ids], repeated: named - ids.size }
}

/** The id that a text is, or null: a whole number from 1 on that every program can count to. */
export function paymentIdIn(text: string | undefined): number | null {
  const id = text !== undefined && /^\d{1,16}$/.test(text) ? Number(text) : NaN
  return Number.isSafeInteger(id) && id > 0 ? id : null
}

function refused(problem: PaymentIdProblem, piece: string): PaymentIds {
  return { ok: false, problem, piece: piece.length > MAX_PIECE_LENGTH ? `${piece.slice(0, MAX_PIECE_LENGTH)}…` : piece }
}
