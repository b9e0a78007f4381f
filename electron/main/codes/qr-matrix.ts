import type { CodeMatrix } from '#common/codes/code-matrix'
import { create } from 'qrcode'

/** Level M bears a scratch or a fold of a seventh of the code, and still keeps a short link in a small code. */
export const ERROR_CORRECTION = 'M'

/**
 * Draws a text as a code. The text is one run of UTF-8 bytes, as portals write it: mixed modes save a few modules and
 * cost compatibility.
 */
export function drawCode(text: string): CodeMatrix {
  const { modules } = create([{ data: new TextEncoder().encode(text), mode: 'byte' }], {
    errorCorrectionLevel: ERROR_CORRECTION,
  })
  return { moduleCount: modules.size, modules: modules.data }
}
