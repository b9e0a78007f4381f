import type { PushEntry } from '#common/journal/journal.contract'
import { printLine } from '#common/journal/journal-line'
import type { FileTrouble } from '#common/storage/file-trouble'
import { chmod, mkdtemp, readdir, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJournalFiles, readRecord, type JournalBounds } from '../../../../../electron/main/journal/journal-files'
import { pushEntry } from '../../../../support/journal-entries'

const WIDE: JournalBounds = { segmentBytes: 1_000_000, totalBytes: 5_000_000, segmentDays: 1, days: 90 }
const DAY_MS = 86_400_000

let parent: string
let folder: string
let now: number
let troubles: FileTrouble[]
let sound: string[]

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'paydesk-journal-'))
  folder = join(parent, 'journal')
  now = Date.UTC(2031, 4, 4, 10)
  troubles = []
  sound = []
})

afterEach(() => rm(parent, { recursive: true, force: true }))

function filesWith(bounds: Partial<JournalBounds> = {}) {
  return createJournalFiles({
    folder,
    stream: 'pushes',
    bounds: { ...WIDE, ...bounds },
    clock: { now: () => now },
    onTrouble: trouble => troubles.push(trouble),
    onSound: file => sound.push(file),
  })
}

const push = (id: string): PushEntry => pushEntry({ id })

async function idsIn(files: ReturnType<typeof filesWith>): Promise<string[]> {
  const names = await files.names()
  const segments = await Promise.all(names.toReversed().map(name => files.read(name)))
  return segments.flatMap(segment =>
    (segment?.lines ?? []).map(readRecord).map(line => (line.kind === 'entry' ? line.entry.id : line.kind)),
  )
}

describe('the files of the journal', () => {
  it('have what was added after a restart, for their owner alone', async () => {
    await filesWith().append(printLine(push('a')), true)
    const again = filesWith()
    await again.append(printLine(push('b')) + printLine(push('c')), false)

    expect(await idsIn(filesWith())).toEqual(['a', 'b', 'c'])
    expect(await readdir(folder)).toEqual(['pushes-2031-05-04-1.jsonl'])
    expect((await stat(folder)).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'pushes-2031-05-04-1.jsonl'))).mode & 0o777).toBe(0o600)
    expect(troubles).toEqual([])
  })

  it('lose no other record to one that was torn, at whichever byte', async () => {
    const path = join(folder, 'pushes-2031-05-04-1.jsonl')
    await filesWith().append(printLine(push('a')), true)
    const whole = await readFile(path)
    const last = Buffer.from(printLine(push('torn')))
    for (let kept = 0; kept < last.length; kept++) {
      await writeFile(path, Buffer.concat([whole, last.subarray(0, kept)]))
      await filesWith().append(printLine(push('next')), false)
      // Without its break alone the record is whole.
      const torn = kept === 0 ? [] : [kept === last.length - 1 ? 'torn' : 'damaged']
      expect(await idsIn(filesWith()), String(kept)).toEqual(['a', ...torn, 'next'])
    }
  })

  it('are begun anew each day or when one is full, and read in their order', async () => {
    const files = filesWith({ segmentBytes: 10 })
    await files.append(printLine(push('a')), false)
    await files.append(printLine(push('b')), false)
    now += DAY_MS
    await files.append(printLine(push('c')), false)
    // Put back by somebody: what comes later must not stand before it.
    now -= 5 * DAY_MS
    await files.append(printLine(push('d')), false)

    expect(await files.names()).toEqual([
      'pushes-2031-05-05-2.jsonl',
      'pushes-2031-05-05-1.jsonl',
      'pushes-2031-05-04-2.jsonl',
      'pushes-2031-05-04-1.jsonl',
    ])
    expect(await idsIn(files)).toEqual(['a', 'b', 'c', 'd'])
  })

  it('are numbered past nine', async () => {
    const files = filesWith({ segmentBytes: 1 })
    const ids = Array.from({ length: 12 }, (_, index) => `n${index}`)
    for (const id of ids) await files.append(printLine(push(id)), false)

    expect(await idsIn(filesWith())).toEqual(ids)
  })

  it('are removed when they are too many, the oldest first', async () => {
    const size = printLine(push('a0')).length * 2
    const files = filesWith({ segmentBytes: 1, totalBytes: size * 3 })
    for (let index = 0; index < 8; index++) await files.append(printLine(push(`a${index}`)), false)

    const ids = await idsIn(files)
    expect(ids.at(-1)).toBe('a7')
    expect(ids.length).toBeLessThanOrEqual(6)
    expect(ids).toEqual(['a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7'].slice(-ids.length))
  })

  it('are removed when they are too old', async () => {
    const files = filesWith({ days: 90 })
    await files.append(printLine(push('old')), false)
    now += 90 * DAY_MS
    await files.append(printLine(push('ninety')), false)
    expect(await idsIn(files)).toEqual(['old', 'ninety'])
    now += DAY_MS
    await files.append(printLine(push('new')), false)
    expect(await idsIn(files)).toEqual(['ninety', 'new'])
  })
})

