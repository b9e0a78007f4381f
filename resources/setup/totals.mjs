/**
 * @typedef {object} Totals
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 *
 * @typedef {object} VitestReport the part of vitest's JSON report that counts
 * @property {number} numPassedTests
 * @property {number} numFailedTests
 * @property {number} numPendingTests
 * @property {number} numTodoTests
 */

/** A check that is one whole. @param {boolean} hasPassed @returns {Totals} */
export function totalsOfCheck(hasPassed) {
  return { passed: hasPassed ? 1 : 0, failed: hasPassed ? 0 : 1, skipped: 0 }
}

/**
 * The totals of a vitest run. One that left no report, ran no test, or failed outside its tests has one failure of its own.
 *
 * @param {VitestReport | undefined} report @param {number} exitCode @returns {Totals}
 */
export function totalsOfVitest(report, exitCode) {
  const passed = report?.numPassedTests ?? 0
  const failed = report?.numFailedTests ?? 0
  const skipped = (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0)
  const failedOutsideTests = failed === 0 && (exitCode !== 0 || passed === 0)
  return { passed, failed: failed + (failedOutsideTests ? 1 : 0), skipped }
}

/** @param {readonly Totals[]} parts @returns {Totals} */
export function sumTotals(parts) {
  return parts.reduce(
    (sum, part) => ({
      passed: sum.passed + part.passed,
      failed: sum.failed + part.failed,
      skipped: sum.skipped + part.skipped,
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

/** The words that machines and people read at the end. @param {Totals} totals */
export function formatTotals({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
