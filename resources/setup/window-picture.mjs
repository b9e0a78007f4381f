import { chmod, mkdtemp, open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PNG_END = Buffer.from('0000000049454e44ae426082', 'hex')
const LOOK_EVERY_MS = 200

/** A path for a picture of the window, in a folder that only this account can read. */
export async function newPicturePath() {
  return join(await mkdtemp(join(tmpdir(), 'paydesk-window-')), 'window.png')
}

/**
 * Waits until the app has written the whole picture; answers whether it has within the time.
 *
 * @param {string} path @param {{ timeoutMs: number }} options
 */
export async function pictureArrived(path, { timeoutMs }) {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (await isWholePicture(path)) {
      await chmod(path, 0o600)
      return true
    }
    await new Promise(resolve => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return false
}

/** @param {string} path */
async function isWholePicture(path) {
  const file = await open(path).catch((/** @type {NodeJS.ErrnoException} */ error) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (file === undefined) return false
  try {
    const { size } = await file.stat()
    if (size < PNG_END.length) return false
    const tail = Buffer.alloc(PNG_END.length)
    await file.read(tail, 0, tail.length, size - tail.length)
    return tail.equals(PNG_END)
  } finally {
    await file.close()
  }
}
