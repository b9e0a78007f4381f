import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** What another program, zbarimg, reads in a picture file; one that it cannot read is an error. */
export async function readWithZbar(picture: string): Promise<string> {
  const options = ['--raw', '--oneshot', '--quiet', '--nodbus', '-Sbinary', picture]
  return (await run('zbarimg', options)).stdout
}

/** The text of a PDF, as another program finds it. */
export async function readText(pdf: Uint8Array): Promise<string> {
  const reading = run('pdftotext', ['-', '-'])
  reading.child.stdin?.end(pdf)
  return (await reading).stdout
}

/** The size of a PDF's first page in points, e.g. `595 x 842`, as another program finds it. */
export async function readPageSize(pdf: Uint8Array): Promise<string> {
  const reading = run('pdfinfo', ['-'])
  reading.child.stdin?.end(pdf)
  return /^Page size:\s+(.+?) pts/m.exec((await reading).stdout)?.[1] ?? ''
}

/** What another program reads in each page of a PDF, drawn by poppler, with the page's text and size in points. */
export async function readPdf(pdf: Uint8Array): Promise<{ codes: string[]; text: string; size: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-pdf-'))
  try {
    const file = join(folder, 'file.pdf')
    await writeFile(file, pdf)
    await run('pdftoppm', ['-r', '300', '-png', file, join(folder, 'page')])
    const pages = (await readdir(folder)).filter(name => name.endsWith('.png')).sort()
    const codes: string[] = []
    for (const page of pages) codes.push(await readWithZbar(join(folder, page)))
    return { codes, text: await readText(pdf), size: await readPageSize(pdf) }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
