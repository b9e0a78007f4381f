import { randomUUID } from 'node:crypto'
import { textOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { causeOf } from '#common/journal/journal-outcome'
import type { PushResult } from '#common/journal/journal.contract'
import { EMPTY_OBJECT, entryOf, printJson, type JsonObject } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import type { BackupName } from '#common/push/backup-name'
import { changesBetween } from '#common/push/changes'
import type { Found, PushRecord, Verdict } from '#common/push/push-record'
import type { Change, PushAction, PushRequest, PushSource } from '#common/push/push.contract'
import { codeOf } from '#common/push/same-code'
import type { PortalCalls } from '../rest/portal-calls'
import type { Clock } from '../storage/clock'
import { isRefusal, lostAnswer, mayBeWritten } from './lost-answer'
import type { PushRecords } from './push-records'
import type { PushSources } from './push-sources'
import type { UnsettledPushes } from './unsettled-pushes'

export type NotePush = (record: PushRecord, end: PushResult, cause: string) => Promise<void>

/** One write that was planned, shown and backed up. */
export interface PlannedWrite {
  readonly action: PushAction
  readonly portalId: PortalId
  readonly handlerId: HandlerId | null
  readonly source: PushSource | null
  readonly text: string | null
  readonly before: JsonObject | null
  readonly wanted: JsonObject | null
  readonly backup: BackupName | null
}

export type PushWriter = ReturnType<typeof createPushWriter>

/** Sends a write once, with a record of it on the disk from before that until it is known what became of it. */
export function createPushWriter(parts: {
  readonly portal: PortalCalls
  readonly records: Pick<PushRecords, 'keep' | 'remove'>
  readonly sources: PushSources
  readonly unsettled: Pick<UnsettledPushes, 'look' | 'watch' | 'refuseOpen'>
  readonly titleOf: (portalId: PortalId) => Promise<string>
  readonly clock: Clock
  readonly note: NotePush
  /** Takes what went wrong beside a push that succeeded. */
  readonly report: (fault: unknown) => void
}) {
  const { portal, records, sources, unsettled, titleOf, clock, note, report } = parts
  return { send, finish, end, decided }

  /**
   * Resolves once the portal has done it. Errors: of what the portal refused, as the call; network with a `LostWrite` as
   * reason where that is not known, and then it is found out without being sent again; conflict with `push-undecided`.
   */
  async function send(planned: PlannedWrite, { method, body }: PushRequest): Promise<PushRecord> {
    const before = await recordOf(planned)
    await unsettled.refuseOpen(before)
    /** What may have left this computer; the last one where the portal let it be sent again. */
    const sent: PushRecord[] = []
    const beforeSending = async (): Promise<void> => {
      const record = { ...before, sentAt: nowText() }
      await records.keep(record)
      sent.push(record)
    }
    try {
      await portal.call(planned.portalId, method, body, { beforeSending })
      return sent.at(-1) ?? before
    } catch (error) {
      const last = sent.at(-1)
      if (last !== undefined && mayBeWritten(error)) return await findOut(last, error)
      await end(last ?? before, isRefusal(error) ? 'refused' : 'not-done', wordsOf(error))
      throw error
    }
  }

  async function findOut(sent: PushRecord, error: unknown): Promise<PushRecord> {
    // A lost answer is settled by reading the portal, never by sending again.
    const seen = await unsettled.look(sent)
    if (seen?.found === 'as-wanted') return sent
    unsettled.watch(sent)
    await note(sent, 'undecided', wordsOf(error)).catch(report)
    throw lostAnswer(error, reasonOf(sent, seen?.found))
  }

  /** Ends a write that was done and read back, and answers how what the portal has differs from what was wanted. */
  async function finish(record: PushRecord, wanted: JsonObject, stored: PortalHandler): Promise<Change[]> {
    await noteInSource(record, stored)
    const differences = changesBetween(wanted, stored.fields)
    await end({ ...record, handlerId: stored.id }, differences.length === 0 ? 'done' : 'differs')
    return differences
  }

  /** Notes what became of a write, and forgets its record. Never rejects: the write is over. */
  async function end(record: PushRecord, how: PushResult, cause = ''): Promise<void> {
    await note(record, how, cause).catch(report)
    await records.remove(record.id).catch(report)
  }

  /** Notes what was found out about a write whose answer was lost, also in a later run of the app. */
  async function decided(record: PushRecord, verdict: Verdict, stored: PortalHandler | null): Promise<void> {
    if (verdict === 'undecided') return note(record, 'undecided', '').catch(report)
    if (verdict === 'done') await noteInSource(record, stored)
    await end({ ...record, handlerId: stored?.id ?? record.handlerId }, verdict)
  }

  /** Where the push came from, it is known now what the portal has. Never rejects. */
  async function noteInSource({ source, portalId, text }: PushRecord, stored: PortalHandler | null): Promise<void> {
    if (source === null || stored === null) return
    // An error here would deny a write that was done. With its old base the next push stops and shows this one.
    await sources.setBase(source, portalId, stored.id, printJson(stored.fields)).catch(report)
    if (text !== null) await sources.keepPushed(source, text).catch(report)
  }

  async function recordOf(planned: PlannedWrite): Promise<PushRecord> {
    const { before, wanted, ...rest } = planned
    const fields = wanted ?? before ?? EMPTY_OBJECT
    return {
      ...rest,
      id: randomUUID(),
      portalTitle: await titleOf(planned.portalId),
      name: textOf(entryOf(fields, 'NAME')),
      code: codeOf(fields),
      before: before && printJson(before),
      wanted: wanted && printJson(wanted),
      changeCount: changesBetween(before ?? EMPTY_OBJECT, wanted ?? EMPTY_OBJECT).length,
      sentAt: nowText(),
    }
  }

  function nowText(): string {
    return new Date(clock.now()).toISOString()
  }
}

function reasonOf({ action }: PushRecord, found: Found | undefined): Parameters<typeof lostAnswer>[1] {
  if (found !== 'as-before' || action === 'delete') return 'write-undecided'
  return action === 'add' ? 'add-unanswered' : 'write-unanswered'
}

/** The kind of an error and its cause: never a text that came from outside. */
function wordsOf(error: unknown): string {
  return error instanceof AppError ? `${error.code} ${causeOf(error.details)}`.trimEnd() : 'internal'
}
