import { describe, expect, it } from 'vitest'
import { en } from '../../renderer/app/locales/en'
import { PROJECT } from '../support/project-files'
import { thrownReasons } from '../support/thrown-reasons'

const messages: Readonly<Record<string, string>> = en
const reasons = thrownReasons(PROJECT)

describe('the words for errors', () => {
  it('are found for every reason that main gives', () => {
    const wordless = reasons.filter(
      ({ code, reason, layer }) =>
        !(layer !== null && `error.${code}.${layer}` in messages) &&
        ![`error.${code}.${reason}`, `error.any.${reason}`].some(key => key in messages),
    )

    expect(reasons.length).toBeGreaterThan(100)
    expect(wordless).toEqual([])
  })

  it('are for nothing that main never gives', () => {
    const given = new Set(
      reasons.flatMap(({ code, reason, layer }) => [
        `error.${code}.${reason}`,
        `error.any.${reason}`,
        ...(layer === null ? [] : [`error.${code}.${layer}`, `error.${code}.${layer}.${reason}`]),
      ]),
    )
    const idle = Object.keys(messages).filter(
      // A portal's own codes stand in the API reference and not in the sources.
      key =>
        key.startsWith('error.') && key.split('.').length > 2 && !key.startsWith('error.portal.') && !given.has(key),
    )

    expect(idle).toEqual([])
  })

  it('ask only for what the error gives where they are used', () => {
    const asking = Object.entries(messages)
      .filter(([key, message]) => key.startsWith('error.') && message.includes('{'))
      .map(([key, message]) => [key, [...message.matchAll(/\{(\w+)/g)].map(([, name = '']) => name)] as const)

    expect(asking.length).toBeGreaterThan(0)
    for (const [key, names] of asking) expect(GIVEN[key] ?? [], key).toEqual(expect.arrayContaining(names))
  })
})

/** The details that are always there with an error, for those whose words name one of them. */
const GIVEN: Readonly<Record<string, readonly string[]>> = {
  'error.conflict.damaged-file': ['file'],
  'error.conflict.file-not-written': ['system'],
  'error.conflict.place-forbidden': ['system'],
  'error.conflict.place-full': ['system'],
  'error.conflict.foreign-file': ['file'],
  'error.conflict.lost-link': ['file'],
  'error.conflict.not-a-file': ['file'],
  'error.conflict.not-a-folder': ['file'],
  'error.conflict.paper-not-offered': ['needed', 'offered'],
  'error.conflict.read-only-file': ['file'],
  'error.conflict.unreadable-file': ['file'],
  'error.internal.disk': ['file', 'disk'],
  'error.internal.disk-forbidden': ['file', 'disk'],
  'error.internal.disk-full': ['file', 'disk'],
  'error.internal.disk-read-only': ['file', 'disk'],
  'error.invalid-input.code-too-small': ['smallestMm'],
  'error.invalid-input.duplicate-key': ['path'],
  'error.invalid-input.name-part-unknown': ['part'],
  'error.invalid-input.label-too-small': ['neededMm'],
  'error.invalid-input.not-json': ['line', 'column'],
  'error.invalid-input.picture-too-large': ['largestMm'],
  'error.invalid-input.unknown-field': ['field'],
  'error.network.http.portal-moved': ['host', 'status'],
  'error.rate-limited.operation-time-limit': ['method', 'waitMinutes'],
  'error.portal.ERROR_METHOD_NOT_FOUND': ['method', 'code', 'description', 'status'],
}
