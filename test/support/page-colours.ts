import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const DPI = 50
const NEAR = 40

/** Where the first page of a PDF has dots of about a colour, as poppler draws it, in millimetres from its corner. */
export async function placesOf(
  pdf: Uint8Array,
  colour: { readonly red: number; readonly green: number; readonly blue: number },
): Promise<{ readonly xMm: number; readonly yMm: number }[]> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-colours-'))
  try {
    await writeFile(join(folder, 'page.pdf'), pdf)
    await run('pdftoppm', ['-r', String(DPI), '-singlefile', '-l', '1', join(folder, 'page.pdf'), join(folder, 'page')])
    const file = await readFile(join(folder, 'page.ppm'))
    const head = /^P6\s+(\d+)\s+\d+\s+255\s/.exec(file.subarray(0, 64).toString('latin1'))
    if (head === null) throw new Error('The page is not drawn in colour')
    const [dots, width] = [file.subarray(head[0].length), Number(head[1])]
    const isNear = (at: number, value: number): boolean => Math.abs((dots[at] ?? 0) - value) < NEAR
    return Array.from({ length: dots.length / 3 }, (_, dot) => dot)
      .filter(
        dot => isNear(dot * 3, colour.red) && isNear(dot * 3 + 1, colour.green) && isNear(dot * 3 + 2, colour.blue),
      )
      .map(dot => ({ xMm: ((dot % width) * 25.4) / DPI, yMm: (Math.floor(dot / width) * 25.4) / DPI }))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
