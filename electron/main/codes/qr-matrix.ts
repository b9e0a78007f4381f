import type { CodeMatrix } from '#common/codes/code-matrix'
import {
  CORRECTION_LEVELS,
  DEFAULT_CODE_OPTIONS,
  type CodeOptions,
  type CorrectionLevel,
} from '#common/codes/code-options'
import { create } from 'qrcode'

export interface DrawnCode extends CodeMatrix {
  /** At least the one that was asked for. */
  readonly level: CorrectionLevel
}

/**
 * Draws a text as a code. The text is one run of UTF-8 bytes, as portals write it: mixed modes save a few modules and
 * cost compatibility.
 */
export function drawCode(
  text: string,
  { level, raisesLevel }: Pick<CodeOptions, 'level' | 'raisesLevel'> = DEFAULT_CODE_OPTIONS,
): DrawnCode {
  const bytes = new TextEncoder().encode(text)
  return drawBytes(bytes, raisesLevel ? raisedLevel(bytes.length, level) : level)
}

function drawBytes(data: Uint8Array, level: CorrectionLevel): DrawnCode {
  const { modules } = create([{ data, mode: 'byte' }], { errorCorrectionLevel: level })
  return { moduleCount: modules.size, modules: modules.data, level }
}

/** How many modules a code has depends on nothing but these two, and drawing it to find that out takes the most time. */
const raisedLevels = new Map<string, CorrectionLevel>()

/** The highest level at which so many bytes take no more modules than at the one that was asked for. */
function raisedLevel(byteCount: number, asked: CorrectionLevel): CorrectionLevel {
  const known = raisedLevels.get(`${byteCount} ${asked}`)
  if (known !== undefined) return known
  const zeros = new Uint8Array(byteCount)
  const { moduleCount } = drawBytes(zeros, asked)
  const higher = CORRECTION_LEVELS.slice(CORRECTION_LEVELS.indexOf(asked) + 1).reverse()
  const raised = higher.find(level => drawBytes(zeros, level).moduleCount === moduleCount) ?? asked
  raisedLevels.set(`${byteCount} ${asked}`, raised)
  return raised
}
