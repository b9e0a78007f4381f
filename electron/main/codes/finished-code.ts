import { codeGeometry } from '#common/codes/code-geometry'
import type { CodeOptions } from '#common/codes/code-options'
import { codeSvg } from '#common/codes/code-svg'
import { MAX_RASTER_PIXELS } from '#common/codes/rasteriser-page'
import { AppError } from '#common/ipc/app-error'
import type { FilesFormat } from '#common/code-files/code-files.contract'
import { writeCodePng } from './png-writer'
import { drawCode } from './qr-matrix'
import { verifyCode, type DrawsFiles } from './verify-code'

/**
 * The file of a code, read back and compared with its address. Errors: those of `codeGeometry` and `verifyCode`;
 * invalid-input with reason `picture-too-large` and `largestMm`.
 */
export async function finishedCode(
  address: string,
  { options, format }: { readonly options: CodeOptions; readonly format: FilesFormat },
  rasteriser: DrawsFiles,
): Promise<Uint8Array> {
  const matrix = drawCode(address, options)
  const geometry = codeGeometry(matrix.moduleCount, options)
  if (format === 'svg') {
    const text = codeSvg(matrix, geometry, options)
    await verifyCode({ format, text }, address, rasteriser, geometry)
    return Buffer.from(text)
  }
  if (geometry.sideDots ** 2 > MAX_RASTER_PIXELS) {
    const largestMm = Math.floor((Math.sqrt(MAX_RASTER_PIXELS) / geometry.sideDots) * geometry.sideMm)
    throw new AppError('invalid-input', 'A picture so large is not read back', {
      details: { reason: 'picture-too-large', largestMm },
    })
  }
  const bytes = writeCodePng(matrix, geometry, options)
  await verifyCode({ format, bytes }, address, rasteriser, geometry)
  return bytes
}
