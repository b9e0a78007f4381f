import * as v from 'valibot'
import { JournalEntry } from './journal.contract'

/** The version of the lines; one with a higher number is of a later Paydesk. */
const VERSION = 1

/** How every line begins, that of a later version, too. */
export const LINE_START = '{"version":'

/** What a line of the journal's files holds. */
export type JournalLine =
  { readonly kind: 'entry'; readonly entry: JournalEntry } | { readonly kind: 'newer' } | { readonly kind: 'damaged' }

const Versioned = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) })

/** The version of a line, as far as its beginning tells; null for one that does not begin as ours do. */
export function versionOfLine(line: string): number | null {
  const version = line.startsWith(LINE_START) ? /^\d{1,9}/.exec(line.slice(LINE_START.length)) : null
  return version === null ? null : Number(version[0])
}

export function isNewerLine(line: string): boolean {
  return (versionOfLine(line) ?? VERSION) > VERSION
}

/** An entry as a line, with its line break. */
export function printLine(entry: JournalEntry): string {
  return `${JSON.stringify({ version: VERSION, ...entry })}\n`
}

/** Reads a line without its break. One that was torn, or is something else, is `damaged`. */
export function readLine(line: string): JournalLine {
  const value = valueOf(line)
  const versioned = v.safeParse(Versioned, value)
  if (!versioned.success) return { kind: 'damaged' }
  if (versioned.output.version > VERSION) return { kind: 'newer' }
  const parsed = v.safeParse(JournalEntry, value)
  return parsed.success ? { kind: 'entry', entry: parsed.output } : { kind: 'damaged' }
}

function valueOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    // What is no JSON is no entry, and is told as such.
    return undefined
  }
}
