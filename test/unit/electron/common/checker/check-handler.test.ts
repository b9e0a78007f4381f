import { describe, expect, it } from 'vitest'
import { checkRequest as checkHandler } from '#common/checker/check-request'
import type { Problem } from '#common/checker/problem'
import { RULES } from '#common/checker/rules'
import { pointerOf } from '#common/json/json-pointer'
import { applyTextEdits } from '#common/json/text-edit'
import { goodHandler } from './good-handler'
import { RULE_CASES, type RuleCase } from './rule-cases'

describe('the checker', () => {
  it.each([
    ['minified', JSON.stringify(goodHandler())],
    ['with tabs', JSON.stringify(goodHandler(), null, '\t')],
    ['with Windows line ends', JSON.stringify(goodHandler(), null, 2).replaceAll('\n', '\r\n')],
  ])('has no word about a handler that is right, %s', (_, text) => {
    expect(checkHandler(text)).toEqual([])
  })

  it.each(RULES)('has a case for $id', ({ id }) => {
    expect(RULE_CASES.some(({ rule }) => rule === id)).toBe(true)
  })

  it.each(RULE_CASES)('finds $rule at $path and marks it', ({ rule, breaks, path, options }) => {
    const found = checkHandler(breaks, options).filter(problem => problem.rule === rule)

    expect(found.map(problem => pointerOf(problem.path))).toContain(path)
    for (const { from, to } of found) {
      expect(from).toBeGreaterThanOrEqual(0)
      expect(to).toBeLessThanOrEqual(breaks.length)
      if (breaks !== '') expect(from).toBeLessThan(to)
    }
  })

  it.each(RULE_CASES)('does not find $rule where there is none', ({ rule, near, options }) => {
    expect(checkHandler(near, options).filter(problem => problem.rule === rule)).toEqual([])
  })

  it.each(RULE_CASES)('reports no other error where $rule at $path is the cause', ({ rule, breaks, options }) => {
    const others = checkHandler(breaks, options).filter(problem => problem.rule !== rule)

    expect(others.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('leaves out of an update what stays as it is on the portal', () => {
    expect(checkHandler('{"SORT":5}', { isUpdate: true })).toEqual([])
    expect(checkHandler('{"CODE":null}', { isUpdate: true }).map(({ rule }) => rule)).toEqual(['handler-code-missing'])
  })

  it('takes the last of duplicate keys, as a portal does', () => {
    const text = JSON.stringify(goodHandler()).replace('"CODE":"winter_fair"', '"CODE":"","CODE":"winter_fair"')

    expect(checkHandler(text).map(({ rule }) => rule)).toEqual(['key-twice'])
  })

  it('orders problems as they stand in the text', () => {
    const from = checkHandler('{"SETTINGS":{},"SORT":"5","NAME":" a "}').map(problem => problem.from)

    expect(from.length).toBeGreaterThan(3)
    expect(from).toEqual([...from].sort((one, other) => one - other))
  })
})

describe('a fix', () => {
  const fixable = RULE_CASES.flatMap(ruleCase => layoutsOf(ruleCase)).flatMap(ruleCase =>
    checkHandler(ruleCase.breaks, ruleCase.options).flatMap(problem =>
      problem.fix === null ? [] : [{ ...ruleCase, at: pointerOf(problem.path), fixed: problem.rule, problem }],
    ),
  )

  it('is there for many rules', () => {
    expect(new Set(fixable.map(({ fixed }) => fixed)).size).toBeGreaterThan(25)
  })

  it.each(fixable)('of $fixed at $at ($rule) takes away that problem and adds none', ({ breaks, options, problem }) => {
    const mended = applyTextEdits(breaks, problem.fix?.edits ?? [])

    const before = checkHandler(breaks, options)
    const left = rulesOf(before.filter(other => other !== before.find(same => isSame(same, problem))))
    expect(rulesOf(checkHandler(mended, options))).toEqual(left)
  })

  it.each(fixable)('of $fixed at $at ($rule) changes little', ({ breaks, problem }) => {
    const edits = problem.fix?.edits ?? []
    const mended = applyTextEdits(breaks, edits)

    expect(mended).not.toBe(breaks)
    expect(mended.includes('\n')).toBe(breaks.includes('\n'))
  })
})

/** A person's text and a program's. */
function layoutsOf(ruleCase: RuleCase): RuleCase[] {
  try {
    return [ruleCase, { ...ruleCase, breaks: JSON.stringify(JSON.parse(ruleCase.breaks)) }]
  } catch {
    return [ruleCase]
  }
}

function rulesOf(problems: readonly Problem[]): string[] {
  return problems.map(({ rule }) => rule).sort()
}

function isSame(one: Problem, other: Problem): boolean {
  return one.rule === other.rule && pointerOf(one.path) === pointerOf(other.path)
}
