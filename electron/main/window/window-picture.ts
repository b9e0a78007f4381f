import type { BrowserWindow } from 'electron'
import { rename, writeFile } from 'node:fs/promises'

/** Writes a PNG picture of the window, complete or not at all; for starts on computers that have no display. */
export async function writeWindowPicture(window: BrowserWindow, file: string): Promise<void> {
  const picture = await window.webContents.capturePage()
  const unfinished = `${file}.part`
  await writeFile(unfinished, picture.toPNG(), { mode: 0o600 })
  await rename(unfinished, file)
}
