import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { DraftId, type DraftSummary } from '#common/drafts/drafts.contract'
import { PortalId } from '#common/portals/portals.contract'
import { listDrafts, NEWEST_FIRST, orderAfter, type DraftOrder } from '#common/drafts/list-drafts'

const PORTAL = v.parse(PortalId, 'p0000001')
const DRAFTS = [
  draft('b', 'Till 10', '2031-05-03T10:00:00.000Z'),
  draft('a', 'till 9', '2031-05-05T10:00:00.000Z', '', ['Spring', 'Mall']),
  draft('c', '', '2031-05-04T10:00:00.000Z', 'lone_code'),
]

function draft(id: string, name: string, changedAt: string, code = '', tags: string[] = []): DraftSummary {
  const origin = { portalId: id === 'b' ? PORTAL : null, handlerId: null, fileName: null }
  return { id: v.parse(DraftId, id), name, code, origin, tags, isReadable: true, isChanged: false, changedAt }
}

function idsOf(searched: string, order: DraftOrder = NEWEST_FIRST, found: readonly string[] = []): string[] {
  const question = {
    searched,
    order,
    tag: null,
    portalId: null,
    found: new Set(found.map(id => v.parse(DraftId, id))),
    locale: 'en',
  }
  return listDrafts(DRAFTS, { ...question, originOf: ({ id }) => `File ${id}.json` }).map(({ id }) => id)
}

describe('the list of drafts', () => {
  it.each([
    ['the one changed last first', NEWEST_FIRST, ['a', 'c', 'b']],
    ['by name as people count, without a name last', { column: 'name', isDescending: false }, ['a', 'b', 'c']],
    ['by name turned round', { column: 'name', isDescending: true }, ['c', 'b', 'a']],
    ['by origin', { column: 'origin', isDescending: false }, ['a', 'b', 'c']],
  ] as const)('is sorted %s', (_, order, ids) => {
    expect(idsOf('', order)).toEqual(ids)
  })

  it.each([
    ['a name in any case', ' TILL ', ['a', 'b']],
    ['a code', 'lone', ['c']],
    ['a tag', 'spri', ['a']],
    ['an origin', 'file b', ['b']],
    ['nothing', 'nowhere', []],
  ])('is cut down to what has the searched in %s', (_, searched, ids) => {
    expect(idsOf(searched)).toEqual(ids)
  })

  it('keeps what has the searched in its text alone', () => {
    expect(idsOf('lone', NEWEST_FIRST, ['b'])).toEqual(['c', 'b'])
  })

  it.each([
    ['the tag in whatever case', { tag: 'spring' }, ['a']],
    ['the portal', { portalId: PORTAL }, ['b']],
    ['the tag and the portal', { tag: 'spring', portalId: PORTAL }, []],
  ])('is cut down to the drafts with %s', (_, filter, ids) => {
    const question = { searched: '', order: NEWEST_FIRST, tag: null, portalId: null, found: new Set<DraftId>() }
    const listed = listDrafts(DRAFTS, { ...question, locale: 'en', originOf: () => '', ...filter })
    expect(listed.map(({ id }) => id)).toEqual(ids)
  })

  it('turns round for a second choice of a column, and begins a new one as it is wanted', () => {
    const byName = orderAfter(NEWEST_FIRST, 'name')

    expect(byName).toEqual({ column: 'name', isDescending: false })
    expect(orderAfter(byName, 'name')).toEqual({ column: 'name', isDescending: true })
    expect(orderAfter(byName, 'changed')).toEqual(NEWEST_FIRST)
  })
})
