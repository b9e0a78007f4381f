import { checkHandler } from '#common/checker/check-handler'
import { identityOf, splitIgnored } from '#common/checker/ignored-problem'
import { curlCommand } from '#common/exporter/export-handler'
import { summaryOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { parseJson, printJson, type JsonObject, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { changesBetween } from '#common/push/changes'
import { lossesBetween } from '#common/push/losses'
import { mergeHandler } from '#common/push/merge'
import type {
  Change,
  PlanState,
  PushLosses,
  PushPlan,
  PushProblem,
  PushRequest,
  PushSource,
} from '#common/push/push.contract'
import { codeOf, withCode } from '#common/push/same-code'
import { addRequest, handlerAdded, handlerAfter, readFields, updateRequest } from '#common/push/update-request'
import type { PortalCalls } from '../rest/portal-calls'
import { readHandlerUsers } from './handler-users'
import type { Place, PlanRequest, PushHandlers } from './push-parts'
import { isWayBack, type PushSources } from './push-sources'
import { printOf } from './seen'

const UPDATE = 'sale.paysystem.handler.update'
const ADD = 'sale.paysystem.handler.add'
const CODE_TAKEN = 'handler-code-taken'
const NOTHING: JsonObject = { kind: 'object', entries: [] }

export type PushPlans = ReturnType<typeof createPushPlans>

/** Reads a portal and says what a push would do there, before anything is sent. */
export function createPushPlans(parts: {
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly sources: PushSources
}) {
  const { portal, handlers, sources } = parts
  return { plan, problemsOf, sinceBase, curlOf }

  async function plan(request: PlanRequest): Promise<PushPlan> {
    const text = await sources.textOf(request.source)
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
      problems: await problemsOf(request, text, listed, target),
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
      request: updateOf(target.id, text),
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
      problems: await problemsOf(request, text, listed, null),
      request: addOf(text),
      fingerprint: printOf({ ...request, handlerId: null }, text, null),
    }
  }

  async function problemsOf(
    { source, portalId }: Place,
    text: string,
    listed: readonly PortalHandler[],
    target: PortalHandler | null,
  ): Promise<PushProblem[]> {
    const others = listed.filter(({ id }) => id !== target?.id)
    const problems = checkHandler(text, {
      isUpdate: target !== null,
      otherCodes: others.map(handler => summaryOf(handler).code),
    })
    const { open } = splitIgnored(problems, await sources.ignoredOf(source))
    // The portal had it like this: a way back is only hindered by what has come since.
    const told = isWayBack(source, portalId) ? open.filter(({ rule }) => rule === CODE_TAKEN) : open
    return told.map(problem => {
      const { rule, severity, path, values } = problem
      return { id: identityOf(problem), rule, severity, path: [...path], values: { ...values } }
    })
  }

  /** The call that a push would make, as a command with a placeholder for the portal's address. */
  async function curlOf(source: PushSource, handlerId: HandlerId | null): Promise<string> {
    const text = await sources.textOf(source)
    readFields(text)
    const { method, body } = handlerId === null ? addOf(text) : updateOf(handlerId, text)
    return curlCommand(method, body)
  }

  async function chooseTarget(
    request: PlanRequest,
    fields: JsonObject,
    listed: readonly PortalHandler[],
  ): Promise<PortalHandler | null> {
    const sameCode = withCode(listed, codeOf(fields)) ?? null
    if (request.isNew === true) return sameCode
    const known = (await sources.baseOf(request.source, request.portalId))?.handlerId
    const named = await sources.namedHandlerOf(request.source, request.portalId)
    const wantedId = request.handlerId ?? known ?? named
    return listed.find(({ id }) => id === wantedId) ?? sameCode
  }

  /** What the source began from, null where that is not known or cannot be read, and what the portal changed of it. */
  async function sinceBase(
    { source, portalId }: Place,
    now: PortalHandler,
  ): Promise<{ readonly base: JsonValue | null; readonly changes: Change[] }> {
    const origin = await sources.baseOf(source, portalId)
    if (origin === null || (origin.handlerId ?? now.id) !== now.id) return { base: null, changes: [] }
    const parsed = parseJson(origin.base)
    const base = parsed.ok ? parsed.value : null
    // Against a base that cannot be read nothing is known to be unchanged.
    return { base, changes: changesBetween(base ?? { kind: 'null' }, now.fields) }
  }
}

/** The call that writes a text over a handler. */
export function updateOf(handlerId: HandlerId, text: string): PushRequest {
  return { method: UPDATE, body: updateRequest(handlerId, text) }
}

/** The call that adds the handler of a text. */
export function addOf(text: string): PushRequest {
  return { method: ADD, body: addRequest(text) }
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
