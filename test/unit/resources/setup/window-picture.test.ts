import { appendFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { PNG } from 'pngjs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { newPicturePath, pictureArrived } from '../../../../resources/setup/window-picture.mjs'

let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'picture-'))
})

afterEach(() => rm(folder, { recursive: true }))

it('waits for the end of a picture that is being written, then keeps it to its owner', async () => {
  const path = join(folder, 'window.png')
  const picture = PNG.sync.write(new PNG({ width: 2, height: 2 }))
  await writeFile(path, picture.subarray(0, -4), { mode: 0o644 })

  expect(await pictureArrived(path, { timeoutMs: 1 })).toBe(false)
  await appendFile(path, picture.subarray(-4))

  expect(await pictureArrived(path, { timeoutMs: 2_000 })).toBe(true)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

it('gives up on a picture that never comes', async () => {
  expect(await pictureArrived(join(folder, 'none.png'), { timeoutMs: 1 })).toBe(false)
})

it('chooses a folder that only its owner can enter', async () => {
  const path = await newPicturePath()

  expect((await stat(dirname(path))).mode & 0o777).toBe(0o700)
  await rm(dirname(path), { recursive: true })
})
