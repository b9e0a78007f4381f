import { clipboard, ClipboardItem, nativeImage, type NativeImage } from 'electron'
import type { Clipboard } from './codes.service'

/** The clipboard of Electron before it took the web's form. */
interface OlderClipboard {
  writeImage(image: NativeImage): void
}

/** The system's clipboard, through whichever of its two forms the runtime has. */
export function createSystemClipboard(): Clipboard {
  return {
    writeText: text => clipboard.writeText(text),
    async writePng(png) {
      if (hasOlderForm(clipboard)) clipboard.writeImage(nativeImage.createFromBuffer(Buffer.from(png)))
      else await clipboard.write([new ClipboardItem({ 'image/png': new Blob([Buffer.from(png)]) })])
    },
  }
}

function hasOlderForm(candidate: object): candidate is OlderClipboard {
  return 'writeImage' in candidate
}
