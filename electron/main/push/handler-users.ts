import { textOf } from '#common/handlers/handler-fields'
import { AppError } from '#common/ipc/app-error'
import { entryOf, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { inUpperCase } from '#common/push/losses'
import type { HandlerUser, HandlerUsers } from '#common/push/push.contract'
import { isSameCode } from '#common/push/same-code'
import type { PortalCalls } from '../rest/portal-calls'

const SELECTED = '{"SELECT":["ID","NAME","ACTIVE","PERSON_TYPE_ID","ACTION_FILE"]}'

/**
 * Reads which payment systems of a portal use a handler, and which of the codes that are to go hold a value there. The
 * values themselves are secrets of the shop and go no further. What a portal does not tell is said, and hinders nothing.
 */
export async function readHandlerUsers(
  portal: PortalCalls,
  portalId: PortalId,
  handler: { readonly code: string; readonly removedCodes: readonly string[] },
): Promise<HandlerUsers> {
  try {
    const { value } = await portal.call(portalId, 'sale.paysystem.list', SELECTED)
    // A portal takes filters for patterns, so all are fetched and picked here (server behaviour 7).
    const rows = value.kind === 'array' ? value.items.filter(row => isUser(row, handler.code)) : null
    if (rows === null) return { status: 'unknown', reason: 'failed' }
    return { status: 'known', systems: await Promise.all(rows.map(row => userFrom(row))) }
  } catch (error) {
    return { status: 'unknown', reason: isRefusal(error) ? 'refused' : 'failed' }
  }

  async function userFrom(row: JsonValue): Promise<HandlerUser> {
    const personTypeId = Number(textOf(entryOf(row, 'PERSON_TYPE_ID'))) || 0
    const id = textOf(entryOf(row, 'ID'))
    return {
      id,
      name: textOf(entryOf(row, 'NAME')),
      isActive: textOf(entryOf(row, 'ACTIVE')) === 'Y',
      heldCodes: await heldCodes(id, personTypeId),
    }
  }

  async function heldCodes(id: string, personTypeId: number): Promise<string[] | null> {
    if (handler.removedCodes.length === 0) return []
    const body = JSON.stringify({ ID: id, PERSON_TYPE_ID: personTypeId })
    try {
      const { value } = await portal.call(portalId, 'sale.paysystem.settings.get', body)
      return handler.removedCodes.filter(code => isHeld(entryOf(value, inUpperCase(code)) ?? entryOf(value, code)))
    } catch {
      return null
    }
  }
}

function isUser(row: JsonValue, code: string): boolean {
  return code !== '' && isSameCode(textOf(entryOf(row, 'ACTION_FILE')), code)
}

function isHeld(setting: JsonValue | undefined): boolean {
  return textOf(entryOf(setting, 'VALUE')) !== ''
}

function isRefusal(error: unknown): boolean {
  return error instanceof AppError && (error.code === 'portal' || error.code === 'unauthorized')
}
