import { AppError } from '#common/ipc/app-error'
import type { FileTrouble } from '#common/storage/file-trouble'
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createJsonFile, type CheckedJsonFile } from '../../../../../electron/main/storage/json-file'

const Shelf = v.object({ books: v.array(v.object({ title: v.string() })) })
type Shelf = v.InferOutput<typeof Shelf>

const EMPTY: Shelf = { books: [] }
const NOW = Date.UTC(2031, 4, 4, 10, 20, 30, 400)

let folder: string
let path: string
let troubles: FileTrouble[]
let sound: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-json-file-'))
  path = join(folder, 'shelf.json')
  troubles = []
  sound = []
})

afterEach(() => rm(folder, { recursive: true, force: true }))

/** Version 3 of the file: version 1 had titles only, version 2 called them `names`. */
function shelfFile(at = path): CheckedJsonFile<Shelf> {
  return createJsonFile<Shelf>({
    path: at,
    schema: Shelf,
    migrations: [
      ({ titles }) => ({ names: titles }),
      ({ names }) => ({ books: v.parse(v.array(v.string()), names).map(title => ({ title })) }),
    ],
    byDefault: () => EMPTY,
    onTrouble: trouble => troubles.push(trouble),
    onSound: file => sound.push(file),
    clock: { now: () => NOW },
  })
}

function shelf(...titles: string[]): Shelf {
  return { books: titles.map(title => ({ title })) }
}

