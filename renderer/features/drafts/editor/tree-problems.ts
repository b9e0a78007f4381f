import type { ValidationError, ValidationSeverity } from 'vanilla-jsoneditor'
import type { Problem, Severity } from '#common/checker/problem'
import type { Text } from '#ui/use-text.ts'
import { problemMessage } from './problem-words'

/** More marks than this slow the tree down. */
const MAX_MARKS = 500

/** The tree's own names are the same ones, and loading it for them would be dear. */
const SEVERITIES = { error: 'error', warning: 'warning', info: 'info' } as unknown as Readonly<
  Record<Severity, ValidationSeverity>
>

/** The problems as the tree marks them, each at its own value; of several at one value the gravest comes first. */
export function treeProblems(problems: readonly Problem[], text: Text): ValidationError[] {
  return problems.slice(0, MAX_MARKS).map(problem => ({
    path: problem.path.map(String),
    message: problemMessage(text, problem),
    severity: SEVERITIES[problem.severity],
  }))
}
