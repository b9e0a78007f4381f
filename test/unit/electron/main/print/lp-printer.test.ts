import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLpPrinter } from '../../../../../electron/main/print/lp-printer'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-lp-'))
  await command('lpstat', RUNNING)
  await command(
    'lp',
    'cat > "$0.input"; printf "%s\\n" "$@" > "$0.arguments"; echo "request id is Labels-12 (0 file(s))"',
  )
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const RUNNING = `case "$1" in
  -r) echo "scheduler is running" ;;
  -e) echo Labels; echo Office_2 ;;
  -d) echo "system default destination: Office_2" ;;
  -l) printf 'printer Labels is idle.  enabled since today\\n\\tForm mounted:\\n\\tDescription: Label printer\\n' ;;
esac`

const PDF = Buffer.from('%PDF-1.4 …')
const job = {
  printer: 'Labels',
  sheet: { title: 'Payment 1063', widthMm: 40.2166, heightMm: 48.6833, pages: [] },
  pdf: PDF,
  copies: 1,
  pages: null,
}

describe('printing with lp', () => {
  it('lists the printers with their descriptions and the default one', async () => {
    expect(await printer().list()).toEqual({
      state: 'ready',
      printers: [
        { name: 'Labels', description: 'Label printer', isDefault: false },
        { name: 'Office_2', description: 'Office_2', isDefault: true },
      ],
    })
  })

  it.each([
    { what: 'the service is stopped', lpstat: 'echo "scheduler is not running"; exit 1', state: 'service-stopped' },
    { what: 'there is no printer', lpstat: '[ "$1" = -r ] && echo "scheduler is running"', state: 'none' },
  ])('tells that $what', async ({ lpstat, state }) => {
    await command('lpstat', lpstat)
    expect(await printer().list()).toEqual({ state, printers: [] })
  })

  it('tells that the commands are not installed', async () => {
    await rm(join(folder, 'lpstat'))
    expect(await printer().list()).toEqual({ state: 'unavailable', printers: [] })
    await expectReason('printing-unavailable')
  })

  it('gives the file as input, at its own size and without scaling, and answers the name of the job', async () => {
    expect(await printer().print(job)).toBe('Labels-12')
    expect(await readFile(join(folder, 'lp.input'))).toEqual(PDF)
    expect(await readFile(join(folder, 'lp.arguments'), 'utf8')).toBe(
      '-d\nLabels\n-t\nPayment 1063\n-n\n1\n-o\nmedia=Custom.40.22x48.69mm\n-o\nprint-scaling=none\n',
    )
  })

  it('asks for whole copies, and for some of the pages', async () => {
    await printer().print({ ...job, copies: 3, pages: { from: 2, to: 4 } })
    expect(await readFile(join(folder, 'lp.arguments'), 'utf8')).toContain('-n\n3\n-P\n2-4\n-o\ncollate=true\n')
  })

  it('asks in English, whatever the language of the computer', async () => {
    await command('lpstat', `[ "$LC_ALL$LANGUAGE" = CC ] && ${RUNNING}`)
    expect((await printer({ LC_ALL: 'de_DE.UTF-8', LANGUAGE: 'de' }).list()).state).toBe('ready')
  })

  it.each(['Labels2', '-h', 'Labels -o raw', ''])(
    'takes no printer that the computer does not have: "%s"',
    async name => {
      await expect(printer().print({ ...job, printer: name })).rejects.toMatchObject({
        code: 'conflict',
        details: { reason: 'printer-not-found' },
      })
    },
  )

  it('tells that the service was stopped', async () => {
    await command('lpstat', 'echo "scheduler is not running"; exit 1')
    await expectReason('print-service-stopped')
  })

  it('tells what the service said when it refused', async () => {
    await command('lp', 'echo "lp: Too many jobs." >&2; exit 1')
    await expect(printer().print(job)).rejects.toMatchObject({
      details: { reason: 'print-refused', exitCode: 1, answer: 'lp: Too many jobs.' },
    })
  })

  it('tells when the service does not answer in time', async () => {
    await command('lp', 'exec sleep 60')
    const printing = createLpPrinter(environment(), { listMs: 10_000, printMs: 300 }).print(job)
    await expect(printing).rejects.toMatchObject({ details: { reason: 'print-timed-out' } })
  })

  it('puts a title on one line', async () => {
    await printer().print({ ...job, sheet: { ...job.sheet, title: 'Payment\n1063\u0000' } })
    expect(await readFile(join(folder, 'lp.arguments'), 'utf8')).toContain('-t\nPayment 1063 \n')
  })
})

function environment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  // The commands of this folder are found first, and the computer's own lp not at all.
  return { PATH: folder, ...extra }
}

function printer(extra?: NodeJS.ProcessEnv) {
  return createLpPrinter(environment(extra))
}

async function command(name: string, script: string): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, `#!/bin/sh\nPATH=/usr/bin:/bin\n${script}\n`)
  await chmod(file, 0o755)
}

async function expectReason(reason: string): Promise<void> {
  await expect(printer().print(job)).rejects.toMatchObject({ code: 'conflict', details: { reason } })
}
