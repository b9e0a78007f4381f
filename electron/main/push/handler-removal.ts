import { summaryOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { printJson } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import type { RemovalOutcome, RemovalPlan } from '#common/push/push.contract'
import { handlerWithId } from '../handlers/handlers.service'
import type { PortalCalls } from '../rest/portal-calls'
import { readHandlerUsers } from './handler-users'
import type { Backups, PushHandlers } from './push-parts'
import type { PushWriter } from './push-writer'
import { fingerprintOf, unseen } from './seen'

const DELETE = 'sale.paysystem.handler.delete'

export interface RemovalTarget {
  readonly portalId: PortalId
  readonly handlerId: HandlerId
}

/** Takes a handler from its portal: who uses it is read first, a backup is kept, and the call is made once. */
export function createHandlerRemoval(parts: {
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly backups: Pick<Backups, 'keep'>
  readonly writer: Pick<PushWriter, 'send' | 'end'>
}) {
  const { portal, handlers, backups, writer } = parts
  return { plan, remove }

  async function plan(target: RemovalTarget): Promise<RemovalPlan> {
    const handler = handlerWithId(await handlers.readAll(target.portalId), target.handlerId)
    const summary = summaryOf(handler)
    const users = await readHandlerUsers(portal, target.portalId, { code: summary.code, removedCodes: [] })
    return { target: summary, users, fingerprint: printOf(target, handler) }
  }

  async function remove(target: RemovalTarget, fingerprint: string): Promise<RemovalOutcome> {
    const handler = handlerWithId(await handlers.readAll(target.portalId), target.handlerId)
    if (printOf(target, handler) !== fingerprint) throw unseen(target.handlerId)
    const backup = await backups.keep(target.portalId, target.handlerId, printJson(handler.fields))
    const planned = { ...target, action: 'delete', source: null, text: null, wanted: null, backup } as const
    const request = { method: DELETE, body: `{"ID":${target.handlerId}}` }
    const record = await writer.send({ ...planned, before: handler.fields }, request)
    await writer.end(record, 'done')
    return { backup }
  }
}

function printOf({ portalId, handlerId }: RemovalTarget, { fields }: PortalHandler): string {
  return fingerprintOf([portalId, handlerId, printJson(fields, 0)])
}
