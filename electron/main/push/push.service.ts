import type { PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { printJson, type JsonObject } from '#common/json/json-value'
import type { BackupName } from '#common/push/backup-name'
import { mergedText, mergeHandler } from '#common/push/merge'
import type { PushRecord } from '#common/push/push-record'
import type { MergeSide, PushOutcome, PushProblem, PushSource } from '#common/push/push.contract'
import { codeOf, withCode } from '#common/push/same-code'
import { handlerAdded, handlerAfter, readFields } from '#common/push/update-request'
import { handlerWithId } from '../handlers/handlers.service'
import type { PortalCalls } from '../rest/portal-calls'
import { createSerialQueue } from '../storage/serial-queue'
import { createHandlerRemoval, type RemovalTarget } from './handler-removal'
import type { Backups, Place, PushHandlers, ReadRights, Target } from './push-parts'
import { addOf, createPushPlans, updateOf } from './push-plans'
import type { PushSources } from './push-sources'
import type { PushWriter } from './push-writer'
import { printOf, unseen } from './seen'

export type PushService = ReturnType<typeof createPushService>

/** Applies a draft, or a backup, to a handler of a portal: plan, difference, backup, one write, read back. */
export function createPushService(parts: {
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly sources: PushSources
  readonly rightsOf: ReadRights
  readonly backups: Pick<Backups, 'keep'>
  readonly writer: PushWriter
  readonly clipboard: { writeText(text: string): unknown }
}) {
  const { handlers, sources, backups, writer, clipboard } = parts
  /** One push at a time: the second of two must find what the first one wrote, or it would write what nobody saw. */
  const enqueue = createSerialQueue()
  const { plan, problemsOf, sinceBase, curlOf } = createPushPlans(parts)
  const removal = createHandlerRemoval(parts)
  return {
    plan,
    planRemoval: removal.plan,
    remove: (target: RemovalTarget, fingerprint: string) => enqueue(() => removal.remove(target, fingerprint)),
    copyRequest: async (source: PushSource, handlerId: HandlerId | null) =>
      void clipboard.writeText(await curlOf(source, handlerId)),
    acceptPortal: (target: Target, fingerprint: string) => enqueue(() => acceptPortal(target, fingerprint)),
    merge: (target: Target, fingerprint: string, choices: readonly MergeSide[]) =>
      enqueue(() => merge(target, fingerprint, choices)),
    add: (place: Place, fingerprint: string, overruled: readonly string[]) =>
      enqueue(() => add(place, fingerprint, overruled)),
    apply: (target: Target, fingerprint: string, overruled: readonly string[]) =>
      enqueue(() => apply(target, fingerprint, overruled)),
    /** Resolves once every push that was asked for has ended. */
    settled: () => enqueue(() => Promise.resolve()),
  }

  async function acceptPortal(target: Target, fingerprint: string): Promise<void> {
    const text = await sources.textOf(target.source)
    const now = await currentHandler(target)
    refuseUnseen(target, text, now, fingerprint)
    await sources.setBase(target.source, target.portalId, target.handlerId, printJson(now.fields))
  }

  async function merge(target: Target, fingerprint: string, choices: readonly MergeSide[]): Promise<void> {
    const text = await sources.textOf(target.source)
    const fields = readFields(text)
    const now = await currentHandler(target)
    refuseUnseen(target, text, now, fingerprint)
    const { base } = await sinceBase(target, now)
    const merged = base && mergeHandler(base, fields, now.fields, choices)
    const conflictCount = merged?.rows.filter(({ kind }) => kind === 'conflict').length
    if (merged === null || choices.length !== conflictCount) throw unseen(target.handlerId)
    const result = mergedText(text, merged)
    // With its old base a draft that was merged already is merged once more, to the same text.
    if (result !== text) await sources.replaceText(target.source, result)
    await sources.setBase(target.source, target.portalId, target.handlerId, printJson(now.fields))
  }

  async function apply(target: Target, fingerprint: string, overruled: readonly string[]): Promise<PushOutcome> {
    const text = await sources.textOf(target.source)
    const fields = readFields(text)
    const listed = await handlers.readAll(target.portalId)
    const now = handlerWithId(listed, target.handlerId)
    refuseUnseen(target, text, now, fingerprint)
    refuseErrors(await problemsOf(target, text, listed, now), overruled)
    if ((await sinceBase(target, now)).changes.length > 0) {
      throw new AppError('conflict', 'The handler changed on the portal since the draft began', {
        details: { reason: 'portal-changed', handlerId: target.handlerId },
      })
    }
    const backup = await backups.keep(target.portalId, target.handlerId, printJson(now.fields))
    const wanted = handlerAfter(now.fields, fields)
    const planned = { ...target, action: 'update', text, before: now.fields, wanted, backup } as const
    const record = await writer.send(planned, updateOf(target.handlerId, text))
    return finished(record, wanted, () => currentHandler(target))
  }

  async function add(place: Place, fingerprint: string, overruled: readonly string[]): Promise<PushOutcome> {
    const text = await sources.textOf(place.source)
    const fields = readFields(text)
    const listed = await handlers.readAll(place.portalId)
    const wanted = handlerAdded(fields)
    const isTaken = withCode(listed, codeOf(fields)) !== undefined
    if (isTaken || printOf({ ...place, handlerId: null }, text, null) !== fingerprint) throw unseen()
    refuseErrors(await problemsOf(place, text, listed, null), overruled)
    const planned = { ...place, action: 'add', handlerId: null, text, before: null, wanted, backup: null } as const
    const record = await writer.send(planned, addOf(text))
    return finished(record, wanted, () => addedHandler(place, wanted))
  }

  /** Reads back what was written, and says how it differs from what was wanted. */
  async function finished(
    record: PushRecord,
    wanted: JsonObject,
    read: () => Promise<PortalHandler>,
  ): Promise<PushOutcome> {
    const stored = await read().catch(async (error: unknown) => {
      await writer.end(record, 'not-read-back')
      throw notReadBack(error, record.backup)
    })
    const differences = await writer.finish(record, wanted, stored)
    return { isVerified: differences.length === 0, differences, backup: record.backup }
  }

  async function addedHandler({ portalId }: Place, wanted: JsonObject): Promise<PortalHandler> {
    const added = withCode(await handlers.readAll(portalId), codeOf(wanted))
    if (added !== undefined) return added
    throw new AppError('not-found', 'The portal does not list the handler that was added', {
      details: { reason: 'handler' },
    })
  }

  async function currentHandler({ portalId, handlerId }: Target): Promise<PortalHandler> {
    return handlerWithId(await handlers.readAll(portalId), handlerId)
  }
}

function notReadBack(error: unknown, backup: BackupName | null): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.code, 'The handler was written but could not be read back', {
    details: {
      ...error.details,
      reason: backup === null ? 'not-read-back-new' : 'not-read-back',
      ...(backup !== null && { backup }),
    },
    cause: error,
  })
}

/** Source and portal must both be what the plan showed: what was not seen is not written. */
function refuseUnseen(target: Target, text: string, now: PortalHandler, fingerprint: string): void {
  if (printOf(target, text, now) !== fingerprint) throw unseen(target.handlerId)
}

function refuseErrors(problems: readonly PushProblem[], overruled: readonly string[]): void {
  if (!problems.some(({ severity, id }) => severity === 'error' && !overruled.includes(id))) return
  throw new AppError('conflict', 'The draft has errors that were not overruled', {
    details: { reason: 'stopped-by-errors' },
  })
}
