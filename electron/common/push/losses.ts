import { modesOf, textOf } from '../handlers/handler-fields'
import { entryOf, type JsonObject, type JsonValue } from '../json/json-value'
import type { PushLosses } from './push.contract'

/** What payment systems lose when `after` takes the place of `now`. */
export function lossesBetween(now: JsonObject, after: JsonObject): PushLosses {
  const [before, then] = [entryOf(now, 'SETTINGS'), entryOf(after, 'SETTINGS')]
  const code = textOf(entryOf(now, 'CODE'))
  const stays = new Set(codesOf(then).map(inUpperCase))
  const modes = modesOf(then)
  return {
    // A portal tells no case in the CODE of a handler (server behaviour 6).
    oldCode: isSameCode(code, textOf(entryOf(after, 'CODE'))) ? null : code,
    codes: codesOf(before).filter(name => !stays.has(inUpperCase(name))),
    modes: modesOf(before).filter(mode => !modes.includes(mode)),
  }
}

export function isSameCode(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Payment systems know the codes of their handler in upper case only (server behaviour 7). */
export function inUpperCase(code: string): string {
  return code.toUpperCase()
}

function codesOf(settings: JsonValue | undefined): string[] {
  const codes = entryOf(settings, 'CODES')
  return codes?.kind === 'object' ? codes.entries.map(([name]) => name) : []
}
