import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileStateOf } from './file-state'
import type { TroubleSink } from './file-troubles'

/**
 * Tells what is the matter with a file that another process of the app keeps: what is in its place before the process
 * reads it, and what the process sets aside meanwhile as `<file>.damaged-…`.
 */
export async function tellOfFileOf<Result>(
  path: string,
  { onTrouble }: TroubleSink,
  reading: () => Promise<Result>,
): Promise<Result> {
  const file = basename(path)
  const state = await fileStateOf(path)
  if (state !== 'sound' && state !== 'missing') onTrouble({ kind: state, file, keptAs: null })
  const before = new Set(await setAsideOf(path))
  try {
    return await reading()
  } finally {
    for (const keptAs of await setAsideOf(path)) {
      if (!before.has(keptAs)) onTrouble({ kind: 'damaged', file, keptAs })
    }
  }
}

async function setAsideOf(path: string): Promise<string[]> {
  const names = await readdir(dirname(path)).catch(() => [])
  return names.filter(name => name.startsWith(`${basename(path)}.damaged-`))
}
