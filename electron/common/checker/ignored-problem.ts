import * as v from 'valibot'
import type { Problem } from './problem'

export const MAX_IGNORED_PROBLEMS = 1_000

/** The longest reason, in UTF-16 units. */
export const MAX_IGNORE_REASON_LENGTH = 500

/**
 * One problem that somebody decided to live with, and why. It is told again by its rule, its place and what it says, so
 * that the same rule at another place, or about another value, is a problem again.
 */
export const IgnoredProblem = v.object({
  rule: v.pipe(v.string(), v.maxLength(100)),
  path: v.pipe(v.array(v.union([v.pipe(v.string(), v.maxLength(10_000)), v.number()])), v.maxLength(1_000)),
  /** What the problem said, by the names of its values. */
  values: v.record(
    v.pipe(v.string(), v.maxLength(100)),
    v.union([v.pipe(v.string(), v.maxLength(10_000)), v.number()]),
  ),
  reason: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_IGNORE_REASON_LENGTH)),
  /** ISO date and time. */
  ignoredAt: v.string(),
})
export type IgnoredProblem = v.InferOutput<typeof IgnoredProblem>

/** The problems of a draft, apart from those that are ignored. */
export interface SplitProblems {
  readonly open: readonly Problem[]
  readonly ignored: readonly { readonly problem: Problem; readonly entry: IgnoredProblem }[]
}

/** Puts the problems that are ignored apart. An entry whose problem is gone says nothing, and is there if it returns. */
export function splitIgnored(problems: readonly Problem[], entries: readonly IgnoredProblem[]): SplitProblems {
  if (entries.length === 0) return { open: problems, ignored: [] }
  const byIdentity = new Map(entries.map(entry => [identityOf(entry), entry]))
  const open: Problem[] = []
  const ignored: { problem: Problem; entry: IgnoredProblem }[] = []
  for (const problem of problems) {
    const entry = byIdentity.get(identityOf(problem))
    if (entry === undefined) open.push(problem)
    else ignored.push({ problem, entry })
  }
  return { open, ignored }
}

/** What makes a problem the same one after the text around it has changed. */
export function identityOf({
  rule,
  path,
  values,
}: Pick<IgnoredProblem, 'rule' | 'values'> & Pick<Problem, 'path'>): string {
  const sorted = Object.entries(values).sort(([one], [other]) => (one < other ? -1 : 1))
  return JSON.stringify([rule, path, sorted])
}
