import {
  compareMeaning,
  NOTHING_MORE,
  readSide,
  type CompareSide,
  type MeaningComparison,
  type MeaningRow,
  type ShownDifferences,
  type SideProblem,
  type SideReading,
  type TextPlaces,
} from '#common/compare/comparison'
import { textChanges, type TextChange } from '#common/compare/text-changes'
import type { TextEdit } from '#common/json/text-edit'
import { withPlainBreaks } from '../editor/line-break-of'

export interface CompareRequest {
  readonly left: string
  readonly right: string
  readonly shown: ShownDifferences
}

/** What is known of two texts. Without a meaning on one side, why. */
export interface CompareResult {
  readonly meaning:
    | { readonly ok: true; readonly rows: readonly MeaningRow[] }
    | { readonly ok: false; readonly problems: Readonly<Record<CompareSide, SideProblem | null>> }
  /** Between the texts with plain line breaks. */
  readonly changes: readonly TextChange[]
}

/** What is asked of the last comparison goes by the index of a row. */
export type CompareQuestion =
  | { readonly kind: 'compare'; readonly request: CompareRequest }
  | { readonly kind: 'take-over'; readonly index: number; readonly into: CompareSide }
  | { readonly kind: 'places'; readonly index: number }
  | { readonly kind: 'count'; readonly left: string; readonly right: string }

export type CompareAnswer =
  | { readonly kind: 'compare'; readonly result: CompareResult }
  | { readonly kind: 'take-over'; readonly edits: readonly TextEdit[] }
  | { readonly kind: 'places'; readonly places: TextPlaces }
  /** How many differences of meaning there are, or null when one side has none. */
  | { readonly kind: 'count'; readonly count: number | null }

/** Answers questions about two texts at a time. What was read of a side that stays is kept. */
export function createCompareAnswers(): (question: CompareQuestion) => CompareAnswer {
  let readings: readonly (readonly [text: string, reading: SideReading])[] = []
  let comparison: MeaningComparison | null = null
  return answer

  function answer(question: CompareQuestion): CompareAnswer {
    switch (question.kind) {
      case 'compare':
        return { kind: 'compare', result: compare(question.request) }
      case 'take-over':
        return { kind: 'take-over', edits: known().takeOver(question.index, question.into) }
      case 'places':
        return { kind: 'places', places: known().placesOf(question.index) }
      case 'count':
        return { kind: 'count', count: count(question.left, question.right) }
    }
  }

  function compare({ left, right, shown }: CompareRequest): CompareResult {
    const [one, other] = readBoth(left, right)
    comparison = one.ok && other.ok ? compareMeaning(one, other, shown) : null
    return {
      meaning:
        comparison === null
          ? { ok: false, problems: { left: problemOf(one), right: problemOf(other) } }
          : { ok: true, rows: comparison.rows },
      changes: textChanges(withPlainBreaks(left), withPlainBreaks(right)),
    }
  }

  function count(left: string, right: string): number | null {
    const [one, other] = readBoth(left, right)
    return one.ok && other.ok ? compareMeaning(one, other, NOTHING_MORE).rows.length : null
  }

  function readBoth(left: string, right: string): [SideReading, SideReading] {
    const [one, other] = [read(left), read(right)]
    readings = [
      [left, one],
      [right, other],
    ]
    return [one, other]
  }

  function read(text: string): SideReading {
    return readings.find(([known]) => known === text)?.[1] ?? readSide(text)
  }

  function known(): MeaningComparison {
    if (comparison === null) throw new Error('Nothing was compared by meaning yet')
    return comparison
  }
}

function problemOf(reading: SideReading): SideProblem | null {
  return reading.ok ? null : reading.problem
}
