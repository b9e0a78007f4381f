import type { Fact } from '../payments/payments.contract'
import {
  fillPlaceholders,
  isNothingKnown,
  placeholdersIn,
  placeholderValues,
  type PlaceholderValues,
} from '../payments/placeholders'
import type { LabelDesign, LabelLine } from './label-design'

/** What is known of a payment; null is what is not. */
export interface LabelFacts {
  readonly paymentId: number
  readonly title: string | null
  readonly orderNumber: string | null
  readonly sum: number | null
  /** A code of ISO 4217, or whatever the portal has in its place. */
  readonly currency: string | null
  /** A day, `YYYY-MM-DD`, as the portal's clocks have it. */
  readonly due: string | null
  readonly payer: string | null
  readonly link: string
  /** What was written beside the payment, under its column's name. */
  readonly texts: readonly { readonly name: string; readonly value: string }[]
}

/** A text as it stands on a label, before it is broken into lines. */
export interface LabelText {
  readonly text: string
  readonly size: LabelLine['size']
  readonly isBold: boolean
}

/** The placeholders that every payment has, besides the names of its texts; nothing is printed for any other. */
export const PLACEHOLDERS = ['payment', 'title', 'order', 'sum', 'due', 'payer', 'link'] as const
type Placeholder = (typeof PLACEHOLDERS)[number]

const FALLBACK_LOCALE = 'en'

/** The texts of a label in the order of its lines. What nothing is known of is left out, and so is a line without a text. */
export function labelTexts(
  design: Pick<LabelDesign, 'lines'>,
  facts: LabelFacts,
  locale: string,
): readonly LabelText[] {
  const known = knownValues(facts, locale)
  return design.lines.flatMap(({ template, size, isBold }) => {
    const text = filled(template, known)
    return text === '' ? [] : [{ text, size, isBold }]
  })
}

/** Of which facts the placeholders are that have no name of a text; null is what cannot change. */
const FACTS: Readonly<Record<Placeholder, Fact | null>> = {
  ...{ payment: null, title: null, link: null },
  ...{ order: 'order', sum: 'sum', due: 'due', payer: 'texts' },
}

/** What a design prints of payments that may have changed since it was read. */
export function printedFacts(design: Pick<LabelDesign, 'lines'>): Fact[] {
  const names = design.lines.flatMap(({ template }) => placeholdersIn(template.toLowerCase()))
  const facts = names.map(name => {
    const placeholder = PLACEHOLDERS.find(one => one === name)
    return placeholder === undefined ? 'texts' : FACTS[placeholder]
  })
  return [...new Set(facts.filter(fact => fact !== null))]
}

/** A sum in its currency as the locale writes it. It is never rounded to what is usual: the buyer pays all of it. */
export function sumText(sum: number, currency: string | null, locale: string): string {
  const code = currency?.trim() ?? ''
  const decimals = decimalsOf(sum)
  if (/^[A-Za-z]{3}$/.test(code)) return numbersOf(locale, code, decimals).format(sum)
  // Portals let any word be the code of a currency.
  return `${numbersOf(locale, null, decimals).format(sum)} ${code}`.trim()
}

/** How many decimals a sum has; portals keep four, and what a number has beyond them comes of its being binary. */
function decimalsOf(sum: number): number {
  return /\.(\d*?)0*$/.exec(sum.toFixed(4))?.[1]?.length ?? 0
}

/** A day as the locale writes it; what is no day stays as it is. */
export function dayText(day: string, locale: string): string {
  // A date alone is read as the beginning of its day in UTC.
  const date = new Date(/^\d{4}-\d{2}-\d{2}$/.test(day) ? day : NaN)
  return Number.isNaN(date.getTime()) ? day : daysOf(locale).format(date)
}

/** Making a format takes a thousand times as long as using it, and a sheet has thousands of labels. */
const numberFormats = new Map<string, Intl.NumberFormat>()
const dayFormats = new Map<string, Intl.DateTimeFormat>()

function numbersOf(locale: string, currency: string | null, decimals: number): Intl.NumberFormat {
  const key = `${locale} ${currency} ${decimals}`
  const known = numberFormats.get(key)
  if (known !== undefined) return known
  const options = currency === null ? {} : { style: 'currency' as const, currency }
  const usual = new Intl.NumberFormat(usable(locale), options)
  const isMore = decimals > (usual.resolvedOptions().maximumFractionDigits ?? 0)
  const format = isMore
    ? new Intl.NumberFormat(usable(locale), {
        ...options,
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      })
    : usual
  numberFormats.set(key, format)
  return format
}

function daysOf(locale: string): Intl.DateTimeFormat {
  const known = dayFormats.get(locale)
  if (known !== undefined) return known
  const format = new Intl.DateTimeFormat(usable(locale), { dateStyle: 'medium', timeZone: 'UTC' })
  dayFormats.set(locale, format)
  return format
}

/** Empty when the template has placeholders and none of them has a value. */
function filled(template: string, known: PlaceholderValues): string {
  return isNothingKnown(template, known) ? '' : fillPlaceholders(template, known).trim()
}

/** A text of one's own never takes the place of what the portal said. */
function knownValues(facts: LabelFacts, locale: string): PlaceholderValues {
  const { sum, due } = facts
  const own: Readonly<Record<Placeholder, string>> = {
    payment: String(facts.paymentId),
    title: facts.title ?? '',
    order: facts.orderNumber ?? '',
    sum: sum === null ? '' : sumText(sum, facts.currency, locale),
    due: due === null ? '' : dayText(due, locale),
    payer: facts.payer ?? '',
    link: facts.link,
  }
  return placeholderValues(own, facts.texts)
}

function usable(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? FALLBACK_LOCALE
  } catch {
    return FALLBACK_LOCALE
  }
}
