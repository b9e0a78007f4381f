import { dialog, type BrowserWindow } from 'electron'
import type { LabelLogo } from '#common/labels/label-design'
import type { Rasteriser } from '../codes/rasteriser'
import { readLogo } from './read-logo'

/** Lets the person choose a picture; null when cancelled. Errors: those of `readLogo`. */
export async function chooseLogo(
  window: BrowserWindow,
  rasteriser: Pick<Rasteriser, 'redrawn'>,
): Promise<Omit<LabelLogo, 'widthMm'> | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog(window, {
    properties: ['openFile'],
    filters: [{ name: 'PNG, JPEG', extensions: ['png', 'jpg', 'jpeg'] }],
  })
  const path = filePaths[0]
  if (canceled || path === undefined) return null
  return readLogo(path, rasteriser)
}
