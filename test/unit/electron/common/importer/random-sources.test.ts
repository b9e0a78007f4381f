import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { importHandlers } from '#common/importer/import-handlers'
import { parseJson } from '#common/json/json-value'
import { SOURCES } from './source-fixtures'

const RUNS = 10_000
const MAX_SECONDS = 1

/** Parts of the fixtures, small enough for ten thousand of them in seconds. */
const anyPart = fc
  .tuple(fc.constantFrom(...SOURCES.map(([, , text]) => text)), fc.nat(3000), fc.integer({ min: 50, max: 450 }))
  .map(([text, from, length]) => text.slice(from % text.length, (from % text.length) + length))

/** A part with slices of it cut out, doubled, or put elsewhere. */
const anyMutation = fc
  .tuple(
    anyPart,
    fc.array(fc.tuple(fc.constantFrom('cut', 'double', 'move'), fc.nat(400), fc.nat(30), fc.nat(400)), {
      maxLength: 4,
    }),
  )
  .map(([part, edits]) =>
    edits.reduce((text, [kind, from, length, to]) => {
      const slice = text.slice(from, from + length)
      const rest = kind === 'double' ? text : text.slice(0, from) + text.slice(from + length)
      return kind === 'cut' ? rest : rest.slice(0, to) + slice + rest.slice(to)
    }, part),
  )

describe('any text', () => {
  it('is read without a throw and within a second, and what is found is JSON', { timeout: 60_000 }, () => {
    let slowest = 0
    fc.assert(
      fc.property(
        fc.oneof({ weight: 4, arbitrary: anyMutation }, { weight: 1, arbitrary: fc.string({ unit: 'binary' }) }),
        text => {
          const start = process.cpuUsage().user
          const { handlers } = importHandlers(text)
          slowest = Math.max(slowest, (process.cpuUsage().user - start) / 1e6)
          return handlers.every(handler => parseJson(handler.text).ok)
        },
      ),
      { numRuns: RUNS, endOnFailure: true },
    )
    expect(slowest).toBeLessThan(MAX_SECONDS)
  })
})
