import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chown, mkdir, mkdtemp, readdir, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ELECTRON, PROJECT, run, sandboxArguments, startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, textEditor } from './pages/paydesk-pages'

const DRAFT = 'winter-fair-a1b2c3'
/** Drafts are opened as text, in which a test types. */
const SETTINGS = '{"version":1,"theme":"system","draftView":"text"}'
const IS_ROOT = process.getuid?.() === 0
/** A disk of its own can only be made by root, and not in every container. */
const CAN_MOUNT = IS_ROOT && spawnSync('unshare', ['-m', 'true']).status === 0

let dataFolder: string
let drafts: string
let paydesk: Paydesk | undefined

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-storage-'))
  drafts = join(dataFolder, 'drafts')
  await mkdir(drafts)
})

afterEach(async () => {
  await paydesk?.kill()
  paydesk = undefined
  for (const place of [drafts, dataFolder]) spawnSync('umount', [place])
  await rm(dataFolder, { recursive: true, force: true })
})

async function putDraft(record: string): Promise<void> {
  await mkdir(join(drafts, DRAFT), { recursive: true })
  await writeFile(join(drafts, DRAFT, 'handler.json'), '{ "NAME": "Winter fair" }')
  await writeFile(join(drafts, DRAFT, 'draft.json'), record)
}

function textOnDisk(): Promise<string> {
  return readFile(join(drafts, DRAFT, 'handler.json'), 'utf8')
}

describe('files that cannot be used', () => {
  it('are named wherever the person is, left alone, and do not hinder typing', async () => {
    const record = '{"version":7,"origin":null}'
    await putDraft(record)
    await mkdir(join(dataFolder, 'portals.json'))
    await symlink('window.json', join(dataFolder, 'window.json'))
    await writeFile(join(dataFolder, 'settings.json'), SETTINGS, { mode: 0o600 })
    // Only root can give a file away; its owner is then somebody who has nothing else here.
    if (IS_ROOT) await chown(join(dataFolder, 'settings.json'), 54_321, 54_321)
    const troubles = [
      'portals.json is not a file',
      'window.json cannot be read',
      `drafts/${DRAFT}/draft.json was written by a newer Paydesk`,
      ...(IS_ROOT ? ['settings.json belongs to another user'] : []),
    ]
    paydesk = await startPaydesk({ dataFolder })
    const { window } = paydesk

    await draftsPage.open(paydesk, 'Winter fair')
    await window.getByText('The draft cannot be pushed').waitFor()
    await textEditor(paydesk).click()
    await window.keyboard.type('typed ')
    await expect.poll(textOnDisk).toContain('typed ')

    await goTo(paydesk, 'Portals')
    await window.getByText(`${troubles.length} files of Paydesk need a look.`).waitFor()
    await window.getByRole('button', { name: 'Show in Settings' }).click()
    for (const words of troubles) await window.getByText(words).waitFor()
    await goTo(paydesk, 'Portals')
    await window.getByRole('button', { name: 'Dismiss' }).click()
    await window.getByText('files of Paydesk need a look.').waitFor({ state: 'detached' })

    expect(await readFile(join(drafts, DRAFT, 'draft.json'), 'utf8')).toBe(record)
    expect((await stat(join(dataFolder, 'portals.json'))).isDirectory()).toBe(true)
    expect(await readlink(join(dataFolder, 'window.json'))).toBe('window.json')
    expect(await readFile(join(dataFolder, 'settings.json'), 'utf8')).toBe(SETTINGS)
  })
})

describe.skipIf(!CAN_MOUNT)('a disk that takes nothing', () => {
  it('leaves the text in the window, says why, and has it by itself once it takes something again', async () => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', drafts])
    await putDraft('{"version":1,"origin":{"portalId":null,"handlerId":null,"fileName":null}}')
    paydesk = await startPaydesk({ dataFolder })
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Winter fair')
    await textEditor(paydesk).click()

    const filler = join(drafts, 'filler')
    await expect(writeFile(filler, Buffer.alloc(2 ** 21))).rejects.toThrow('ENOSPC')
    await window.keyboard.type('full ')
    await window.getByText('The disk is full, so handler.json was not written').waitFor()
    expect(await textEditor(paydesk).textContent()).toContain('full ')
    expect(await textOnDisk()).not.toContain('full ')
    await rm(filler)
    await draftPage.waitUntilSaved(paydesk)
    expect(await textOnDisk()).toContain('full ')

    await run('mount', ['-o', 'remount,ro', drafts])
    await window.keyboard.type('locked ')
    await window.getByText('is read-only').first().waitFor()
    await window.getByText('Not saved', { exact: true }).waitFor()
    expect(await textOnDisk()).not.toContain('locked ')
    await run('mount', ['-o', 'remount,rw', drafts])
    await draftPage.waitUntilSaved(paydesk)
    expect(await textOnDisk()).toContain('locked ')
  })
})

