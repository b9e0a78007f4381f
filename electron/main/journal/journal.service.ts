import { randomUUID } from 'node:crypto'
import { basename } from 'node:path'
import { AppError } from '#common/ipc/app-error'
import { curlOfEntry, type CurlLacks } from '#common/journal/curl-of-entry'
import type {
  CallEntry,
  JournalEntry,
  JournalFilter,
  JournalForm,
  JournalPage,
  JournalPlace,
  JournalQuestion,
  PushEntry,
} from '#common/journal/journal.contract'
import { printJournal } from '#common/journal/journal-export'
import { matching, mayMatch } from '#common/journal/journal-filter'
import { printLine } from '#common/journal/journal-line'
import type { PortalId, PortalList } from '#common/portals/portals.contract'
import type { Timer } from '../rest/pace/timer'
import type { CallRecord } from '../rest/portal-client'
import { redact } from '../rest/redact'
import type { Clock } from '../storage/clock'
import { diskError } from '../storage/disk-error'
import { createSerialQueue } from '../storage/serial-queue'
import { replaceFile } from '../storage/write-whole-file'
import { readRecord, type JournalBounds, type JournalFiles } from './journal-files'
import { pushIdAt, readCallPlace, readJournal, rowOf, type Reading } from './journal-reading'
import { createSameAnswers } from './same-answers'

/** Some twenty thousand calls, for a quarter of a year. */
export const CALL_BOUNDS: JournalBounds = { segmentBytes: 1_000_000, totalBytes: 20_000_000, segmentDays: 1, days: 90 }
/** Some ten thousand pushes, for two years: calls must not push them out. */
export const PUSH_BOUNDS: JournalBounds = { segmentBytes: 1_000_000, totalBytes: 5_000_000, segmentDays: 30, days: 730 }

/** The window is told of new entries no more often. */
const TELLING_MS = 1_000
const METHOD = /^[a-z0-9.]{0,200}$/i
const OWNER_ONLY_FILE = 0o600

export type JournalService = ReturnType<typeof createJournalService>

/**
 * The record of every call and every push. Nothing that is noted waits for more than the disk, and nothing fails because
 * of it: what cannot be written is told and lost.
 */
