import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DraftId } from '#common/drafts/drafts.contract'
import { MAX_OPEN_DRAFTS, type OpenDrafts } from '#common/open-drafts/open-drafts.contract'
import { movedTab, NONE_OPEN, onlyThere, tabBeside, withFront, withoutTab } from '#common/open-drafts/tab-order'

const [a, b, c, d] = ['a', 'b', 'c', 'd'] as [DraftId, DraftId, DraftId, DraftId]

describe('the tabs of open drafts', () => {
  it('gain a new one beside the one in front, and none for a draft that has one', () => {
    expect(withFront({ ids: [a, b], front: a }, c)).toEqual({ ids: [a, c, b], front: c })
    expect(withFront({ ids: [a, b], front: null }, c)).toEqual({ ids: [a, b, c], front: c })
    expect(withFront({ ids: [a, b], front: a }, b)).toEqual({ ids: [a, b], front: b })
  })

  it('are never more than can be kept', () => {
    const many = Array.from({ length: MAX_OPEN_DRAFTS }, (_, index) => `draft-${index}` as DraftId)
    const next = withFront({ ids: many, front: many[0] ?? null }, a)

    expect(next.ids).toHaveLength(MAX_OPEN_DRAFTS)
    expect(next.ids).toContain(a)
    expect(next.ids).not.toContain(many[0])
  })

  it.each([
    ['the one in front for the next one', { ids: [a, b, c], front: b }, b, { ids: [a, c], front: c }],
    ['the last one for the one before', { ids: [a, b], front: b }, b, { ids: [a], front: a }],
    ['the only one for none', { ids: [a], front: a }, a, NONE_OPEN],
    ['one behind without another coming in front', { ids: [a, b], front: a }, b, { ids: [a], front: a }],
    ['one that is not there without a change', { ids: [a, b], front: a }, d, { ids: [a, b], front: a }],
  ])('close %s', (_name, open, id, left) => {
    expect(withoutTab(open, id)).toEqual(left)
  })

  it('leave with their drafts, but for the one in front', () => {
    expect(onlyThere({ ids: [a, b, c], front: a }, id => id === c)).toEqual({ ids: [a, c], front: a })
  })

  it.each([
    [a, 2, [b, c, a]],
    [c, 0, [c, a, b]],
    [b, 9, [a, c, b]],
    [d, 0, [a, b, c]],
  ])('move %s to %i', (id, to, ids) => {
    expect(movedTab({ ids: [a, b, c], front: a }, id, to)).toEqual({ ids, front: a })
  })

  it.each([
    [a, 1, b],
    [c, 1, a],
    [a, -1, c],
    [null, 1, a],
    [null, -1, c],
  ] as const)('go on from %s by %i', (front, step, next) => {
    expect(tabBeside({ ids: [a, b, c], front }, step)).toBe(next)
  })

  it('have none to go to where none is open', () => {
    expect(tabBeside(NONE_OPEN, 1)).toBeNull()
    expect(tabBeside(NONE_OPEN, -1)).toBeNull()
  })

  it('stay each draft once, with the one in front among them, whatever is done', () => {
    const id = fc.constantFrom(a, b, c, d)
    const step = fc.oneof(
      id.map(of => (open: OpenDrafts) => withFront(open, of)),
      id.map(of => (open: OpenDrafts) => withoutTab(open, of)),
      id.map(of => (open: OpenDrafts) => onlyThere(open, other => other !== of)),
      fc.tuple(id, fc.nat(5)).map(
        ([of, to]) =>
          (open: OpenDrafts) =>
            movedTab(open, of, to),
      ),
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), steps => {
        const open = steps.reduce((before, next) => next(before), NONE_OPEN)

        expect(new Set(open.ids).size).toBe(open.ids.length)
        if (open.front === null) expect(open.ids).toEqual([])
        else expect(open.ids).toContain(open.front)
      }),
    )
  })
})
