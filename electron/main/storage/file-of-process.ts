import { readdir } from 'node:fs/promises'
import { basename, dirname } from 'node:path'
import { fileStateOf } from './file-state'
import type { TroubleSink } from './file-troubles'

/**
 * Tells what is the matter with a file that another process of the app keeps: what is in its place before the process
 * reads it, and what the process sets aside meanwhile as `<file>.damaged-…` or `<file>.newer-…`.
 */
export async function tellOfFileOf<Result>(
  path: string,
  { onTrouble }: TroubleSink,
  reading: () => Promise<Result>,
): Promise<Result> {
  const file = basename(path)
  const state = await fileStateOf(path)
  if (state !== 'sound' && state !== 'missing') onTrouble({ kind: state, file, keptAs: null })
  const before = new Set((await setAsideOf(path)).map(({ keptAs }) => keptAs))
  try {
    return await reading()
  } finally {
    for (const { kind, keptAs } of await setAsideOf(path)) {
      if (!before.has(keptAs)) onTrouble({ kind, file, keptAs })
    }
  }
}

const KINDS = ['damaged', 'newer'] as const

async function setAsideOf(path: string): Promise<{ kind: (typeof KINDS)[number]; keptAs: string }[]> {
  const names = await readdir(dirname(path)).catch(() => [])
  return KINDS.flatMap(kind =>
    names.filter(name => name.startsWith(`${basename(path)}.${kind}-`)).map(keptAs => ({ kind, keptAs })),
  )
}
