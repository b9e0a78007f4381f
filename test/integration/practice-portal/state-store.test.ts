import { mkdtemp, readdir, readFile, rm, stat, writeFile, mkdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { PortalState } from '../../../electron/practice-portal/portal-state'
import { seededState } from '../../../electron/practice-portal/seed'
import { parseState } from '../../../electron/practice-portal/state-file'
import { openStateStore, type StateStore } from '../../../electron/practice-portal/state-store'

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

function seed(): PortalState {
  return seededState({ webhookSecret: 'Practice00Secret', linkKey: 'LinkKey0LinkKey0LinkKey0LinkKey0' })
}

async function open(file: string | undefined, reported: string[] = []): Promise<StateStore> {
  const now = () => Date.UTC(2030, 0, 31, 7, 26, 32)
  return openStateStore({ file, seed, now, report: line => reported.push(line) })
}

function rename(store: StateStore, name: string): Promise<string> {
  return store.change(state => {
    const handlers = state.handlers.map(handler => ({ ...handler, name }))
    return { state: { ...state, handlers }, value: name }
  })
}

async function nameIn(file: string): Promise<string | undefined> {
  return parseState(await readFile(file, 'utf8'))?.handlers[0]?.name
}

describe('a state store', () => {
  it('writes the seed when it is new, in a folder it makes, for the owner only', async () => {
    const file = join(await temporaryFolder(), 'inner', 'state.json')
    await open(file)
    expect(parseState(await readFile(file, 'utf8'))).toEqual(seed())
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700)
  })

  it('reads back what was kept', async () => {
    const file = join(await temporaryFolder(), 'state.json')
    await rename(await open(file), 'Kept')
    expect((await open(file)).current.handlers[0]?.name).toBe('Kept')
  })

  it('has a change on disk when it says so', async () => {
    const file = join(await temporaryFolder(), 'state.json')
    const store = await open(file)
    await rename(store, 'First')
    expect(await nameIn(file)).toBe('First')
  })

  it('makes changes one after the other, each on top of the last', async () => {
    const file = join(await temporaryFolder(), 'state.json')
    const store = await open(file)
    const seen = await Promise.all(
      Array.from({ length: 10 }, () =>
        store.change(state => ({
          state: { ...state, nextHandlerId: state.nextHandlerId + 1 },
          value: state.nextHandlerId,
        })),
      ),
    )
    expect(seen).toEqual([4, 5, 6, 7, 8, 9, 10, 11, 12, 13])
    expect((await open(file)).current.nextHandlerId).toBe(14)
  })

  it('goes on after a change that throws', async () => {
    const store = await open(undefined)
    const failing = store.change(() => {
      throw new Error('refused')
    })
    const next = rename(store, 'After')
    await expect(failing).rejects.toThrow('refused')
    expect(await next).toBe('After')
  })

  it('leaves everything as it was when it cannot write', async () => {
    const folder = await temporaryFolder()
    const file = join(folder, 'state.json')
    const store = await open(file)
    // A folder in the place of the file cannot be replaced by a file, not even by root.
    await rm(file)
    await mkdir(join(file, 'in-the-way'), { recursive: true })
    await expect(rename(store, 'Lost')).rejects.toThrow()
    expect(store.current).toEqual(seed())
    await rm(file, { recursive: true })
    await rename(store, 'Written')
    expect(await nameIn(file)).toBe('Written')
  })

  it('writes nothing when nothing changed', async () => {
    const file = join(await temporaryFolder(), 'state.json')
    const store = await open(file)
    await rm(file)
    await store.change(state => ({ state, value: null }))
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  it.each([
    ['damaged', '{"version":1,'],
    ['newer', '{"version":41,"handlers":{}}'],
  ])('sets a %s file aside as such, says so, and begins anew', async (kind, text) => {
    const folder = await temporaryFolder()
    const file = join(folder, 'state.json')
    const aside = `state.json.${kind}-2030-01-31T07-26-32.000Z`
    await writeFile(file, text)
    const reported: string[] = []
    const store = await open(file, reported)
    expect(store.current).toEqual(seed())
    expect((await readdir(folder)).sort()).toEqual(['state.json', aside])
    expect(await readFile(join(folder, aside), 'utf8')).toBe(text)
    expect(reported).toEqual([expect.stringMatching(new RegExp(`${kind}.*${aside}`))])
  })

  it('does not open what it cannot read', async () => {
    await expect(open(await temporaryFolder())).rejects.toThrow('EISDIR')
  })

  it('keeps nothing without a file', async () => {
    const store = await open(undefined)
    await rename(store, 'Remembered')
    expect(store.current.handlers[0]?.name).toBe('Remembered')
  })
})
