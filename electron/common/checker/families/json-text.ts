import { findJsonProblems, type JsonTextProblem } from '../../json/find-json-problems'
import type { Findings } from '../findings'

/** Finds what keeps a text from being JSON and answers whether it is JSON. */
export function checkJson(text: string, findings: Findings): boolean {
  const broken = findJsonProblems(text).filter(({ kind }) => kind === 'syntax')
  for (const problem of broken) {
    // A text that does not end is broken at its end, where there is nothing to mark.
    const from = Math.min(problem.from, Math.max(0, text.length - 1))
    findings.addAt('json-broken', [], from, Math.max(problem.to, Math.min(from + 1, text.length)), placeOf(problem))
  }
  return broken.length === 0
}

/** Not what stands there: in a text that is no JSON yet it may be a piece of a secret. */
function placeOf({ code, line, column }: JsonTextProblem): { what: string; line: number; column: number } {
  return { what: code.replaceAll('-', '_'), line, column }
}
