import { textOf } from '#common/handlers/handler-fields'
import { entryOf, type JsonValue } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { inUpperCase } from '#common/push/losses'
import type { HandlerUser, HandlerUsers } from '#common/push/push.contract'
import { isSameCode } from '#common/push/same-code'
import type { PortalCalls } from '../rest/portal-calls'
import { isRefusal } from './lost-answer'

const SELECTED = '{"SELECT":["ID","NAME","ACTIVE","PERSON_TYPE_ID","ACTION_FILE"]}'

/** The payer type of values that hold for all that have none of their own (reference 6.1). */
const DEFAULTS = 0

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
    const personTypes = rows.length === 0 || handler.removedCodes.length === 0 ? [] : await readPersonTypes()
    const systems = await Promise.all(rows.map(row => userFrom(row, personTypes ?? [])))
    return { status: 'known', systems, payerTypes: personTypes === null ? 'own' : 'all' }
  } catch (error) {
    return { status: 'unknown', reason: isRefusal(error) ? 'refused' : 'failed' }
  }

  /** Null where the portal does not tell: it takes a scope of its own (reference 8.4). */
  async function readPersonTypes(): Promise<number[] | null> {
    try {
      const { value } = await portal.call(portalId, 'sale.persontype.list', '{"select":["id"]}')
      // The list stands under a name of its own, or is the result itself (reference 10).
      const listed = entryOf(value, 'personTypes') ?? value
      return listed.kind === 'array' ? listed.items.flatMap(row => Number(textOf(entryOf(row, 'id'))) || []) : null
    } catch {
      return null
    }
  }

  async function userFrom(row: JsonValue, personTypes: readonly number[]): Promise<HandlerUser> {
    const own = Number(textOf(entryOf(row, 'PERSON_TYPE_ID'))) || 0
    const id = textOf(entryOf(row, 'ID'))
    return {
      id,
      name: textOf(entryOf(row, 'NAME')),
      isActive: textOf(entryOf(row, 'ACTIVE')) === 'Y',
      heldCodes: await heldCodes(id, new Set([DEFAULTS, own, ...personTypes])),
    }
  }

  /** Those with a value for any payer type, or for all; null where the portal did not tell of each. */
  async function heldCodes(id: string, personTypes: ReadonlySet<number>): Promise<string[] | null> {
    if (handler.removedCodes.length === 0) return []
    const held = await Promise.all([...personTypes].map(personType => heldFor(id, personType)))
    if (held.includes(null)) return null
    const all = new Set(held.flatMap(codes => codes ?? []))
    return handler.removedCodes.filter(code => all.has(code))
  }

  async function heldFor(id: string, personType: number): Promise<string[] | null> {
    const body = JSON.stringify({ ID: id, PERSON_TYPE_ID: personType })
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
