import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { createReport, excerpt, formatSeconds, SetupProblem } from '../../../../resources/setup/report.mjs'

/** What a report writes while `use` works with it. */
async function written(use: (report: ReturnType<typeof createReport>) => unknown): Promise<string> {
  const stream = new PassThrough()
  await use(createReport(stream))
  return String(stream.read() ?? '')
}

describe('createReport', () => {
  it('writes one line for a step that is soon done', async () => {
    expect(await written(report => report.step('Building', () => Promise.resolve()))).toBe('Building …\n')
  })

  it('says what is wrong and what to do, with no stack', async () => {
    const text = await written(report => report.problem(new SetupProblem('The disk is full.', 'Make room.')))

    expect(text).toBe('\nThe disk is full.\nMake room.\n')
  })

  it('words an error that nobody foresaw, with no stack', async () => {
    const text = await written(report => report.problem(new TypeError('x is not a function')))

    expect(text).toContain('x is not a function')
    expect(text).not.toMatch(/\n\s+at /)
  })
})

describe('excerpt', () => {
  const numbered = (count: number) => Array.from({ length: count }, (_, index) => `line ${index + 1}`).join('\n')

  it('keeps a short output whole', () => {
    expect(excerpt(`${numbered(3)}\n`, { first: 2, last: 2 })).toBe('  line 1\n  line 2\n  line 3')
  })

  it('keeps both ends of a long one', () => {
    expect(excerpt(numbered(9), { first: 1, last: 2 })).toBe('  line 1\n  …\n  line 8\n  line 9')
  })

  it('leaves stack traces out', () => {
    const output = 'Error: no\n    at run (file:///app/x.js:1:2)\n    at node:internal/main:3:4\nafter'

    expect(excerpt(output)).toBe('  Error: no\n  after')
  })
})

describe('formatSeconds', () => {
  it.each([
    [40, '0.0 s'],
    [1_240, '1.2 s'],
    [9_949, '9.9 s'],
    [9_950, '10 s'],
    [75_400, '75 s'],
  ])('writes %d ms as %s', (durationMs, expected) => {
    expect(formatSeconds(durationMs)).toBe(expected)
  })
})
