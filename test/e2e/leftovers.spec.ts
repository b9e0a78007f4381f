import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startPaydesk } from './hosts/paydesk'

it('starts with a clean folder after an app that was killed in the middle of a write', async () => {
  const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-leftovers-'))
  const draft = join(dataFolder, 'drafts', 'winter-fair')
  await mkdir(draft, { recursive: true })
  await writeFile(join(draft, 'handler.json'), '{ "NAME": "Winter fair" }')
  const leftover = join(draft, `handler.json.${randomUUID()}.tmp`)
  await writeFile(leftover, '{ "NA')
  const anHourAgo = new Date(Date.now() - 3_600_000)
  await utimes(leftover, anHourAgo, anHourAgo)

  const paydesk = await startPaydesk({ dataFolder })
  try {
    await expect.poll(() => readdir(draft), { timeout: 20_000 }).toEqual(['handler.json'])
  } finally {
    await paydesk.close()
    await rm(dataFolder, { recursive: true, force: true })
  }
})
