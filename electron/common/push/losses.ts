import { modesOf } from '../handlers/handler-fields'
import { entryOf, type JsonObject, type JsonValue } from '../json/json-value'
import type { PushLosses } from './push.contract'
import { codeOf, isSameCode } from './same-code'

/** What payment systems lose when `after` takes the place of `now`. */
export function lossesBetween(now: JsonObject, after: JsonObject): PushLosses {
  const [before, then] = [entryOf(now, 'SETTINGS'), entryOf(after, 'SETTINGS')]
  const code = codeOf(now)
  const stays = new Set(codesOf(then).map(inUpperCase))
  const modes = modesOf(then)
  return {
    oldCode: isSameCode(code, codeOf(after)) ? null : code,
    codes: codesOf(before).filter(name => !stays.has(inUpperCase(name))),
    modes: modesOf(before).filter(mode => !modes.includes(mode)),
  }
}

/** Payment systems know the codes of their handler in upper case only (server behaviour 7). */
export function inUpperCase(code: string): string {
  return code.toUpperCase()
}

function codesOf(settings: JsonValue | undefined): string[] {
  const codes = entryOf(settings, 'CODES')
  return codes?.kind === 'object' ? codes.entries.map(([name]) => name) : []
}
