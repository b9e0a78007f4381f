/** One thing that was measured on both sides, in turns, in one run on one machine. */
export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 'MB'
  /** What the app is measured against, in words. */
  readonly baseline: string
  readonly paydesk: Spread
  readonly bare: Spread
  /** The median of the app by that of the baseline. */
  readonly ratio: number
}

export interface Spread {
  readonly count: number
  readonly min: number
  readonly median: number
  readonly max: number
}

export function figureOf(
  facts: Pick<Figure, 'name' | 'unit' | 'baseline'>,
  paydesk: readonly number[],
  bare: readonly number[],
): Figure {
  const [mine, other] = [spreadOf(paydesk), spreadOf(bare)]
  return { ...facts, paydesk: mine, bare: other, ratio: mine.median / other.median }
}

export function spreadOf(values: readonly number[]): Spread {
  return { count: values.length, min: Math.min(...values), median: quantile(values, 0.5), max: Math.max(...values) }
}

/** The value that a share of all values does not exceed; 0.5 is the median. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((one, other) => one - other)
  const place = Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))
  return sorted[place] ?? Number.NaN
}
