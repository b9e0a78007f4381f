import { checkHandler } from '#common/checker/check-handler'
import { identityOf, splitIgnored, type IgnoredProblem } from '#common/checker/ignored-problem'
import type { DraftId } from '#common/drafts/drafts.contract'
import { curlCommand } from '#common/exporter/export-handler'
import { summaryOf, textOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { entryOf, parseJson, printJson, type JsonObject, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { changesBetween } from '#common/push/changes'
import { isSameCode, lossesBetween } from '#common/push/losses'
import { mergedText, mergeHandler } from '#common/push/merge'
import type {
  Change,
  MergeSide,
  PlanState,
  PushLosses,
  PushOutcome,
  PushPlan,
  PushProblem,
} from '#common/push/push.contract'
import { addRequest, handlerAdded, handlerAfter, readFields, updateRequest } from '#common/push/update-request'
import { handlerWithId } from '../handlers/handlers.service'
import type { PortalCalls } from '../rest/portal-calls'
import { createSerialQueue } from '../storage/serial-queue'
import { createHandlerRemoval, type RemovalTarget } from './handler-removal'
import { readHandlerUsers } from './handler-users'
import { lostAnswer, mayBeWritten } from './lost-answer'
import { fingerprintOf, unseen } from './seen'

const UPDATE = 'sale.paysystem.handler.update'
const ADD = 'sale.paysystem.handler.add'
const NOTHING: JsonObject = { kind: 'object', entries: [] }

export interface DraftBase {
  /** Null when it is not known any more which handler it was. */
  readonly handlerId: HandlerId | null
  readonly base: string
}

/** The parts of drafts a push needs. */
export interface PushDrafts {
  textOf(id: DraftId): Promise<string>
  /** What the draft began from on this portal, or null when it did not begin there. */
  baseOf(id: DraftId, portalId: PortalId): Promise<DraftBase | null>
  /** The problems that somebody decided to live with. */
  ignoredOf(id: DraftId): Promise<readonly IgnoredProblem[]>
  /** The handler id a file named, or null. */
  namedHandlerOf(id: DraftId): Promise<HandlerId | null>
  setBase(id: DraftId, portalId: PortalId, handlerId: HandlerId, base: string): Promise<void>
  /** Keeps what was pushed as a revision of the draft. */
  keepPushed(id: DraftId, text: string): Promise<unknown>
  /** Saves another text, after the one before was kept as a revision. Errors: conflict with `changed-outside`. */
  replaceText(id: DraftId, text: string): Promise<void>
}

export interface PushHandlers {
  readAll(portalId: PortalId): Promise<PortalHandler[]>
}

export interface Backups {
  /** Keeps a handler as it is before a write and answers the backup's name once it is on the disk. */
  keep(portalId: PortalId, handlerId: HandlerId, text: string): Promise<string>
}

export interface Target {
  readonly draftId: DraftId
  readonly portalId: PortalId
  readonly handlerId: HandlerId
}

/** Where a handler is to be added. */
export type Place = Omit<Target, 'handlerId'>

export interface PlanRequest extends Place {
  readonly handlerId: HandlerId | null
  readonly isNew?: boolean
}

export type PushService = ReturnType<typeof createPushService>

/** Applies a draft to a handler of a portal: plan, difference, backup, one write, read back. */
export function createPushService(parts: {
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly drafts: PushDrafts
  readonly backups: Backups
  readonly clipboard: { writeText(text: string): unknown }
  /** Takes what went wrong beside a push that succeeded. */
  readonly report: (fault: unknown) => void
}) {
  const { portal, handlers, drafts, backups, clipboard, report } = parts
  /** One push at a time: the second of two must find what the first one wrote, or it would write what nobody saw. */
  const enqueue = createSerialQueue()
  const removal = createHandlerRemoval({ portal, handlers, backups })
  return {
    plan,
    planRemoval: removal.plan,
    remove: (target: RemovalTarget, fingerprint: string) => enqueue(() => removal.remove(target, fingerprint)),
    copyRequest,
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

  async function plan(request: PlanRequest): Promise<PushPlan> {
    const text = await drafts.textOf(request.draftId)
    const fields = readFields(text)
    const listed = await handlers.readAll(request.portalId)
    const target = await chooseTarget(request, fields, listed)
    if (target === null) {
      return codeOf(fields) === '' ? planWithoutTarget(fields, listed) : planToAdd(request, text, fields, listed)
    }
    const after = handlerAfter(target.fields, fields)
    const changes = changesBetween(target.fields, after)
    const losses = lossesBetween(target.fields, after)
    const { base, changes: portalChanges } = await sinceBase(request, target)
    return {
      state: stateOf(changes, portalChanges),
      target: summaryOf(target),
      candidates: listed.map(summaryOf),
      nowText: printJson(target.fields),
      draftText: printJson(after),
      changes,
      portalChanges,
      merge: base === null || portalChanges.length === 0 ? null : [...mergeHandler(base, fields, target.fields).rows],
      problems: await problemsOf(request.draftId, text, listed, target),
      losses,
      ...(changes.length === 0
        ? { users: null, request: null }
        : await planToWrite(request.portalId, target, text, losses)),
      fingerprint: printOf({ ...request, handlerId: target.id }, text, target),
    }
  }

  /** Whom an update touches, and what it sends. */
  async function planToWrite(
    portalId: PortalId,
    target: PortalHandler,
    text: string,
    losses: PushLosses,
  ): Promise<Pick<PushPlan, 'users' | 'request'>> {
    const touched = { code: summaryOf(target).code, removedCodes: losses.codes }
    return {
      users: await readHandlerUsers(portal, portalId, touched),
      request: { method: UPDATE, body: updateRequest(target.id, text) },
    }
  }

  async function planToAdd(
    request: PlanRequest,
    text: string,
    fields: JsonObject,
    listed: readonly PortalHandler[],
  ): Promise<PushPlan> {
    const after = handlerAdded(fields)
    return {
      ...planWithoutTarget(fields, listed),
      state: 'new',
      draftText: printJson(after),
      changes: changesBetween(NOTHING, after),
      problems: await problemsOf(request.draftId, text, listed, null),
      request: { method: ADD, body: addRequest(text) },
      fingerprint: printOf({ ...request, handlerId: null }, text, null),
    }
  }

  async function problemsOf(
    draftId: DraftId,
    text: string,
    listed: readonly PortalHandler[],
    target: PortalHandler | null,
  ): Promise<PushProblem[]> {
    const others = listed.filter(({ id }) => id !== target?.id)
    const problems = checkHandler(text, {
      isUpdate: target !== null,
      otherCodes: others.map(handler => summaryOf(handler).code),
    })
    const { open } = splitIgnored(problems, await drafts.ignoredOf(draftId))
    return open.map(problem => {
      const { rule, severity, path, values } = problem
      return { id: identityOf(problem), rule, severity, path: [...path], values: { ...values } }
    })
  }

  async function copyRequest(draftId: DraftId, handlerId: HandlerId | null): Promise<void> {
    const text = await drafts.textOf(draftId)
    readFields(text)
    const command =
      handlerId === null ? curlCommand(ADD, addRequest(text)) : curlCommand(UPDATE, updateRequest(handlerId, text))
    clipboard.writeText(command)
  }

  async function acceptPortal(target: Target, fingerprint: string): Promise<void> {
    const text = await drafts.textOf(target.draftId)
    const now = await currentHandler(target)
    refuseUnseen(target, text, now, fingerprint)
    await drafts.setBase(target.draftId, target.portalId, target.handlerId, printJson(now.fields))
  }

  async function merge(target: Target, fingerprint: string, choices: readonly MergeSide[]): Promise<void> {
    const text = await drafts.textOf(target.draftId)
    const fields = readFields(text)
    const now = await currentHandler(target)
    refuseUnseen(target, text, now, fingerprint)
    const { base } = await sinceBase(target, now)
    const merged = base && mergeHandler(base, fields, now.fields, choices)
    const conflictCount = merged?.rows.filter(({ kind }) => kind === 'conflict').length
    if (merged === null || choices.length !== conflictCount) throw unseen(target.handlerId)
    const result = mergedText(text, merged)
    // With its old base a draft that was merged already is merged once more, to the same text.
    if (result !== text) await drafts.replaceText(target.draftId, result)
    await drafts.setBase(target.draftId, target.portalId, target.handlerId, printJson(now.fields))
  }

  async function apply(target: Target, fingerprint: string, overruled: readonly string[]): Promise<PushOutcome> {
    const text = await drafts.textOf(target.draftId)
    const fields = readFields(text)
    const listed = await handlers.readAll(target.portalId)
    const now = handlerWithId(listed, target.handlerId)
    refuseUnseen(target, text, now, fingerprint)
    refuseErrors(await problemsOf(target.draftId, text, listed, now), overruled)
    if ((await sinceBase(target, now)).changes.length > 0) {
      throw new AppError('conflict', 'The handler changed on the portal since the draft began', {
        details: { reason: 'portal-changed', handlerId: target.handlerId },
      })
    }
    const backup = await backups.keep(target.portalId, target.handlerId, printJson(now.fields))
    const wanted = handlerAfter(now.fields, fields)
    await write(target, text, now, wanted)
    const stored = await readBack(() => currentHandler(target), backup)
    return finished(target, text, wanted, stored, backup)
  }

  async function add(place: Place, fingerprint: string, overruled: readonly string[]): Promise<PushOutcome> {
    const text = await drafts.textOf(place.draftId)
    const fields = readFields(text)
    const listed = await handlers.readAll(place.portalId)
    const wanted = handlerAdded(fields)
    const isTaken = withCode(listed, codeOf(fields)) !== undefined
    if (isTaken || printOf({ ...place, handlerId: null }, text, null) !== fingerprint) throw unseen()
    refuseErrors(await problemsOf(place.draftId, text, listed, null), overruled)
    await writeNew(place, text, wanted)
    const stored = await readBack(() => addedHandler(place, wanted), null)
    return finished(place, text, wanted, stored, null)
  }

  async function finished(
    { draftId, portalId }: Place,
    text: string,
    wanted: JsonObject,
    stored: PortalHandler,
    backup: string | null,
  ): Promise<PushOutcome> {
    // An error here would deny a write that was done. With its old base the next push stops and shows this one.
    await drafts.setBase(draftId, portalId, stored.id, printJson(stored.fields)).catch(report)
    await drafts.keepPushed(draftId, text).catch(report)
    const differences = changesBetween(wanted, stored.fields)
    return { isVerified: differences.length === 0, differences, backup }
  }

  /** Adds the handler once. A lost answer is settled by its CODE, which no two handlers of a portal share. */
  async function writeNew(place: Place, text: string, wanted: JsonObject): Promise<void> {
    try {
      await portal.call(place.portalId, ADD, addRequest(text))
    } catch (error) {
      if (!mayBeWritten(error)) throw error
      const listed = await handlers.readAll(place.portalId).catch(() => null)
      const seen = listed && withCode(listed, codeOf(wanted))
      if (seen != null && changesBetween(wanted, seen.fields).length === 0) return
      throw lostAnswer(error, seen === undefined ? 'add-unanswered' : 'write-undecided')
    }
  }

  async function addedHandler({ portalId }: Place, wanted: JsonObject): Promise<PortalHandler> {
    const added = withCode(await handlers.readAll(portalId), codeOf(wanted))
    if (added !== undefined) return added
    throw new AppError('not-found', 'The portal does not list the handler that was added', {
      details: { reason: 'handler' },
    })
  }

  /** Sends the update once. A lost answer is settled by reading the portal, never by sending again. */
  async function write(target: Target, text: string, now: PortalHandler, wanted: JsonObject): Promise<void> {
    try {
      await portal.call(target.portalId, UPDATE, updateRequest(target.handlerId, text))
    } catch (error) {
      if (!mayBeWritten(error)) throw error
      const seen = await currentHandler(target).catch(() => null)
      if (seen !== null && changesBetween(wanted, seen.fields).length === 0) return
      const isUntouched = seen !== null && changesBetween(now.fields, seen.fields).length === 0
      throw lostAnswer(error, isUntouched ? 'write-unanswered' : 'write-undecided')
    }
  }

  async function readBack(read: () => Promise<PortalHandler>, backup: string | null): Promise<PortalHandler> {
    try {
      return await read()
    } catch (error) {
      if (!(error instanceof AppError)) throw error
      const details = {
        ...error.details,
        reason: backup === null ? 'not-read-back-new' : 'not-read-back',
        ...(backup !== null && { backup }),
      }
      throw new AppError(error.code, 'The handler was written but could not be read back', { details, cause: error })
    }
  }

  async function currentHandler({ portalId, handlerId }: Target): Promise<PortalHandler> {
    return handlerWithId(await handlers.readAll(portalId), handlerId)
  }

  async function chooseTarget(
    request: PlanRequest,
    fields: JsonObject,
    listed: readonly PortalHandler[],
  ): Promise<PortalHandler | null> {
    const sameCode = withCode(listed, codeOf(fields)) ?? null
    if (request.isNew === true) return sameCode
    const known = (await drafts.baseOf(request.draftId, request.portalId))?.handlerId
    const named = await drafts.namedHandlerOf(request.draftId)
    const wantedId = request.handlerId ?? known ?? named
    return listed.find(({ id }) => id === wantedId) ?? sameCode
  }

  /** What the draft began from, null where that is not known or cannot be read, and what the portal changed of it. */
  async function sinceBase(
    { draftId, portalId }: Place,
    now: PortalHandler,
  ): Promise<{ readonly base: JsonValue | null; readonly changes: Change[] }> {
    const origin = await drafts.baseOf(draftId, portalId)
    if (origin === null || (origin.handlerId ?? now.id) !== now.id) return { base: null, changes: [] }
    const parsed = parseJson(origin.base)
    const base = parsed.ok ? parsed.value : null
    // Against a base that cannot be read nothing is known to be unchanged.
    return { base, changes: changesBetween(base ?? { kind: 'null' }, now.fields) }
  }
}

function planWithoutTarget(fields: JsonObject, listed: readonly PortalHandler[]): PushPlan {
  return {
    state: 'no-target',
    target: null,
    candidates: listed.map(summaryOf),
    nowText: '',
    draftText: printJson(handlerAfter(NOTHING, fields)),
    changes: [],
    portalChanges: [],
    merge: null,
    problems: [],
    losses: { oldCode: null, codes: [], modes: [] },
    users: null,
    request: null,
    fingerprint: '',
  }
}

function stateOf(changes: readonly Change[], portalChanges: readonly Change[]): PlanState {
  if (portalChanges.length > 0) return 'portal-changed'
  return changes.length === 0 ? 'nothing-to-change' : 'ready'
}

/** Draft and portal must both be what the plan showed: what was not seen is not written. */
function refuseUnseen(target: Target, text: string, now: PortalHandler, fingerprint: string): void {
  if (printOf(target, text, now) !== fingerprint) throw unseen(target.handlerId)
}

function refuseErrors(problems: readonly PushProblem[], overruled: readonly string[]): void {
  if (!problems.some(({ severity, id }) => severity === 'error' && !overruled.includes(id))) return
  throw new AppError('conflict', 'The draft has errors that were not overruled', {
    details: { reason: 'stopped-by-errors' },
  })
}

function codeOf(fields: JsonObject): string {
  return textOf(entryOf(fields, 'CODE'))
}

function withCode(listed: readonly PortalHandler[], code: string): PortalHandler | undefined {
  return code === '' ? undefined : listed.find(handler => isSameCode(summaryOf(handler).code, code))
}

/** Without a handler it stands for one that is to be added. */
function printOf(
  { draftId, portalId, handlerId }: Place & { readonly handlerId: HandlerId | null },
  text: string,
  now: PortalHandler | null,
): string {
  return fingerprintOf([draftId, portalId, handlerId, text, now && printJson(now.fields, 0)])
}