describe('what is not ours in the folder of the journal', () => {
  const LATER = `${JSON.stringify({ ...push('x'), version: 2 })}\n`

  it.each([
    ['of a later version', LATER],
    ['of another program', 'at,what\n2031,this\n'],
    ['of zeros, as a power cut leaves them', '\0\0\0\0'],
  ])('is left as it is: a file %s', async (_, content) => {
    const path = join(folder, 'pushes-2031-05-04-1.jsonl')
    await filesWith().append(printLine(push('a')), false)
    await writeFile(path, content)
    const files = filesWith({ totalBytes: 1 })
    await files.append(printLine(push('b')), false)

    expect(await readFile(path, 'utf8')).toBe(content)
    expect(await files.names()).toEqual(['pushes-2031-05-04-2.jsonl', 'pushes-2031-05-04-1.jsonl'])
    expect((await idsIn(files)).at(-1)).toBe('b')
  })

  it('is no part of the journal: files of other names', async () => {
    const files = filesWith({ totalBytes: 1, segmentBytes: 1 })
    await files.append(printLine(push('a')), false)
    for (const name of ['notes.txt', 'calls-2031-05-04-1.jsonl', 'pushes-2031-13-04-1.jsonl', 'pushes-v2-1.jsonl']) {
      await writeFile(join(folder, name), 'mine')
    }
    await files.append(printLine(push('b')), false)

    expect(await idsIn(files)).toEqual(['b'])
    expect((await readdir(folder)).length).toBe(5)
  })

  it('does not keep the next entry from being written: a read-only segment', async () => {
    await filesWith().append(printLine(push('a')), false)
    await chmod(join(folder, 'pushes-2031-05-04-1.jsonl'), 0o400)
    await filesWith().append(printLine(push('b')), false)

    expect(await idsIn(filesWith())).toEqual(['a', 'b'])
  })
})

describe('a folder of the journal that cannot be used', () => {
  it.each<[string, () => Promise<void>, FileTrouble['kind']]>([
    ['is a file', () => writeFile(folder, 'x'), 'not-a-folder'],
    ['is a link that leads nowhere', () => symlink(join(parent, 'gone'), folder), 'lost-link'],
  ])('refuses, and says that it %s', async (_, spoil, kind) => {
    await spoil()

    await expect(filesWith().append(printLine(push('a')), true)).rejects.toMatchObject({ details: { file: 'journal' } })
    expect(troubles).toEqual([{ kind, file: 'journal', keptAs: null }])
  })

  it('is used again as soon as that is possible', async () => {
    await writeFile(folder, 'x')
    const files = filesWith()
    await files.append(printLine(push('a')), true).catch(() => undefined)
    await rm(folder)
    await files.append(printLine(push('b')), true)

    expect(await idsIn(files)).toEqual(['b'])
    expect(sound).toEqual(['journal'])
  })

  it('has what a failed write left cut off from the next entry', async () => {
    const path = join(folder, 'pushes-2031-05-04-1.jsonl')
    const files = filesWith()
    await files.append(printLine(push('a')) + printLine(push('b')), false)
    await truncate(path, (await stat(path)).size - 30)
    await files.append(printLine(push('c')), false)

    expect(await idsIn(files)).toEqual(['a', 'damaged', 'c'])
  })
})