export function createJournalService(parts: {
  readonly calls: JournalFiles
  readonly pushes: JournalFiles
  readonly portals: { list(): Promise<PortalList> }
  readonly clipboard: { writeText(text: string): unknown }
  /** Lets the person choose a file to save as; null when cancelled. */
  readonly chooseFile: (suggestedName: string, extension: string) => Promise<string | null>
  readonly clock: Clock
  readonly timer: Timer
  /** Called at most once a second, after what was noted can be read. */
  readonly changed: () => void
  /** Takes what kept an entry from being written, once until entries can be written again. */
  readonly report: (fault: unknown) => void
}) {
  const { calls, pushes, portals, clipboard, chooseFile, clock, timer, changed, report } = parts
  const enqueue = createSerialQueue()
  const shortened = createSameAnswers()
  /** Calls that were noted and are not on their way to the disk yet. */
  let noted: readonly CallRecord[] = []
  /** Every push by its id, once they were read: what is noted later stands in the place of what was before. */
  let known: Map<string, PushEntry> | null = null
  let unreadablePushCount = 0
  let unwrittenCount = 0
  let isHindered = false
  let stopTelling: (() => void) | null = null
  let newestSearch = 0
  return { noteCall, notePush, search, read, copyAsCurl, exportAs, settled, dispose: () => stopTelling?.() }

  /** Returns at once and never throws: no call fails, or waits, for its record. */
  function noteCall(record: CallRecord): void {
    noted = [...noted, record]
    if (noted.length === 1) void enqueue(writeNoted)
  }

  async function writeNoted(): Promise<void> {
    const records = noted
    noted = []
    const titles = await portals.list().then(
      list => new Map(list.portals.map(({ id, title }) => [id, title])),
      // A list that cannot be read says so elsewhere, and the id is known.
      () => new Map<PortalId, string>(),
    )
    await write(
      calls,
      records.map((record): CallEntry => {
        const { portalId, method, startedAt: at, durationMs, outcome, details, request } = record
        const portalTitle = titles.get(portalId) ?? portalId
        const answer = shortened(record)
        const named = { method: METHOD.test(method) ? method : '', portalId, portalTitle }
        return { kind: 'call', id: randomUUID(), at, ...named, durationMs, outcome, details, request, answer }
      }),
      false,
    )
  }

  /** Resolves once the entry is on the disk, or cannot get there; it never rejects. */
  function notePush(entry: PushEntry): Promise<void> {
    const { name, code, cause } = entry
    // SECURITY: the words of a handler are its author's, who may have put an address that opens something into them.
    const safe = { ...entry, name: redact(name), code: redact(code), cause: redact(cause) }
    return enqueue(async () => {
      await write(pushes, [safe], true)
      known?.set(safe.id, safe)
    })
  }

  async function write(files: JournalFiles, entries: readonly JournalEntry[], isFlushed: boolean): Promise<void> {
    try {
      await files.append(entries.map(printLine).join(''), isFlushed)
      isHindered = false
    } catch (error) {
      unwrittenCount += entries.length
      if (!isHindered) report(error)
      isHindered = true
    }
    stopTelling ??= timer.after(TELLING_MS, () => {
      stopTelling = null
      changed()
    })
  }

  /** A later search ends one that still reads. Errors: internal, cancelled. */
  async function search({ filter, count, cursor }: JournalQuestion): Promise<JournalPage> {
    const question = ++newestSearch
    if (cursor === null) {
      await settled()
      // What was to be told is in the answer.
      stopTelling?.()
      stopTelling = null
    }
    // One more tells whether there is anything older.
    const reading = await find(filter, cursor, count + 1, () => question === newestSearch)
    if (question !== newestSearch) throw new AppError('cancelled', 'A later search took the place of this one')
    const shown = reading.found.slice(0, count)
    return {
      rows: shown.map(rowOf),
      cursor: reading.found.length > count ? (shown.at(-1)?.cursor ?? null) : null,
      unreadableCount: reading.unreadableCount + (cursor === null ? unreadablePushCount : 0),
      unwrittenCount,
    }
  }

  async function find(
    filter: JournalFilter,
    cursor: JournalQuestion['cursor'],
    mostFound: number,
    isWanted: () => boolean,
  ): Promise<Reading> {
    const byId = await enqueue(knownPushes)
    const newestFirst = [...byId.values()].sort((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
    const question = { matches: matching(filter), mayMatch: mayMatch(filter), cursor, mostFound, isWanted }
    return readJournal({ calls, pushes: newestFirst, ...question })
  }

  async function knownPushes(): Promise<ReadonlyMap<string, PushEntry>> {
    if (known !== null) return known
    const read = new Map<string, PushEntry>()
    let unreadable = 0
    for (const name of (await pushes.names()).reverse()) {
      for (const line of ((await pushes.read(name))?.lines ?? []).map(readRecord)) {
        if (line.kind === 'entry' && line.entry.kind === 'push') read.set(line.entry.id, line.entry)
        else unreadable += 1
      }
    }
    unreadablePushCount = unreadable
    known = read
    return read
  }

  async function read(place: JournalPlace): Promise<JournalEntry> {
    const pushId = pushIdAt(place)
    const entry = pushId === null ? await callAt(place) : (await enqueue(knownPushes)).get(pushId)
    if (entry !== undefined) return entry
    throw new AppError('not-found', 'The entry is not in the journal any more', {
      details: { reason: 'journal-entry' },
    })
  }

  async function callAt(place: JournalPlace): Promise<JournalEntry | undefined> {
    const { name, index } = readCallPlace(place)
    // SECURITY: a place comes from the window, so it can name nothing but a segment of the journal.
    if (!(await calls.names()).includes(name)) return undefined
    const bytes = (await calls.read(name))?.lines[index]
    const line = bytes && readRecord(bytes)
    return line?.kind === 'entry' ? line.entry : undefined
  }

  async function copyAsCurl(place: JournalPlace): Promise<CurlLacks> {
    const { command, lacks } = curlOfEntry(await read(place))
    clipboard.writeText(command)
    return lacks
  }

  async function exportAs(filter: JournalFilter, form: JournalForm): Promise<{ file: string; count: number } | null> {
    const day = new Date(clock.now()).toISOString().slice(0, 10)
    const path = await chooseFile(`paydesk-journal-${day}.${form}`, form)
    if (path === null) return null
    const { found } = await find(filter, null, Infinity, () => true)
    const content = printJournal(
      found.map(({ entry }) => entry),
      form,
    )
    await replaceFile(path, content, OWNER_ONLY_FILE).catch((error: unknown) => {
      throw diskError('The export could not be written', path, error)
    })
    return { file: basename(path), count: found.length }
  }

  /** Resolves once all that was noted is on the disk, or has failed to get there. */
  function settled(): Promise<void> {
    return enqueue(() => Promise.resolve())
  }
}
