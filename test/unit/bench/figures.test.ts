import { describe, expect, it } from 'vitest'
import { benchTable } from '../../../resources/setup/bench-table.mjs'
import { figureOf, quantile, spreadOf } from '../../bench/figures'
import { readTrace } from '../../bench/trace'

describe('a quantile', () => {
  it.each([
    { values: [3, 1, 2], share: 0.5, expected: 2 },
    { values: [1, 2, 3, 4], share: 0.5, expected: 2 },
    { values: Array.from({ length: 100 }, (_, index) => index + 1), share: 0.95, expected: 95 },
    { values: [7], share: 0.95, expected: 7 },
  ])('$share of $values.length values is $expected', ({ values, share, expected }) => {
    expect(quantile(values, share)).toBe(expected)
  })
})

describe('a figure', () => {
  it('puts the medians of both sides into proportion', () => {
    const figure = figureOf({ name: 'start', unit: 'ms', baseline: 'a bare window' }, [30, 10, 20], [5, 5, 8])

    expect(figure.paydesk).toEqual({ count: 3, min: 10, median: 20, max: 30 })
    expect(figure.ratio).toBe(4)
  })

  it('is a row of the table', () => {
    const figure = { ...figureOf({ name: 'start', unit: 'ms', baseline: 'a bare window' }, [1.234], [100]) }

    expect(
      benchTable({ figures: [figure] })
        .split('\n')
        .at(-1),
    ).toBe('| start | 1.23 ms (1.23 to 1.23) | a bare window | 100 ms (100 to 100) | 0.01 |')
    expect(spreadOf([1.234]).count).toBe(1)
  })
})

describe('a trace of typing', () => {
  const main = { pid: 7, tid: 1 }
  const mark = (name: string, ts: number) => ({ name, ph: 'R', ts, ...main })
  const task = (ts: number, dur: number, place = main) => ({ name: 'RunTask', ph: 'X', ts, dur, ...place })

  it('gives the time from each key to its frame, and the longest task between', () => {
    const measured = readTrace([
      mark('bench-key', 10_000),
      task(9_500, 4_000),
      task(14_000, 9_000),
      mark('bench-key-frame', 25_000),
      mark('bench-key', 100_000),
      task(100_000, 2_000),
      mark('bench-key-frame', 105_000),
    ])

    expect(measured).toEqual({ frameMedianMs: 5, frameMostMs: 15, taskMostMs: 9, taskLongestMs: 9 })
  })

  it('counts no task of another thread or process', () => {
    const measured = readTrace([
      mark('bench-key', 10_000),
      task(11_000, 50_000, { pid: 7, tid: 2 }),
      task(11_000, 50_000, { pid: 8, tid: 1 }),
      task(11_000, 1_000),
      mark('bench-key-frame', 20_000),
    ])

    expect(measured.taskLongestMs).toBe(1)
  })

  it('without a key is refused', () => {
    expect(() => readTrace([task(1, 1)])).toThrow('No key')
  })
})
