import type { ValidationError, ValidationSeverity } from 'vanilla-jsoneditor'
import type { Problem, Severity } from '#common/checker/problem'
import type { JsonPath } from '#common/json/json-pointer'
import type { Text } from '#ui/use-text.ts'
import { problemMessage } from '#ui/problem-words.ts'

/** More marks than this slow the tree down. */
const MAX_MARKS = 500

/** The tree's own names are the same ones, and loading it for them would be dear. */
const SEVERITIES = { error: 'error', warning: 'warning', info: 'info' } as unknown as Readonly<
  Record<Severity, ValidationSeverity>
>

/**
 * The problems as the tree marks them, each at its own value; of several at one value the gravest comes first. `shown`
 * is what the tree has at the moment, nothing while it is being loaded. Problems are found a moment earlier or later,
 * and the tree fails on a path that leads nowhere in it.
 */
export function treeProblems(problems: readonly Problem[], shown: unknown, text: Text): ValidationError[] {
  return problems
    .filter(({ path }) => isInside(shown, path))
    .slice(0, MAX_MARKS)
    .map(problem => ({
      path: problem.path.map(String),
      message: problemMessage(text, problem),
      severity: SEVERITIES[problem.severity],
    }))
}

function isInside(shown: unknown, path: JsonPath): boolean {
  let at = shown
  return path.every(part => {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, part)) return false
    at = Reflect.get(at, part)
    return true
  })
}
