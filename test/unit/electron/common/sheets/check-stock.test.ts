import { checkStock } from '#common/sheets/check-stock'
import { Stock } from '#common/sheets/stock'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'

const SOUND = v.parse(Stock, {
  id: 'own',
  kind: 'sheet',
  maker: '',
  number: 'Shelf labels',
  page: { widthMm: 210, heightMm: 297 },
  label: { widthMm: 60, heightMm: 30 },
  columns: 3,
  rows: 9,
  first: { leftMm: 10, topMm: 10 },
  pitch: { xMm: 62, yMm: 31 },
  marginMm: 2,
  source: null,
})

describe('the check of a stock', () => {
  it.each<{ what: string; change: Partial<Stock>; problem: ReturnType<typeof checkStock> }>([
    { what: 'a sound one', change: {}, problem: null },
    { what: 'one without a name', change: { number: '' }, problem: 'name-missing' },
    { what: 'one named by spaces', change: { number: '  ' }, problem: 'name-missing' },
    { what: 'a roll with more than one label on its page', change: { kind: 'roll' }, problem: 'only-one-label' },
    { what: 'columns closer than a label is wide', change: { pitch: { xMm: 59, yMm: 31 } }, problem: 'labels-overlap' },
    { what: 'rows closer than a label is tall', change: { pitch: { xMm: 62, yMm: 29 } }, problem: 'labels-overlap' },
    { what: 'a pitch that nothing needs', change: { columns: 1, rows: 1, pitch: { xMm: 0, yMm: 0 } }, problem: null },
    { what: 'a label over the right edge', change: { first: { leftMm: 27, topMm: 10 } }, problem: 'label-over-edge' },
    { what: 'a label over the lower edge', change: { rows: 10 }, problem: 'label-over-edge' },
    {
      what: 'labels that fill the page, by rounded sizes',
      change: {
        columns: 3,
        rows: 7,
        label: { widthMm: 70, heightMm: 42.43 },
        first: { leftMm: 0, topMm: 0 },
        pitch: { xMm: 70, yMm: 42.43 },
      },
      problem: null,
    },
    { what: 'a margin that leaves 10 mm', change: { marginMm: 10 }, problem: null },
    { what: 'a margin that leaves less', change: { marginMm: 10.1 }, problem: 'margin-too-large' },
  ])('says of $what: $problem', ({ change, problem }) => {
    expect(checkStock({ ...SOUND, ...change })).toBe(problem)
  })
})
