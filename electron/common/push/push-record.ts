import * as v from 'valibot'
import { HandlerId } from '../handlers/handlers.contract'
import type { PortalHandler } from '../handlers/handler-fields'
import { parseJson, type JsonValue } from '../json/json-value'
import { PortalId } from '../portals/portals.contract'
import { BackupName } from './backup-name'
import { changesBetween } from './changes'
import { PushAction, PushSource } from './push.contract'
import { withCode } from './same-code'

/** The longest a portal works on a request, in milliseconds: until then a lost write may still be done. */
export const LONGEST_WORK_MS = 60_000

/** All that is needed to find out what became of a write, on the disk before it is sent. */
export const PushRecord = v.object({
  id: v.pipe(v.string(), v.uuid()),
  action: PushAction,
  portalId: PortalId,
  /** As the portal was called then; it may be gone when this is read. */
  portalTitle: v.string(),
  /** Null for a handler that is added. */
  handlerId: v.nullable(HandlerId),
  name: v.string(),
  code: v.string(),
  /** What was pushed, and its text then; null for a handler that is deleted. */
  source: v.nullable(PushSource),
  text: v.nullable(v.string()),
  /** The fields of the handler before and after, as JSON; null where there is none. */
  before: v.nullable(v.string()),
  wanted: v.nullable(v.string()),
  backup: v.nullable(BackupName),
  changeCount: v.number(),
  /** ISO date and time of the moment before the request left. */
  sentAt: v.pipe(v.string(), v.isoTimestamp()),
})
export type PushRecord = v.InferOutput<typeof PushRecord>

/** What a portal has of a write whose answer was lost. */
export type Found = 'as-wanted' | 'as-before' | 'other'
export type Verdict = 'done' | 'not-done' | 'undecided'

/** The handler a write was for, among those of its portal: an added one is known by its CODE, which no two share. */
export function handlerOf(record: PushRecord, listed: readonly PortalHandler[]): PortalHandler | null {
  const { action, handlerId, code } = record
  if (action !== 'add') return listed.find(({ id }) => id === handlerId) ?? null
  return withCode(listed, code) ?? null
}

export function findWrite(record: PushRecord, listed: readonly PortalHandler[]): Found {
  const handler = handlerOf(record, listed)
  if (handler === null) {
    if (record.action === 'update') return 'other'
    return record.action === 'delete' ? 'as-wanted' : 'as-before'
  }
  if (isAs(handler, record.wanted)) return 'as-wanted'
  return isAs(handler, record.before) ? 'as-before' : 'other'
}

/**
 * What is known of a write from what was found. That it was not done can only be told from a read that began later than the
 * portal may have worked on it. Times in milliseconds since 1970.
 */
export function verdictOf(
  found: Found,
  { sentAt, readAt }: { readonly sentAt: number; readonly readAt: number },
): Verdict {
  if (found === 'as-wanted') return 'done'
  return found === 'as-before' && isLate({ sentAt, readAt }) ? 'not-done' : 'undecided'
}

/** Whether a write that was sent at one time cannot be done any more at another. */
export function isLate({ sentAt, readAt }: { readonly sentAt: number; readonly readAt: number }): boolean {
  return readAt - sentAt > LONGEST_WORK_MS
}

function isAs({ fields }: PortalHandler, text: string | null): boolean {
  const parsed = text === null ? null : parseJson(text)
  return parsed?.ok === true && isSame(parsed.value, fields)
}

function isSame(one: JsonValue, other: JsonValue): boolean {
  return changesBetween(one, other).length === 0
}
