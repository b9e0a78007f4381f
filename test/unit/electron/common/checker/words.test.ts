import { describe, expect, it } from 'vitest'
import { RULES } from '#common/checker/rules'
import { CHECKER_WORDS } from '#common/checker/words'

describe('the words of the checker', () => {
  it('are there for every rule', () => {
    const wanted = RULES.flatMap(({ id }) => ['title', 'message', 'consequence'].map(part => `checker.${id}.${part}`))

    expect(wanted.filter(key => !Object.hasOwn(CHECKER_WORDS.en, key))).toEqual([])
  })
})
