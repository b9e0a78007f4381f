import { IntlMessageFormat } from 'intl-messageformat'
import type { Problem, ProblemValues } from '../common/checker/problem'
import type { RuleId } from '../common/checker/rules'
import words from '../common/checker/words/en.json'

const MESSAGES: Readonly<Record<string, string>> = words

/** What is wrong, and what the portal would do, in two sentences. */
export function describeProblem({ rule, values }: Problem): string {
  return `${wordsOf(rule, 'message', values)} ${wordsOf(rule, 'consequence', values)}`
}

/** A rule's words; throws where there are none, which a test rules out. */
export function wordsOf(
  rule: RuleId,
  part: 'title' | 'message' | 'consequence' | 'fix',
  values: ProblemValues,
): string {
  const message = MESSAGES[`checker.${rule}.${part}`]
  if (message === undefined) throw new Error(`No ${part} for ${rule}`)
  return String(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).format(values))
}
