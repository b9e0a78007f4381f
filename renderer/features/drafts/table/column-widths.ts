import { reactive } from 'vue'

const MIN_WIDTH = 64
const MAX_WIDTH = 800
const STEP = 16
const DEFAULT_WIDTH = 130

const DEFAULTS: Readonly<Record<string, number>> = {
  code: 170,
  name: 200,
  description: 220,
  sort: 72,
  'provider-value': 140,
  options: 180,
  'used-by': 200,
  field: 170,
  mode: 110,
  source: 170,
  visible: 90,
  label: 240,
}

/** Kept while the app runs, for all drafts. */
const widths = reactive(new Map<string, number>())

/** The width of a column in CSS pixels. */
export function widthOf(column: string): number {
  return widths.get(column) ?? DEFAULTS[column] ?? DEFAULT_WIDTH
}

export function setWidth(column: string, width: number): void {
  widths.set(column, Math.round(Math.max(MIN_WIDTH, Math.min(MAX_WIDTH, width))))
}

/** Makes a column a step wider or narrower. */
export function stepWidth(column: string, step: -1 | 1): void {
  setWidth(column, widthOf(column) + step * STEP)
}
