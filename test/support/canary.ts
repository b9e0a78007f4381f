import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The files of a folder, at any depth, in which a text stands; in UTF-8, UTF-16, base64 or percent-encoded. */
export async function filesHolding(folder: string, text: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries.filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))
  const needles = spellingsOf(text)
  const held = await Promise.all(
    paths.map(async path => {
      const bytes = await bytesAt(path)
      return needles.some(needle => bytes.includes(needle)) ? [path] : []
    }),
  )
  return held.flat()
}

/** A file that is written whole has another name first, under which it may be gone by now. */
async function bytesAt(path: string): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT' && path.endsWith('.tmp')) return Buffer.alloc(0)
    throw error
  }
}

/** True where a text stands in another, in any spelling that a careless program could have given it. */
export function holds(haystack: string, text: string): boolean {
  const bytes = Buffer.from(haystack)
  return spellingsOf(text).some(needle => bytes.includes(needle))
}

function spellingsOf(text: string): Buffer[] {
  // A base64 text depends on where in a group of three bytes it begins, so each of the three is looked for.
  const base64 = [0, 1, 2].map(shift => {
    const encoded = Buffer.from('x'.repeat(shift) + text).toString('base64')
    return Buffer.from(encoded.slice(4, -4))
  })
  return [Buffer.from(text), Buffer.from(text, 'utf16le'), ...base64]
}
