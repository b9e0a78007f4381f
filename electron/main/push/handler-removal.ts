import { summaryOf, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { printJson } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import type { RemovalOutcome, RemovalPlan } from '#common/push/push.contract'
import { handlerWithId } from '../handlers/handlers.service'
import type { PortalCalls } from '../rest/portal-calls'
import { readHandlerUsers } from './handler-users'
import { lostAnswer, mayBeWritten } from './lost-answer'
import type { Backups, PushHandlers } from './push.service'
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
  readonly backups: Backups
}) {
  const { portal, handlers, backups } = parts
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
    try {
      await portal.call(target.portalId, DELETE, `{"ID":${target.handlerId}}`)
    } catch (error) {
      if (!mayBeWritten(error)) throw error
      // A lost answer is settled by reading the portal, never by sending again.
      if ((await isGone(target).catch(() => null)) !== true) throw lostAnswer(error, 'write-undecided')
    }
    return { backup }
  }

  async function isGone({ portalId, handlerId }: RemovalTarget): Promise<boolean> {
    return !(await handlers.readAll(portalId)).some(({ id }) => id === handlerId)
  }
}

function printOf({ portalId, handlerId }: RemovalTarget, { fields }: PortalHandler): string {
  return fingerprintOf([portalId, handlerId, printJson(fields, 0)])
}
