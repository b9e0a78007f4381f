import { watch, type FSWatcher } from 'chokidar'
import { existsSync } from 'node:fs'
import { basename, dirname, relative, sep } from 'node:path'
import * as v from 'valibot'
import { DraftId } from '#common/drafts/drafts.contract'
import { DRAFT_FILES } from './draft-file-names'

/** A checkout changes many files within a moment, and they are told of together. */
const TOGETHER_MS = 100
const TEXT = DRAFT_FILES.text

export interface DraftWatch {
  /** Begins to watch the folder once it is there. It does nothing when it has begun. */
  start(): void
  dispose(): Promise<void>
}

/**
 * Tells which drafts had their text changed, made or taken away, whoever did it. A system that cannot watch the folder is
 * reported; what changes there is then noticed by whoever looks.
 */
export function createDraftWatch(parts: {
  readonly folder: string
  readonly changed: (ids: readonly DraftId[]) => void
  readonly report: (fault: unknown) => void
}): DraftWatch {
  const { folder, changed, report } = parts
  const waiting = new Set<DraftId>()
  let watcher: FSWatcher | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  return { start, dispose }

  function start(): void {
    if (watcher !== undefined || !existsSync(folder)) return
    watcher = watch(folder, { depth: 1, ignoreInitial: true, ignored: isOfNoInterest })
    watcher.on('all', (_event, path) => note(path))
    watcher.on('error', report)
  }

  /** Everything but the drafts themselves and their texts, so that nothing else costs a watch. */
  function isOfNoInterest(path: string): boolean {
    const parts = relative(folder, path).split(sep)
    const [id = '', file] = parts
    if (id === '') return false
    return !v.is(DraftId, id) || parts.length > 2 || (file !== undefined && file !== TEXT)
  }

  function note(path: string): void {
    const id = v.safeParse(DraftId, basename(path) === TEXT ? basename(dirname(path)) : basename(path))
    if (!id.success) return
    waiting.add(id.output)
    timer ??= setTimeout(tell, TOGETHER_MS)
  }

  function tell(): void {
    timer = undefined
    const ids = [...waiting]
    waiting.clear()
    changed(ids)
  }

  async function dispose(): Promise<void> {
    clearTimeout(timer)
    await watcher?.close()
  }
}
