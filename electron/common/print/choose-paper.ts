import { MM_PER_INCH } from '../codes/code-geometry'

/** A paper that a printer offers, as PWG 5101.1 names it, e.g. `iso_a4_210x297mm`. */
export interface Paper {
  readonly name: string
  readonly widthMm: number
  readonly heightMm: number
}

/** What a printer can be given. */
export interface OfferedPapers {
  readonly papers: readonly Paper[]
  /** The smallest and the largest size it takes beside its papers; null where it takes no others. */
  readonly custom: { readonly smallest: Size; readonly largest: Size } | null
}

interface Size {
  readonly widthMm: number
  readonly heightMm: number
}

export type PaperChoice =
  | { readonly kind: 'offered'; readonly paper: Paper }
  | { readonly kind: 'custom'; readonly widthMm: number; readonly heightMm: number }
  | { readonly kind: 'none' }

/** Papers of one name differ by less between makers and standards, and no two papers lie so close. */
const TOLERANCE_MM = 1
const PWG_NAME = /^(.+)_(\d+(?:\.\d+)?)x(\d+(?:\.\d+)?)(mm|in)$/

/** Reads the values of `media-supported`. What is no size, such as the name of a tray, is passed over. */
export function offeredPapers(names: readonly string[]): OfferedPapers {
  const sizes = names.flatMap(name => {
    const [, kind = '', width, height, unit] = PWG_NAME.exec(name) ?? []
    const mm = unit === 'in' ? MM_PER_INCH : 1
    return kind === '' ? [] : [{ name, kind, widthMm: Number(width) * mm, heightMm: Number(height) * mm }]
  })
  const smallest = sizes.find(({ kind }) => kind.startsWith('custom_min'))
  const largest = sizes.find(({ kind }) => kind.startsWith('custom_max'))
  return {
    papers: sizes.filter(({ kind }) => !/^custom_(?:min|max)/.test(kind)),
    custom: smallest === undefined || largest === undefined ? null : { smallest, largest },
  }
}

/**
 * The paper for a sheet: the closest one of its size, also one that lies across; then a size of the sheet's own. A sheet
 * on a paper that lies across is turned by the print service, and never scaled.
 */
export function choosePaper({ papers, custom }: OfferedPapers, sheet: Size): PaperChoice {
  for (const wanted of [sheet, turned(sheet)]) {
    const [closest] = papers
      .map(paper => ({ paper, missMm: missMm(paper, wanted) }))
      .filter(({ missMm }) => missMm <= TOLERANCE_MM)
      .sort((one, other) => one.missMm - other.missMm)
    if (closest !== undefined) return { kind: 'offered', paper: closest.paper }
  }
  const fitting = [sheet, turned(sheet)].find(size => custom !== null && isWithin(size, custom))
  return fitting === undefined ? { kind: 'none' } : { kind: 'custom', ...fitting }
}

/** The sizes that a printer offers in words that need no language, those most like the sheet's first. */
export function offeredWords({ papers, custom }: OfferedPapers, sheet: Size, most: number): string {
  const miss = (paper: Size): number => Math.min(missMm(paper, sheet), missMm(paper, turned(sheet)))
  const sizes = [...papers].sort((one, other) => miss(one) - miss(other)).map(sizeWords)
  const shown = [...new Set(sizes)].slice(0, most)
  if (custom !== null) shown.push(`${sizeWords(custom.smallest)} – ${sizeWords(custom.largest)}`)
  return shown.join(', ')
}

export function sizeWords({ widthMm, heightMm }: Size): string {
  return `${String(tenths(widthMm))} × ${String(tenths(heightMm))} mm`
}

function tenths(mm: number): number {
  return Math.round(mm * 10) / 10
}

function turned({ widthMm, heightMm }: Size): Size {
  return { widthMm: heightMm, heightMm: widthMm }
}

function missMm(one: Size, other: Size): number {
  return Math.max(Math.abs(one.widthMm - other.widthMm), Math.abs(one.heightMm - other.heightMm))
}

function isWithin(size: Size, { smallest, largest }: { readonly smallest: Size; readonly largest: Size }): boolean {
  return (
    size.widthMm >= smallest.widthMm &&
    size.heightMm >= smallest.heightMm &&
    size.widthMm <= largest.widthMm &&
    size.heightMm <= largest.heightMm
  )
}
