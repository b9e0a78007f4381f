import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { labelsContract } from '#common/labels/labels.contract'

describe('the pages that are printed', () => {
  it.each([
    { pages: null, isTaken: true },
    { pages: { from: 1, to: 1 }, isTaken: true },
    { pages: { from: 2, to: 5 }, isTaken: true },
    { pages: { from: 0, to: 1 }, isTaken: false },
    { pages: { from: 5, to: 2 }, isTaken: false },
    { pages: { from: 1.5, to: 2 }, isTaken: false },
  ])('may be $pages: $isTaken', ({ pages, isTaken }) => {
    const request = { sheetId: 'sheet', printer: 'Desk', copies: 1, pages }
    expect(v.is(labelsContract.print.input, request)).toBe(isTaken)
  })
})