describe.skipIf(!CAN_MOUNT)('a data folder that takes nothing when the app starts', () => {
  const filler = (): string => join(dataFolder, 'filler')
  const remount = (how: string): Promise<unknown> => run('mount', ['-o', `remount,${how}`, dataFolder])

  it.each([
    {
      name: 'read-only',
      words: `Nothing can be written in the folder`,
      begin: () => remount('ro'),
      end: () => remount('rw'),
    },
    {
      name: 'full',
      words: 'The disk of the folder',
      begin: () => expect(writeFile(filler(), Buffer.alloc(2 ** 22))).rejects.toThrow('ENOSPC'),
      end: () => rm(filler()),
    },
  ])('and is $name: it says so, shows what is there, and saves once it can', async ({ words, begin, end }) => {
    await run('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', dataFolder])
    await putDraft('{"version":1,"origin":{"portalId":null,"handlerId":null,"fileName":null}}')
    await writeFile(join(dataFolder, 'settings.json'), SETTINGS)
    await begin()
    paydesk = await startPaydesk({ dataFolder })
    const { window } = paydesk
    await window.getByText(`${words} ${dataFolder}`).waitFor()

    await draftsPage.open(paydesk, 'Winter fair')
    await textEditor(paydesk).click()
    await window.keyboard.type('typed ')
    await window.getByText('Not saved', { exact: true }).waitFor()
    expect(await textOnDisk()).not.toContain('typed ')
    const second = startOnce()
    expect(await second.end).toBe(0)

    await end()
    await draftPage.waitUntilSaved(paydesk)
    expect(await textOnDisk()).toContain('typed ')
    await window.getByText(`${words} ${dataFolder}`).waitFor({ state: 'detached' })
  })
})

describe('a second start', () => {
  it('ends by itself without a fault, and brings the window of the first to the front', async () => {
    paydesk = await startPaydesk({ dataFolder })
    const browserWindow = await paydesk.app.browserWindow(paydesk.window)
    await browserWindow.evaluate(target => {
      const focus = target.focus.bind(target)
      target.focus = () => {
        target.setTitle('brought to the front')
        focus()
      }
    })

    const { end } = startOnce()

    expect(await end).toBe(0)
    await expect.poll(() => browserWindow.evaluate(target => target.getTitle())).toBe('brought to the front')
  })
})

function startOnce(env: Readonly<Record<string, string>> = {}) {
  const started = spawn(ELECTRON, [PROJECT, `--user-data-dir=${dataFolder}`, ...sandboxArguments()], {
    env: { ...process.env, ...env },
    stdio: 'ignore',
  })
  return { started, end: once(started, 'exit').then(([code]) => code as number | null) }
}

describe('two starts in the same moment', () => {
  it('come to one window, and every file stays whole', async () => {
    const pictures = [join(dataFolder, 'one.png'), join(dataFolder, 'two.png')]
    await putDraft('{"version":1,"origin":{"portalId":null,"handlerId":null,"fileName":null}}')
    const both = pictures.map(picture => startOnce({ PAYDESK_WINDOW_PICTURE: picture }))
    const starts = both.map(({ started }) => started)
    const ends = both.map(({ end }) => end)
    const isThere = (path: string): Promise<boolean> =>
      stat(path).then(
        () => true,
        () => false,
      )
    try {
      expect(await Promise.race(ends)).toBe(0)
      const shown = async (): Promise<number> => (await Promise.all(pictures.map(isThere))).filter(Boolean).length
      await expect.poll(shown, { timeout: 30_000 }).toBe(1)
      expect(starts.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)).toHaveLength(1)
      const ownFiles = async (): Promise<string[]> =>
        (await readdir(dataFolder)).filter(name => name.includes('.json')).sort()
      await expect.poll(ownFiles).toEqual(['portals.json', 'practice-portal.json'])
      for (const name of await ownFiles()) JSON.parse(await readFile(join(dataFolder, name), 'utf8'))
      expect((await readdir(join(drafts, DRAFT))).sort()).toEqual(['draft.json', 'handler.json'])
    } finally {
      for (const started of starts) started.kill('SIGKILL')
      await Promise.all(ends)
    }
  })
})
