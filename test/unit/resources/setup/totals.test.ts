import { describe, expect, it } from 'vitest'
import { formatTotals, sumTotals, totalsOfCheck, totalsOfVitest } from '../../../../resources/setup/totals.mjs'

const report = (numPassedTests: number, numFailedTests: number, numPendingTests = 0, numTodoTests = 0) => ({
  numPassedTests,
  numFailedTests,
  numPendingTests,
  numTodoTests,
})

describe('totalsOfVitest', () => {
  it.each([
    { case: 'all passed', run: report(7, 0), exitCode: 0, expected: { passed: 7, failed: 0, skipped: 0 } },
    { case: 'some failed', run: report(5, 2), exitCode: 1, expected: { passed: 5, failed: 2, skipped: 0 } },
    { case: 'some left out', run: report(5, 0, 2, 1), exitCode: 0, expected: { passed: 5, failed: 0, skipped: 3 } },
    { case: 'no test ran', run: report(0, 0), exitCode: 0, expected: { passed: 0, failed: 1, skipped: 0 } },
    { case: 'all left out', run: report(0, 0, 3), exitCode: 0, expected: { passed: 0, failed: 1, skipped: 3 } },
    { case: 'a file did not load', run: report(4, 0), exitCode: 1, expected: { passed: 4, failed: 1, skipped: 0 } },
    { case: 'it crashed', run: undefined, exitCode: 134, expected: { passed: 0, failed: 1, skipped: 0 } },
    { case: 'it reported nothing', run: undefined, exitCode: 0, expected: { passed: 0, failed: 1, skipped: 0 } },
  ])('counts a run where $case', ({ run, exitCode, expected }) => {
    expect(totalsOfVitest(run, exitCode)).toEqual(expected)
  })
})

describe('the last line', () => {
  it('sums checks and runs', () => {
    const parts = [totalsOfCheck(true), totalsOfCheck(false), totalsOfVitest(report(10, 2), 1)]

    expect(formatTotals(sumTotals(parts))).toBe('11 passed, 3 failed')
  })

  it('speaks of skipped tests only if there are any', () => {
    expect(formatTotals({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
    expect(formatTotals({ passed: 3, failed: 0, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped')
  })

  it('is all noughts for no part', () => {
    expect(formatTotals(sumTotals([]))).toBe('0 passed, 0 failed')
  })
})
