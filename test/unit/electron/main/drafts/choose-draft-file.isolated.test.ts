import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserWindow, OpenDialogReturnValue } from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { MAX_DRAFT_LENGTH } from '#common/drafts/drafts.contract'
import { chooseDraftFile, readTextFile } from '../../../../../electron/main/drafts/choose-draft-file'

const answer = vi.hoisted(() => ({ filePaths: [] as string[] }))

vi.mock('electron', () => ({
  dialog: {
    showOpenDialog: (): Promise<OpenDialogReturnValue> =>
      Promise.resolve({ canceled: answer.filePaths.length === 0, filePaths: answer.filePaths }),
  },
}))

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-files-'))
  answer.filePaths = []
})

afterEach(() => rm(folder, { recursive: true }))

async function fileOf(content: string | Uint8Array): Promise<string> {
  const path = join(folder, 'handler.json')
  await writeFile(path, content)
  return path
}

describe('a file that is opened as a draft', () => {
  it.each(['{"NAME":"Касса 💳"}\r\n', '', 'not JSON'])('gives its text as it is: %j', async text => {
    expect(await readTextFile(await fileOf(text))).toBe(text)
  })

  it.each<[string, Uint8Array]>([
    ['Windows-1251', Uint8Array.from([0xca, 0xe0, 0xf1, 0xf1, 0xe0])],
    ['UTF-16', Uint8Array.from([0xff, 0xfe, 0x7b, 0x00])],
    ['a picture', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a])],
    ['a letter that is cut in two', Uint8Array.from([0x22, 0xd0])],
  ])('is refused when it is no UTF-8: %s', async (_, bytes) => {
    await expect(readTextFile(await fileOf(bytes))).rejects.toMatchObject({
      code: 'invalid-input',
      details: { reason: 'file-not-text' },
    })
  })

  it('is refused when it is longer than a draft may be', async () => {
    const path = await fileOf('{}')
    await truncate(path, MAX_DRAFT_LENGTH + 1)

    await expect(readTextFile(path)).rejects.toMatchObject({ details: { reason: 'file-too-large' } })
  })

  it.each([
    ['is not there', 'missing.json'],
    ['is a folder', '.'],
  ])('is refused when it %s, without its path', async (_, name) => {
    const error: unknown = await readTextFile(join(folder, name)).catch((caught: unknown) => caught)

    expect(error).toMatchObject({ code: 'invalid-input', details: { reason: 'file-unreadable' } })
    expect(JSON.stringify(error)).not.toContain(folder)
  })
})

describe('choosing a file', () => {
  it('answers its name without its folder, and its text', async () => {
    answer.filePaths = [await fileOf('{}')]

    expect(await chooseDraftFile({} as BrowserWindow)).toEqual({ name: 'handler.json', text: '{}' })
  })

  it('answers nothing when it was cancelled', async () => {
    expect(await chooseDraftFile({} as BrowserWindow)).toBeNull()
  })
})
