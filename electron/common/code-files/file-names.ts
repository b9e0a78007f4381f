import { DIRECTION_CHARACTERS } from '../codes/turning-characters'
import { fillPlaceholders, placeholderValues, type PlaceholderValues } from '../payments/placeholders'

/** What is known of a payment for the name of its file; null is what nobody knows. */
export interface NamedPayment {
  readonly paymentId: number
  readonly orderNumber: string | null
  readonly payer: string | null
  readonly texts: readonly { readonly name: string; readonly value: string }[]
}

/** The placeholders that need no column: the payment's id, its order, who pays, and its number in the list. */
export const NAME_PLACEHOLDERS = ['payment', 'order', 'payer', 'n'] as const

export const DEFAULT_PATTERN = 'payment-{payment}'

/** What Windows forbids, macOS and Linux among it; half a character; and what turns the order of what is read around. */
const FORBIDDEN = new RegExp(String.raw`[<>:"/\\|?*\p{Cc}\p{Cs}${DIRECTION_CHARACTERS}\ufffe\uffff]+`, 'gu')
/** Names that Windows keeps for devices, with any ending: `nul.svg` too. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])$/i
/** A name has 255 bytes or letters; a number, the ending and what a file is called until it is whole take their part. */
const MAX_BYTES = 180
const NAMELESS = 'payment'

const encoder = new TextEncoder()
const segmenter = new Intl.Segmenter()

/**
 * A name for the file of each payment, without its ending: safe on Windows, macOS and Linux, and unlike every other one
 * for a system that tells neither capitals nor spellings of one letter apart. A second one of a name gets a number.
 */
export function fileNames(pattern: string, payments: readonly NamedPayment[]): string[] {
  const digits = String(payments.length).length
  const names = createNames()
  return payments.map((payment, index) =>
    names.free(safeName(fillPlaceholders(pattern, valuesOf(payment, String(index + 1).padStart(digits, '0'))))),
  )
}

/** Names that are given once each. */
export interface Names {
  /** Keeps a name from being given. */
  take(name: string): void
  has(name: string): boolean
  /** The name, or with the first number that makes it free: `till`, `till (2)`. */
  free(name: string): string
}

/** Two names are one where a system would take them for one. */
export function createNames(): Names {
  const taken = new Set<string>()
  /** Where the search for a free number goes on, by the name without one. */
  const numbers = new Map<string, number>()
  return {
    take: name => void taken.add(keyOf(name)),
    has: name => taken.has(keyOf(name)),
    free(name) {
      const key = keyOf(name)
      let number = numbers.get(key) ?? 1
      let free = name
      while (number > 1 || taken.has(keyOf(free))) {
        number += 1
        free = `${name} (${String(number)})`
        if (!taken.has(keyOf(free))) break
      }
      if (number > 1) numbers.set(key, number)
      taken.add(keyOf(free))
      return free
    },
  }
}

/** Systems fold letters in different ways; this folds whatever one of them folds. */
function keyOf(name: string): string {
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}

function valuesOf({ paymentId, orderNumber, payer, texts }: NamedPayment, number: string): PlaceholderValues {
  const own: Readonly<Record<(typeof NAME_PLACEHOLDERS)[number], string>> = {
    payment: String(paymentId),
    order: orderNumber ?? '',
    payer: payer ?? '',
    n: number,
  }
  return placeholderValues(own, texts)
}

function safeName(text: string): string {
  const clean = text
    .normalize('NFC')
    .replace(FORBIDDEN, '-')
    .replace(/\s+/g, ' ')
    // Windows drops what stands at the end, and other systems hide what begins with a dot.
    .replace(/^[ .]+/, '')
  const short = cut(clean).replace(/[ .]+$/, '')
  if (short === '') return NAMELESS
  // What counts is what stands before the first dot.
  const [stem = ''] = short.split('.')
  return RESERVED.test(stem.trimEnd()) ? `_${short}` : short
}

/** Cuts between letters as a person counts them. Some systems keep letters in parts, which takes more bytes. */
function cut(text: string): string {
  if (bytesOf(text) <= MAX_BYTES) return text
  let bytes = 0
  let kept = ''
  for (const { segment } of segmenter.segment(text)) {
    bytes += bytesOf(segment)
    if (bytes > MAX_BYTES) break
    kept += segment
  }
  return kept
}

function bytesOf(text: string): number {
  return Math.max(encoder.encode(text).length, encoder.encode(text.normalize('NFD')).length)
}
