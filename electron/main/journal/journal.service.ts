import type { JournalEntry, PushEntry } from '#common/journal/journal.contract'
import { printLine } from '#common/journal/journal-line'
import { createSerialQueue } from '../storage/serial-queue'
import type { JournalBounds, JournalFiles } from './journal-files'

/** Some ten thousand pushes, for two years. */
export const PUSH_BOUNDS: JournalBounds = { segmentBytes: 1_000_000, totalBytes: 5_000_000, segmentDays: 30, days: 730 }

export type JournalService = ReturnType<typeof createJournalService>

/**
 * The record of every call and every push. Nothing that is noted ever waits for more than the disk, and nothing fails
 * because of it: what cannot be written is told and lost.
 */
export function createJournalService(parts: {
  readonly pushes: JournalFiles
  /** Takes what kept an entry from being written, once until entries can be written again. */
  readonly report: (fault: unknown) => void
}) {
  const { pushes, report } = parts
  const enqueue = createSerialQueue()
  let isHindered = false
  return { notePush, settled }

  /** Resolves once the entry is on the disk, or cannot get there; it never rejects. */
  function notePush(entry: PushEntry): Promise<void> {
    return enqueue(() => write(pushes, [entry], true))
  }

  /** Resolves once all that was noted is on the disk, or has failed to get there. */
  function settled(): Promise<void> {
    return enqueue(() => Promise.resolve())
  }

  async function write(files: JournalFiles, entries: readonly JournalEntry[], isFlushed: boolean): Promise<void> {
    try {
      await files.append(entries.map(printLine).join(''), isFlushed)
      isHindered = false
    } catch (error) {
      if (!isHindered) report(error)
      isHindered = true
    }
  }
}
