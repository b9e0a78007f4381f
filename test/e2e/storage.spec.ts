import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ELECTRON, PROJECT, run, sandboxArguments, startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, textEditor } from './pages/paydesk-pages'

const DRAFT = 'winter-fair-a1b2c3'
/** A disk of its own can only be made by root, and not in every container. */
const CAN_MOUNT = process.getuid?.() === 0 && spawnSync('unshare', ['-m', 'true']).status === 0

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
  spawnSync('umount', [drafts])
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
    await mkdir(join(dataFolder, 'settings.json'))
    paydesk = await startPaydesk({ dataFolder })
    const { window } = paydesk

    await draftsPage.open(paydesk, 'Winter fair')
    await window.getByText(`drafts/${DRAFT}/draft.json was written by a newer Paydesk.`).waitFor()
    await window.getByText('The draft cannot be pushed').waitFor()
    await textEditor(paydesk).click()
    await window.keyboard.type('typed ')
    await expect.poll(textOnDisk).toContain('typed ')

    await window.getByText('settings.json is not a file').waitFor()
    await window.getByRole('button', { name: 'Show in Settings' }).click()
    await window.getByText('settings.json is not a file').waitFor()
    await window.getByText('draft.json was written by a newer Paydesk').waitFor()
    await goTo(paydesk, 'Portals')
    await window.getByText('2 files of Paydesk need a look.').waitFor()
    await window.getByRole('button', { name: 'Dismiss' }).click()
    await window.getByText('2 files of Paydesk need a look.').waitFor({ state: 'detached' })

    expect(await readFile(join(drafts, DRAFT, 'draft.json'), 'utf8')).toBe(record)
    expect((await stat(join(dataFolder, 'settings.json'))).isDirectory()).toBe(true)
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

describe('two starts in the same moment', () => {
  it('come to one window', async () => {
    const pictures = [join(dataFolder, 'one.png'), join(dataFolder, 'two.png')]
    const starts = pictures.map(picture =>
      spawn(ELECTRON, [PROJECT, `--user-data-dir=${dataFolder}`, ...sandboxArguments()], {
        env: { ...process.env, PAYDESK_WINDOW_PICTURE: picture },
        stdio: 'ignore',
      }),
    )
    const ends = starts.map(async started => (await once(started, 'exit'))[0] as number | null)
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
    } finally {
      for (const started of starts) started.kill('SIGKILL')
      await Promise.all(ends)
    }
  })
})
