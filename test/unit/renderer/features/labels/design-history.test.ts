import { describe, expect, it } from 'vitest'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import type { LabelDesign } from '#common/labels/label-design'
import { changed, historyOf, redone, undone } from '../../../../../renderer/features/labels/design-history'

const design = (textMm: number): LabelDesign => ({
  code: DEFAULT_CODE_OPTIONS,
  codePlace: 'left',
  align: 'start',
  textMm,
  lines: [],
  logo: null,
})

describe('the history of a design', () => {
  it('goes back and forth step by step', () => {
    const history = changed(changed(historyOf(design(3)), design(4), null), design(5), null)

    expect(undone(history).now.textMm).toBe(4)
    expect(undone(undone(history)).now.textMm).toBe(3)
    expect(redone(undone(undone(history))).now.textMm).toBe(4)
    expect(redone(redone(undone(undone(history)))).now.textMm).toBe(5)
  })

  it('takes what is changed in one field without a break as one step', () => {
    const typed = [4, 4.5, 4.8].reduce((history, mm) => changed(history, design(mm), 'text size'), historyOf(design(3)))

    expect(undone(typed).now.textMm).toBe(3)
  })

  it('begins a new step with another field, and after a step back', () => {
    const first = changed(historyOf(design(3)), design(4), 'text size')
    const other = changed(first, design(5), 'line 1')
    const again = changed(undone(other), design(6), 'text size')

    expect(undone(other).now.textMm).toBe(4)
    expect(undone(again).now.textMm).toBe(4)
  })

  it('forgets what was taken back once something else is changed', () => {
    const history = changed(undone(changed(historyOf(design(3)), design(4), null)), design(9), null)

    expect(redone(history).now.textMm).toBe(9)
    expect(undone(history).now.textMm).toBe(3)
  })

  it('stays as it is where there is no step', () => {
    expect(undone(historyOf(design(3)))).toEqual(historyOf(design(3)))
    expect(redone(historyOf(design(3)))).toEqual(historyOf(design(3)))
  })

  it('keeps the last hundred steps', () => {
    let history = historyOf(design(2))
    for (let step = 1; step <= 150; step += 1) history = changed(history, design(2 + step / 10), null)

    expect(history.past).toHaveLength(100)
    expect(history.past[0]?.textMm).toBe(7)
  })
})
