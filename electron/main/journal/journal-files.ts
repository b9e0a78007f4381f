import { mkdir, open, readdir, readFile, rm, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { isNewerLine, LINE_START, readLine, versionOfLine, type JournalLine } from '#common/journal/journal-line'
import type { FileTroubleKind } from '#common/storage/file-trouble'
import { AppError } from '#common/ipc/app-error'
import type { Clock } from '../storage/clock'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { fileStateOf, folderStateOf } from '../storage/file-state'
import type { TroubleSink } from '../storage/file-troubles'
import { flushFolder } from '../storage/write-whole-file'
import {
  ageInDays,
  compareSegments,
  nextSegment,
  printSegmentName,
  readSegmentName,
  type SegmentName,
  type Stream,
} from './segment-names'

const OWNER_ONLY_FILE = 0o600
const OWNER_ONLY_FOLDER = 0o700
const LINE_BREAK = 0x0a
/** How the folder is named in a `FileTrouble`. */
const FOLDER = 'journal'

/** How much is kept. A segment is removed as a whole, the oldest first. */
export interface JournalBounds {
  /** A segment that has as much is not written to any more. */
  readonly segmentBytes: number
  /** As much at most, give or take one segment. */
  readonly totalBytes: number
  /** A segment that was begun so many days ago is not written to any more. */
  readonly segmentDays: number
  /** An entry stays for so many days at most, give or take the days of a segment. */
  readonly days: number
}

export interface Segment {
  readonly name: string
  /** Its lines as they are, the oldest first, without their breaks. */
  readonly lines: readonly Buffer[]
}

export interface JournalFiles {
  /** Adds text that ends with a line break; with `isFlushed` it is on the disk once this resolves. Errors: internal, conflict. */
  append(text: string, isFlushed: boolean): Promise<void>
  /** The names of the segments, the newest first. Errors: internal. */
  names(): Promise<string[]>
  /** Null for one that is not there any more, or not to be read. */
  read(name: string): Promise<Segment | null>
}

/**
 * Files that are only ever added to, in one folder: `calls-2031-05-04-1.jsonl` and so on. Whatever is found in them is
 * never changed: what another or a later program wrote stays, and so does a record that was torn. Used by one writer,
 * one call at a time.
 */
export function createJournalFiles(
  parts: TroubleSink & {
    readonly folder: string
    readonly stream: Stream
    readonly bounds: JournalBounds
    readonly clock: Clock
  },
): JournalFiles {
  const { folder, stream, bounds, clock, onTrouble, onSound } = parts
  /** The segment that is written to; null before the first write, and after one that failed. */
  let current: SegmentName | null = null
  return { append, names, read }

  async function append(text: string, isFlushed: boolean): Promise<void> {
    try {
      await mkdir(folder, { recursive: true, mode: OWNER_ONLY_FOLDER })
      const segment = await segmentToWrite()
      const isNew = await appendTo(join(folder, printSegmentName(segment)), text, isFlushed)
      if (isNew && isFlushed) await flushFolder(folder)
      current = segment
      onSound?.(FOLDER)
      if (isNew) await removeOld()
    } catch (error) {
      current = null
      await tell(error)
      throw diskError('The journal could not be written', FOLDER, error)
    }
  }

  async function segmentToWrite(): Promise<SegmentName> {
    const last = current ?? (await segments()).at(-1) ?? null
    if (last !== null && (await hasRoom(last)) && (current !== null || (await isOurs(last)))) return last
    return nextSegment(stream, last, clock.now())
  }

  async function hasRoom(segment: SegmentName): Promise<boolean> {
    if (ageInDays(segment, clock.now()) >= bounds.segmentDays) return false
    const path = join(folder, printSegmentName(segment))
    if ((await fileStateOf(path)) !== 'sound') return false
    return (await stat(path)).size < bounds.segmentBytes
  }

  /** Nothing is added to what a later Paydesk or another program wrote. */
  async function isOurs(segment: SegmentName): Promise<boolean> {
    const lines = (await read(printSegmentName(segment)))?.lines.map(beginOf)
    if (lines === undefined) return false
    return lines.length === 0 || (versionOfLine(lines[0] ?? '') !== null && !lines.some(isNewerLine))
  }

  /** What goes wrong here keeps nothing from being written; it is tried again with the next segment. */
  async function removeOld(): Promise<void> {
    let room = bounds.totalBytes
    const [newest, ...older] = (await segments()).reverse()
    if (newest !== undefined) room -= await sizeOf(newest)
    for (const segment of older) {
      room -= await sizeOf(segment)
      const isTooOld = ageInDays(segment, clock.now()) >= bounds.days + bounds.segmentDays
      if ((room < 0 || isTooOld) && (await isOurs(segment))) {
        await rm(join(folder, printSegmentName(segment)), { force: true }).catch(() => undefined)
      }
    }
  }

  function sizeOf(segment: SegmentName): Promise<number> {
    return stat(join(folder, printSegmentName(segment))).then(
      ({ size }) => size,
      () => 0,
    )
  }

  async function names(): Promise<string[]> {
    return (await segments()).reverse().map(printSegmentName)
  }

  /** The oldest first. */
  async function segments(): Promise<SegmentName[]> {
    const found = await readdir(folder).catch((error: unknown) => {
      if (diskCodeOf(error) === 'ENOENT') return []
      throw diskError('The journal could not be listed', FOLDER, error)
    })
    return found
      .flatMap(name => readSegmentName(name) ?? [])
      .filter(segment => segment.stream === stream)
      .sort(compareSegments)
  }

  async function read(name: string): Promise<Segment | null> {
    const path = join(folder, name)
    const state = await fileStateOf(path)
    if (state === 'missing') return null
    if (state === 'unreadable' || state === 'not-a-file' || state === 'lost-link') {
      onTrouble({ kind: state, file: `${FOLDER}/${name}`, keptAs: null })
      return null
    }
    const bytes = await readFile(path).catch(() => null)
    return bytes === null ? null : { name, lines: linesOf(bytes) }
  }

  /** Says what keeps the journal from being written, once for as long as it is so. */
  async function tell(error: unknown): Promise<void> {
    const kind = await troubleOf(error)
    if (kind !== null) onTrouble({ kind, file: FOLDER, keptAs: null })
  }

  async function troubleOf(error: unknown): Promise<FileTroubleKind | null> {
    const state = await folderStateOf(folder)
    if (state !== 'sound' && state !== 'missing') return state
    const cause = error instanceof AppError ? error.cause : error
    const code = diskCodeOf(cause)
    if (code === 'ENOSPC' || code === 'EDQUOT') return 'full-disk'
    return code === 'EACCES' || code === 'EPERM' || code === 'EROFS' ? 'read-only' : null
  }
}

/** Answers whether the file was not there before. */
async function appendTo(path: string, text: string, isFlushed: boolean): Promise<boolean> {
  const file = await open(path, 'a+', OWNER_ONLY_FILE)
  try {
    const { size } = await file.stat()
    // A record that was torn by a kill or a full disk must not take the next one with it.
    const isTorn = size > 0 && (await byteAt(file, size - 1)) !== LINE_BREAK
    await file.appendFile(isTorn ? `\n${text}` : text)
    if (isFlushed) await file.sync()
    return size === 0
  } finally {
    await file.close()
  }
}

async function byteAt(file: FileHandle, position: number): Promise<number | undefined> {
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, position)
  return buffer[0]
}

function linesOf(bytes: Buffer): Buffer[] {
  const lines: Buffer[] = []
  for (let start = 0; start < bytes.length;) {
    const end = bytes.indexOf(LINE_BREAK, start)
    const line = bytes.subarray(start, end < 0 ? bytes.length : end)
    if (line.length > 0) lines.push(line)
    start += line.length + 1
  }
  return lines
}

/** As much of a line as tells its version. */
function beginOf(line: Buffer): string {
  return line.subarray(0, LINE_START.length + 10).toString('latin1')
}

const utf8 = new TextDecoder('utf-8', { fatal: true })

/** What a line of a segment holds. */
export function readRecord(line: Buffer): JournalLine {
  try {
    return readLine(utf8.decode(line))
  } catch {
    // Only a byte that was damaged is no UTF-8.
    return { kind: 'damaged' }
  }
}
