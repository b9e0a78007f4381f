import { describe, expect, it } from 'vitest'
import { checkRequest } from '#common/checker/check-request'
import { RULES } from '#common/checker/rules'
import words from '../../../../electron/common/checker/words/en.json'
import { describeProblem, wordsOf } from '../../../../electron/cli/problem-words'
import { RULE_CASES } from '../common/checker/rule-cases'

describe('the words of the rules', () => {
  it('are there for every rule and no other', () => {
    const rules = new Set(Object.keys(words).map(key => key.split('.')[1]))

    expect([...rules].sort()).toEqual(RULES.map(({ id }) => id).sort())
  })

  it.each(RULES)('say what $id is about and what it costs', ({ id }) => {
    const { [`checker.${id}.title`]: title, [`checker.${id}.consequence`]: consequence }: Record<string, string> = words

    expect(title).toMatch(/^[A-Z].+[^.]$/)
    expect(consequence).toMatch(/^[A-Z{][^]*\.$/)
  })

  it.each(RULE_CASES)('find all values they ask for: $rule at $path', ({ breaks, options }) => {
    for (const problem of checkRequest(breaks, options)) {
      expect(describeProblem(problem)).toMatch(/^[^]+\. [^]+\.$/)
      if (problem.fix !== null) expect(wordsOf(problem.rule, 'fix', problem.values)).not.toBe('')
    }
  })
})
