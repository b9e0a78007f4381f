import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { FileTrouble } from '#common/storage/file-trouble'
import { tellOfFileOf } from '../../../../../electron/main/storage/file-of-process'

async function fresh(): Promise<{
  path: string
  troubles: FileTrouble[]
  sink: { onTrouble: (t: FileTrouble) => void }
}> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-file-of-process-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const troubles: FileTrouble[] = []
  return { path: join(folder, 'state.json'), troubles, sink: { onTrouble: trouble => void troubles.push(trouble) } }
}

it.each(['damaged', 'newer'] as const)('names what another process set aside as %s, and nothing older', async kind => {
  const { path, troubles, sink } = await fresh()
  await writeFile(`${path}.${kind}-1`, 'old')
  await writeFile(path, '{')

  expect(await tellOfFileOf(path, sink, () => rename(path, `${path}.${kind}-2`).then(() => 'read'))).toBe('read')

  expect(troubles).toEqual([{ kind, file: 'state.json', keptAs: `state.json.${kind}-2` }])
})

it('names what is in the place of the file, also when the process fails on it', async () => {
  const { path, troubles, sink } = await fresh()
  await mkdir(path)

  await expect(tellOfFileOf(path, sink, () => Promise.reject(new Error('refused')))).rejects.toThrow('refused')

  expect(troubles).toEqual([{ kind: 'not-a-file', file: 'state.json', keptAs: null }])
})