describe('a JSON file', () => {
  it('is its default as long as it is not there', async () => {
    expect(await shelfFile().read()).toEqual(EMPTY)
    expect(await readdir(folder)).toEqual([])
    expect(troubles).toEqual([])
  })

  it('gives back what was written', async () => {
    await shelfFile().write(shelf('Ø', '日本', '\u2028'))

    expect(await shelfFile().read()).toEqual(shelf('Ø', '日本', '\u2028'))
  })

  it('is plain, versioned, for its owner only, and alone in its folder', async () => {
    await shelfFile().write(shelf('Atlas'))

    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({ version: 3, books: [{ title: 'Atlas' }] })
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    expect(await readdir(folder)).toEqual(['shelf.json'])
  })

  it('takes the rights of others away from a file that had them', async () => {
    await writeFile(path, JSON.stringify({ version: 3, ...EMPTY }), { mode: 0o644 })

    await shelfFile().write(shelf('Atlas'))

    expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('makes its folder', async () => {
    const deep = join(folder, 'a', 'b', 'shelf.json')

    await shelfFile(deep).write(shelf('Atlas'))

    expect(await shelfFile(deep).read()).toEqual(shelf('Atlas'))
    expect((await stat(join(folder, 'a', 'b'))).mode & 0o777).toBe(0o700)
  })

  it('ends with what was written last', async () => {
    const file = shelfFile()

    await Promise.all(Array.from({ length: 50 }, (_, index) => file.write(shelf(`Volume ${index}`))))

    expect(await shelfFile().read()).toEqual(shelf('Volume 49'))
    expect(await readdir(folder)).toEqual(['shelf.json'])
  })

  it.each([
    [1, { version: 1, titles: ['Atlas'] }],
    [2, { version: 2, names: ['Atlas'] }],
    [3, { version: 3, books: [{ title: 'Atlas' }] }],
  ])('understands version %i', async (_, content) => {
    await writeFile(path, JSON.stringify(content))

    expect(await shelfFile().read()).toEqual(shelf('Atlas'))
    expect(troubles).toEqual([])
  })

  it('is understood with the mark that some editors put before it', async () => {
    await writeFile(path, `\uFEFF${JSON.stringify({ version: 3, ...shelf('Atlas') })}`)

    expect(await shelfFile().read()).toEqual(shelf('Atlas'))
  })
})

describe('a damaged JSON file', () => {
  const DAMAGED: readonly [string, string | Buffer][] = [
    ['empty', ''],
    ['cut', '{"version":3,"books":[{"ti'],
    ['full of zeros', Buffer.alloc(64)],
    ['not UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x7d])],
    ['of another shape', '{"version":3,"books":[{"title":7}]}'],
    ['beyond its migration', '{"version":2,"names":[7]}'],
  ]

  it.each(DAMAGED)('is set aside and named when it is %s', async (_, content) => {
    await writeFile(path, content)

    expect(await shelfFile().read()).toEqual(EMPTY)

    const name = 'shelf.damaged-2031-05-04T10-20-30.400Z.json'
    expect(troubles).toEqual([{ kind: 'damaged', file: 'shelf.json', keptAs: name }])
    expect(await readFile(join(folder, name))).toEqual(Buffer.from(content))
    expect(await readdir(folder)).toEqual([name])
  })

  it.each([
    ['null', 'null'],
    ['a list', '[]'],
    ['without a version', '{"books":[]}'],
    ['of version 0', '{"version":0,"books":[]}'],
    ['of a version that is text', '{"version":"3","books":[]}'],
  ])('is set aside as not ours when it is %s', async (_, content) => {
    await writeFile(path, content)

    expect(await shelfFile().read()).toEqual(EMPTY)

    const keptAs = 'shelf.damaged-2031-05-04T10-20-30.400Z.json'
    expect(troubles).toEqual([{ kind: 'not-ours', file: 'shelf.json', keptAs }])
    expect(await readdir(folder)).toEqual([keptAs])
  })

  it('is set aside even if it is only written', async () => {
    await writeFile(path, '{')

    await shelfFile().write(shelf('Atlas'))

    expect(await shelfFile().read()).toEqual(shelf('Atlas'))
    expect(troubles).toMatchObject([{ kind: 'damaged' }])
    expect(await readdir(folder)).toHaveLength(2)
  })

  it('does not replace one that was set aside in the same moment', async () => {
    await writeFile(path, 'first')
    await shelfFile().read()
    await writeFile(path, 'second')
    await shelfFile().read()

    const texts = await Promise.all(troubles.map(({ keptAs }) => readFile(join(folder, keptAs ?? ''), 'utf8')))
    expect(texts).toEqual(['first', 'second'])
  })
})

describe('a JSON file of a later version', () => {
  const LATER = JSON.stringify({ version: 4, ...shelf('Atlas'), lamps: 2 })

  it('is read as far as it is understood, and named', async () => {
    await writeFile(path, LATER)

    expect(await shelfFile().read()).toEqual(shelf('Atlas'))
    expect(troubles).toEqual([{ kind: 'newer', file: 'shelf.json', keptAs: null }])
  })

  it('is its default when it is not understood', async () => {
    await writeFile(path, '{"version":9,"racks":[]}')

    expect(await shelfFile().read()).toEqual(EMPTY)
    expect(troubles).toEqual([{ kind: 'newer', file: 'shelf.json', keptAs: null }])
  })

  it.each([['after a read'], ['without one']])('is never overwritten, %s', async when => {
    await writeFile(path, LATER)
    const file = shelfFile()
    if (when === 'after a read') await file.read()

    const error = await file.write(shelf()).catch((reason: unknown) => reason)

    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'conflict', details: { reason: 'newer-file', file: 'shelf.json' } })
    expect(await readFile(path, 'utf8')).toBe(LATER)
  })
})

describe('a disk that refuses', () => {
  it('does not stop the writes after it', async () => {
    const file = shelfFile(join(folder, 'sub', 'shelf.json'))
    await writeFile(join(folder, 'sub'), 'a file where the folder should be')

    await expect(file.write(shelf('lost'))).rejects.toMatchObject({ code: 'internal', details: { reason: 'disk' } })

    await rm(join(folder, 'sub'))
    await file.write(shelf('kept'))
    expect(await file.read()).toEqual(shelf('kept'))
  })
})

describe('what is in the place of a JSON file', () => {
  const HERE = JSON.stringify({ version: 3, ...shelf('Atlas') })

  it.each([
    ['a folder', 'not-a-file', 'not-a-file', () => mkdir(path)],
    ['a link that leads nowhere', 'lost-link', 'lost-link', () => symlink(join(folder, 'gone.json'), path)],
  ] as const)('is left alone and named when it is %s', async (_, kind, reason, put) => {
    await put()
    const before = await readdir(folder)
    const file = shelfFile()

    expect(await file.read()).toEqual(EMPTY)
    await expect(file.write(shelf('lost'))).rejects.toMatchObject({ code: 'conflict', details: { reason } })

    expect(troubles).toEqual([{ kind, file: 'shelf.json', keptAs: null }])
    expect(file.hindrance()).toBe(kind)
    expect(await readdir(folder)).toEqual(before)
    expect(sound).toEqual([])
  })

  it('is read and not replaced while it is read-only, and written as soon as it is not', async () => {
    await writeFile(path, HERE, { mode: 0o444 })
    const file = shelfFile()

    expect(await file.read()).toEqual(shelf('Atlas'))
    await expect(file.write(shelf())).rejects.toMatchObject({ details: { reason: 'read-only-file' } })
    expect(troubles.at(-1)).toEqual({ kind: 'read-only', file: 'shelf.json', keptAs: null })
    expect(await readFile(path, 'utf8')).toBe(HERE)

    await chmod(path, 0o644)
    await file.write(shelf('Globe'))
    expect(await file.read()).toEqual(shelf('Globe'))
    expect(sound).toEqual(['shelf.json', 'shelf.json'])
  })

  // What took its place would have been overwritten with the default that stood for what could not be read.
  it('is not overwritten when what hindered its reading is gone before it is read again', async () => {
    await mkdir(path)
    const file = shelfFile()
    await file.read()
    await rm(path, { recursive: true })
    await writeFile(path, HERE)

    await expect(file.write(shelf())).rejects.toMatchObject({ details: { reason: 'not-a-file' } })

    expect(await file.read()).toEqual(shelf('Atlas'))
    await file.write(shelf('Globe'))
    expect(await shelfFile().read()).toEqual(shelf('Globe'))
  })

  it('stays a link when it leads to a file', async () => {
    const target = join(folder, 'elsewhere.json')
    await writeFile(target, HERE)
    await symlink(target, path)
    const file = shelfFile()

    expect(await file.read()).toEqual(shelf('Atlas'))
    await file.write(shelf('Globe'))

    expect((await lstat(path)).isSymbolicLink()).toBe(true)
    expect(JSON.parse(await readFile(target, 'utf8'))).toMatchObject(shelf('Globe'))
    expect(await readdir(folder)).toHaveLength(2)
  })
})
