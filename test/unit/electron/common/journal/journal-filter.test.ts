import { printLine, readLine } from '#common/journal/journal-line'
import { matching, mayMatch } from '#common/journal/journal-filter'
import * as fc from 'fast-check'
import { expect, it } from 'vitest'
import { ALL, callEntry, pushEntry } from '../../../../support/journal-entries'

const word = fc.string({
  unit: fc.constantFrom('a', 'B', 'ы', 'Σ', 'σ', 'İ', 'ß', '"', '\\', ' ', '\n', '\u2028', '🧾', '/', '5'),
  maxLength: 6,
})

it('looks into every line that holds what is searched, however that is written there', () => {
  fc.assert(
    fc.property(word, word, word, (before, searched, after) => {
      const text = `${before}${searched}${after}`
      const entries = [
        pushEntry({ name: text }),
        callEntry({ request: { state: 'whole', text: JSON.stringify({ a: text }) } }),
        callEntry({ details: { layer: before, reason: searched, code: after } }),
      ]
      const filter = { ...ALL, text: searched }
      for (const entry of entries) {
        const line = printLine(entry).trimEnd()
        expect(readLine(line)).toMatchObject({ kind: 'entry' })
        if (matching(filter)(entry)) expect(mayMatch(filter)(line)).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
})

it('looks into no line that does not', () => {
  expect(mayMatch({ ...ALL, text: 'nowhere' })(printLine(pushEntry()))).toBe(false)
  expect(mayMatch({ ...ALL, text: 'TILL shop' })(printLine(pushEntry()))).toBe(true)
})
