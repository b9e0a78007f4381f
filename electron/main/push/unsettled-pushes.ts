import type { PortalHandler } from '#common/handlers/handler-fields'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import {
  findWrite,
  handlerOf,
  isLate,
  LONGEST_WORK_MS,
  verdictOf,
  type Found,
  type PushRecord,
  type Verdict,
} from '#common/push/push-record'
import type { UnsettledPush } from '#common/push/push.contract'
import { isSameCode } from '#common/push/same-code'
import type { Timer } from '../rest/pace/timer'
import type { Clock } from '../storage/clock'
import type { PushHandlers } from './push-parts'
import type { PushRecords } from './push-records'

/** How long after the latest moment of a write the portal is read, and again while it cannot be reached. */
const MARGIN_MS = 1_000
const UNREACHABLE_MS = 60_000
/** How long what nobody can tell waits for the next look: only somebody else can change it. */
const UNDECIDED_MS = 300_000

interface Open {
  readonly record: PushRecord
  /** No later than this the write was sent, in milliseconds since 1970. */
  readonly sentAt: number
  state: UnsettledPush['state']
  readAgainAt: number | null
  stopTimer: (() => void) | null
}

/** What a write is about. */
export interface WritePlace {
  readonly portalId: PortalId
  readonly handlerId: string | null
  readonly code: string
}

export type UnsettledPushes = ReturnType<typeof createUnsettledPushes>

/**
 * Finds out what became of writes whose answers were lost, by reading the portal until it is known. Nothing is ever sent
 * again from here. What was found out stays in the list until somebody has seen it.
 */
export function createUnsettledPushes(parts: {
  readonly records: Pick<PushRecords, 'list'>
  readonly handlers: PushHandlers
  readonly clock: Clock
  readonly timer: Timer
  readonly changed: (pushes: UnsettledPush[]) => void
  /** Notes what was found out, and forgets the record unless nothing could be. Never rejects. */
  readonly decided: (record: PushRecord, verdict: Verdict, stored: PortalHandler | null) => Promise<void>
  readonly forget: (record: PushRecord) => Promise<void>
}) {
  const { records, handlers, clock, timer, changed, decided, forget } = parts
  const open = new Map<string, Open>()
  let isDisposed = false
  return { start, watch, look, list, readAgain, dismiss, refuseOpen, dispose }

  /** Takes up what an earlier run of the app has left. */
  async function start(): Promise<void> {
    const left = await records.list()
    for (const record of left) add(record)
    tell()
    await Promise.all(left.map(({ id }) => readAgain(id)))
  }

  /** Reads on until it is known what became of a write of this run. */
  function watch(record: PushRecord): void {
    const push = add(record)
    schedule(push, push.sentAt + LONGEST_WORK_MS + MARGIN_MS)
    tell()
  }

  /** Reads the portal once. Null when it cannot be read. */
  async function look(
    record: PushRecord,
  ): Promise<{ readonly found: Found; readonly stored: PortalHandler | null } | null> {
    const listed = await handlers.readAll(record.portalId).catch(() => null)
    return listed && { found: findWrite(record, listed), stored: handlerOf(record, listed) }
  }

  function list(): UnsettledPush[] {
    return [...open.values()]
      .map(({ record: { id, action, portalId, portalTitle, name, code, backup, sentAt }, state, readAgainAt }) => ({
        id,
        action,
        portalId,
        portalTitle,
        name,
        code,
        backup,
        sentAt,
        state,
        readAgainAt: readAgainAt === null ? null : new Date(readAgainAt).toISOString(),
      }))
      .sort((one, other) => one.sentAt.localeCompare(other.sentAt))
  }

  /** Reads the portal now, whatever it is to be read at. */
  async function readAgain(id: string): Promise<void> {
    const push = open.get(id)
    if (push === undefined || isSettled(push)) return
    push.stopTimer?.()
    const readAt = clock.now()
    const seen = await look(push.record)
    if (isDisposed || open.get(id) !== push || isSettled(push)) return
    if (seen === null) {
      push.state = 'unreachable'
      schedule(push, readAt + UNREACHABLE_MS)
    } else {
      await take(push, seen, readAt)
    }
    tell()
  }

  async function take(
    push: Open,
    { found, stored }: { readonly found: Found; readonly stored: PortalHandler | null },
    readAt: number,
  ): Promise<void> {
    const times = { sentAt: push.sentAt, readAt }
    const verdict = verdictOf(found, times)
    if (verdict === 'undecided' && !isLate(times)) {
      push.state = 'waiting'
      schedule(push, push.sentAt + LONGEST_WORK_MS + MARGIN_MS)
      return
    }
    const wasUndecided = push.state === 'undecided'
    push.state = verdict
    push.readAgainAt = null
    if (verdict === 'undecided') schedule(push, readAt + UNDECIDED_MS)
    if (verdict !== 'undecided' || !wasUndecided) await decided(push.record, verdict, stored)
  }

  /**
   * Takes what was seen from the list; of what nobody could find out, the record too. Error: conflict with the reason
   * `push-undecided` for what may still be done.
   */
  async function dismiss(id: string): Promise<void> {
    const push = open.get(id)
    if (push === undefined) return
    if (!isSettled(push)) {
      if (mayStillBeDone(push)) throw stillOpen()
      await forget(push.record)
    }
    push.stopTimer?.()
    open.delete(id)
    tell()
  }

  /**
   * Refuses a write to a handler that an earlier one may still change: it would be undone by it. Error: conflict with the
   * reason `push-undecided`.
   */
  async function refuseOpen(place: WritePlace): Promise<void> {
    const same = [...open.values()].filter(push => !isSettled(push) && isAbout(push.record, place))
    await Promise.all(same.map(({ record }) => readAgain(record.id)))
    if (same.some(push => !isSettled(push) && mayStillBeDone(push))) throw stillOpen()
  }

  function mayStillBeDone({ sentAt }: Open): boolean {
    return !isLate({ sentAt, readAt: clock.now() })
  }

  function add(record: PushRecord): Open {
    // It was sent before now, whatever the clock says meanwhile.
    const sentAt = Math.min(Date.parse(record.sentAt), clock.now())
    const push: Open = { record, sentAt, state: 'waiting', readAgainAt: null, stopTimer: null }
    open.set(record.id, push)
    return push
  }

  function schedule(push: Open, at: number): void {
    push.stopTimer?.()
    push.readAgainAt = at
    push.stopTimer = timer.after(Math.max(0, at - clock.now()), () => void readAgain(push.record.id))
  }

  function tell(): void {
    if (!isDisposed) changed(list())
  }

  function dispose(): void {
    isDisposed = true
    for (const push of open.values()) push.stopTimer?.()
  }
}

function stillOpen(): AppError {
  return new AppError('conflict', 'An earlier push of this handler may still be done', {
    details: { reason: 'push-undecided' },
  })
}

function isSettled({ state }: Open): boolean {
  return state === 'done' || state === 'not-done'
}

function isAbout(record: PushRecord, { portalId, handlerId, code }: WritePlace): boolean {
  if (record.portalId !== portalId) return false
  return (handlerId !== null && record.handlerId === handlerId) || isSameCode(record.code, code)
}
