import { checkHandler } from '#common/checker/check-handler'
import { identityOf, splitIgnored } from '#common/checker/ignored-problem'
import { curlCommand } from '#common/exporter/export-handler'
import { summaryOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { EMPTY_OBJECT, parseJson, printJson, type JsonObject, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { changesBetween } from '#common/push/changes'
import { lossesBetween } from '#common/push/losses'
import { mergeHandler } from '#common/push/merge'
import type {
  Change,
  PlanState,
  PushPlan,
  PushProblem,
  PushRequest,
  PushRights,
  PushSource,
} from '#common/push/push.contract'
import { codeOf, withCode } from '#common/push/same-code'
import { addRequest, handlerAdded, handlerAfter, readFields, updateRequest } from '#common/push/update-request'
import type { PortalCalls } from '../rest/portal-calls'
import { readHandlerUsers } from './handler-users'
import type { Place, PlanRequest, PushHandlers, ReadRights } from './push-parts'
import { isWayBack, type PushSources } from './push-sources'
import { printOf } from './seen'

const UPDATE = 'sale.paysystem.handler.update'
const ADD = 'sale.paysystem.handler.add'
const CODE_TAKEN = 'handler-code-taken'

/** The scopes that a push or its plan has a use for: handlers and payment systems, and payer types. */
const USED_SCOPES: ReadonlySet<string> = new Set(['pay_system', 'sale'])

/** What a plan is made of, once it is known. */
interface Planning {
  readonly request: PlanRequest
  readonly text: string
  readonly fields: JsonObject
  readonly listed: readonly PortalHandler[]
  /** Whether the portal was asked; nothing else is asked of one that cannot be reached. */
  readonly isAsked: boolean
}

export type PushPlans = ReturnType<typeof createPushPlans>

/** Reads a portal and says what a push would do there, before anything is sent. */
export function createPushPlans(parts: {
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly sources: PushSources
  readonly rightsOf: ReadRights
}) {
  const { portal, handlers, sources, rightsOf } = parts
  return { plan, problemsOf, sinceBase, curlOf }

  async function plan(request: PlanRequest): Promise<PushPlan> {
    const text = await sources.textOf(request.source)
    const fields = readFields(text)
    const { listed, asOf } = await readOrRemember(request.portalId)
    const target = await chooseTarget(request, fields, listed)
    const planned = await planFor({ request, text, fields, listed, isAsked: asOf === null }, target)
    if (asOf === null) return planned
    const isWritable = planned.state === 'ready' || planned.state === 'new'
    // What was not read now cannot be written by, so it gets nothing to write by.
    return { ...planned, state: isWritable ? 'remembered' : planned.state, asOf, fingerprint: '' }
  }

  /** The handlers of the portal now; where it cannot be reached, as they were last. */
  async function readOrRemember(
    portalId: PortalId,
  ): Promise<{ readonly listed: readonly PortalHandler[]; readonly asOf: string | null }> {
    try {
      return { listed: await handlers.readAll(portalId), asOf: null }
    } catch (error) {
      const known = isUnreachable(error) ? await handlers.remembered(portalId) : null
      if (known === null) throw error
      return { listed: known.handlers, asOf: known.readAt }
    }
  }

  function planFor(planning: Planning, target: PortalHandler | null): Promise<PushPlan> | PushPlan {
    if (target !== null) return planToUpdate(planning, target)
    const { fields, listed } = planning
    return codeOf(fields) === '' ? planWithoutTarget(fields, listed) : planToAdd(planning)
  }

  async function planToUpdate(planning: Planning, target: PortalHandler): Promise<PushPlan> {
    const { request, text, fields, listed, isAsked } = planning
    const after = handlerAfter(target.fields, fields)
    const changes = changesBetween(target.fields, after)
    const losses = lossesBetween(target.fields, after)
    const { base, changes: portalChanges } = await sinceBase(request, target)
    const isWrite = changes.length > 0
    const touched = { code: codeOf(target.fields), removedCodes: losses.codes }
    const [users, rights] = await Promise.all([
      isWrite && isAsked ? readHandlerUsers(portal, request.portalId, touched) : null,
      isWrite && isAsked ? readRights(request.portalId) : null,
    ])
    return {
      state: stateOf(changes, portalChanges),
      asOf: null,
      target: summaryOf(target),
      candidates: listed.map(summaryOf),
      nowText: printJson(target.fields),
      draftText: printJson(after),
      changes,
      portalChanges,
      merge: base === null || portalChanges.length === 0 ? null : [...mergeHandler(base, fields, target.fields).rows],
      problems: await problemsOf(request, text, listed, target),
      losses,
      users,
      rights,
      request: isWrite ? updateOf(target.id, text) : null,
      fingerprint: printOf({ ...request, handlerId: target.id }, text, target),
    }
  }

  async function planToAdd({ request, text, fields, listed, isAsked }: Planning): Promise<PushPlan> {
    const after = handlerAdded(fields)
    return {
      ...planWithoutTarget(fields, listed),
      state: 'new',
      draftText: printJson(after),
      changes: changesBetween(EMPTY_OBJECT, after),
      problems: await problemsOf(request, text, listed, null),
      rights: isAsked ? await readRights(request.portalId) : null,
      request: addOf(text),
      fingerprint: printOf({ ...request, handlerId: null }, text, null),
    }
  }

  /** What the portal does not tell hinders nothing: it refuses by itself what it does not allow. */
  async function readRights(portalId: PortalId): Promise<PushRights | null> {
    const report = await rightsOf(portalId).catch(() => null)
    if (report === null) return null
    const { owner, scopes } = report
    const missing = scopes.filter(({ scope, isGranted }) => !isGranted && USED_SCOPES.has(scope))
    return { owner: { id: owner.id, name: owner.name }, missingScopes: missing.map(({ scope }) => scope) }
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
      otherCodes: others.map(({ fields }) => codeOf(fields)),
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

/** Whether the portal was not reached, or what answered was not the portal. */
function isUnreachable(error: unknown): boolean {
  return error instanceof AppError && error.code === 'network'
}

function planWithoutTarget(fields: JsonObject, listed: readonly PortalHandler[]): PushPlan {
  return {
    state: 'no-target',
    asOf: null,
    target: null,
    candidates: listed.map(summaryOf),
    nowText: '',
    draftText: printJson(handlerAfter(EMPTY_OBJECT, fields)),
    changes: [],
    portalChanges: [],
    merge: null,
    problems: [],
    losses: { oldCode: null, codes: [], modes: [] },
    users: null,
    rights: null,
    request: null,
    fingerprint: '',
  }
}

function stateOf(changes: readonly Change[], portalChanges: readonly Change[]): PlanState {
  if (portalChanges.length > 0) return 'portal-changed'
  return changes.length === 0 ? 'nothing-to-change' : 'ready'
}
