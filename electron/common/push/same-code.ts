import { textOf, type PortalHandler } from '../handlers/handler-fields'
import { entryOf, type JsonObject } from '../json/json-value'

/** A portal tells no case in the CODE of a handler (server behaviour 6). */
export function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** The CODE among a handler's fields; empty for none. */
export function codeOf(fields: JsonObject): string {
  return textOf(entryOf(fields, 'CODE'))
}

/** The handler of a portal with a CODE, which no two of them share. */
export function withCode(listed: readonly PortalHandler[], code: string): PortalHandler | undefined {
  return code === '' ? undefined : listed.find(({ fields }) => isSameCode(codeOf(fields), code))
}
