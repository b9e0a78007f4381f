import { setImmediate as nextTurn } from 'node:timers/promises'
import type {
  JournalEntry,
  JournalPlace,
  JournalQuestion,
  JournalRow,
  PushEntry,
} from '#common/journal/journal.contract'
import { readRecord, type JournalFiles } from './journal-files'

/** So many lines are looked at before other work is let in. */
const LINES_A_TURN = 200

/** An entry that was looked for, where it stands, and from where the search goes on after it. */
export interface Found {
  readonly entry: JournalEntry
  readonly place: JournalPlace
  readonly cursor: NonNullable<JournalQuestion['cursor']>
}

export interface Reading {
  readonly found: readonly Found[]
  readonly unreadableCount: number
}

/**
 * Looks for entries, the newest first, until there are as many as wanted: calls in the order of their files, and each push
 * before the first call that is older. A file is read only when it is come to.
 */
export async function readJournal(parts: {
  readonly calls: JournalFiles
  /** The newest first. */
  readonly pushes: readonly PushEntry[]
  readonly matches: (entry: JournalEntry) => boolean
  /** False for a line that holds nothing that matches. Of what is not looked into it is not known whether it can be read. */
  readonly mayMatch: (line: string) => boolean
  readonly cursor: JournalQuestion['cursor']
  readonly mostFound: number
  /** False once nobody waits for the answer any more, which is then what was found until now. */
  readonly isWanted: () => boolean
}): Promise<Reading> {
  const { calls, pushes, matches, mayMatch, cursor, mostFound, isWanted } = parts
  const found: Found[] = []
  let unreadableCount = 0
  let lastCall = cursor?.call ?? null
  let lastPush = cursor?.push ?? null
  let nextPush = pushes.findIndex(({ id }) => id === lastPush) + 1
  const start = lastCall === null ? null : readCallPlace(lastCall)

  const names = await calls.names()
  // A segment is removed after all that are older, so that one that is gone leaves nothing to go on with.
  const from = start === null ? 0 : names.indexOf(start.name)
  for (const name of from < 0 ? [] : names.slice(from)) {
    const lines = isWanted() && !isFull() ? ((await calls.read(name))?.lines ?? []) : []
    const end = name === start?.name ? start.index : lines.length
    // What is added behind the first page is no part of the next ones, even if the first has only pushes.
    lastCall ??= callPlace(name, end)
    for (let index = end - 1; index >= 0 && !isFull(); index--) {
      if (index % LINES_A_TURN === 0) await nextTurn()
      const bytes = lines[index]
      if (bytes === undefined || !mayMatch(bytes.toString())) continue
      const line = readRecord(bytes)
      if (line.kind === 'entry') takeCall(line.entry, callPlace(name, index))
      else unreadableCount += 1
    }
  }
  takePushes(null)
  return { found, unreadableCount }

  function takeCall(entry: JournalEntry, place: JournalPlace): void {
    takePushes(entry.at)
    if (isFull()) return
    lastCall = place
    take(entry, place)
  }

  /** Those that are as new as the moment; all for null. */
  function takePushes(at: string | null): void {
    for (; nextPush < pushes.length && !isFull(); nextPush++) {
      const push = pushes[nextPush]
      if (push === undefined || (at !== null && push.at < at)) return
      lastPush = push.id
      take(push, pushPlace(push))
    }
  }

  function take(entry: JournalEntry, place: JournalPlace): void {
    if (matches(entry)) found.push({ entry, place, cursor: { call: lastCall, push: lastPush } })
  }

  function isFull(): boolean {
    return found.length >= mostFound
  }
}

/** An entry for a list. */
export function rowOf({ entry, place }: Found): JournalRow {
  if (entry.kind === 'push') return { place, entry }
  const { request: _request, answer: _answer, ...rest } = entry
  return { place, entry: rest }
}

const PUSH = 'push:'

export function pushPlace({ id }: PushEntry): JournalPlace {
  return PUSH + id
}

/** The id of the push that a place is, or null for that of a call. */
export function pushIdAt(place: JournalPlace): string | null {
  return place.startsWith(PUSH) ? place.slice(PUSH.length) : null
}

function callPlace(name: string, index: number): JournalPlace {
  return `${name}:${index}`
}

/** The segment of a call and its line from 0; no segment has the name when the place is none. */
export function readCallPlace(place: JournalPlace): { readonly name: string; readonly index: number } {
  const [name = '', index = ''] = place.split(':')
  return { name, index: /^\d{1,9}$/.test(index) ? Number(index) : 0 }
}
