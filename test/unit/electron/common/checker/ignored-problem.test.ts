import { describe, expect, it } from 'vitest'
import { splitIgnored, type IgnoredProblem } from '#common/checker/ignored-problem'
import type { Problem } from '#common/checker/problem'

const UNUSED: Problem = {
  rule: 'code-not-defined',
  severity: 'warning',
  path: ['SETTINGS', 'CODES', 'LOGIN'],
  from: 40,
  to: 47,
  values: { code: 'LOGIN', other: 1 },
  fix: null,
}
const ENTRY: IgnoredProblem = {
  rule: 'code-not-defined',
  path: ['SETTINGS', 'CODES', 'LOGIN'],
  values: { other: 1, code: 'LOGIN' },
  reason: 'The shop reads it by itself',
  ignoredAt: '2031-05-04T10:20:30.000Z',
}

describe('an ignored problem', () => {
  it('is apart from the open ones, with its reason', () => {
    const other: Problem = { ...UNUSED, rule: 'address-http' }

    expect(splitIgnored([UNUSED, other], [ENTRY])).toEqual({
      open: [other],
      ignored: [{ problem: UNUSED, entry: ENTRY }],
    })
  })

  it('stays ignored when the text around it moves', () => {
    expect(splitIgnored([{ ...UNUSED, from: 400, to: 407 }], [ENTRY]).open).toEqual([])
  })

  it.each<[string, Partial<Problem>]>([
    ['another rule', { rule: 'address-http' }],
    ['another place', { path: ['SETTINGS', 'CODES', 'PASSWORD'] }],
    ['another value', { values: { code: 'LOGIN', other: 2 } }],
  ])('does not hide %s', (_, change) => {
    const problem = { ...UNUSED, ...change }

    expect(splitIgnored([problem], [ENTRY]).open).toEqual([problem])
  })
})
