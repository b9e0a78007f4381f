import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import { describe, expect, it } from 'vitest'
import type { KeptLink } from '../../../../../electron/main/codes/kept-links'
import { createPaymentLinks } from '../../../../../electron/main/codes/payment-links'
import { createBulkLinks, type LinkOutcome } from '../../../../../electron/main/payments/bulk-links'
import { fakeLinkPortal, noSuchPayment } from '../../../../support/fake-link-portal'

const PORTAL = 'portal-1' as PortalId
const NOW = new Date('2026-03-01T10:00:00.000Z')
const EARLIER = '2026-02-01T10:00:00.000Z'

type Plays = Parameters<typeof fakeLinkPortal>[0]

function working(plays: Plays = {}, keptBefore: readonly KeptLink[] = []) {
  const portal = fakeLinkPortal(plays)
  const kept: KeptLink[] = []
  const forgotten: number[] = []
  const outcomes: LinkOutcome[] = []
  const abort = new AbortController()
  const bulk = createBulkLinks({
    client: portal.client,
    links: createPaymentLinks({
      portal: portal.calls,
      shortLinks: portal.shortLinks,
      keptLinks: { remove: async ({ paymentId }) => void forgotten.push(paymentId) },
      report: () => undefined,
    }),
    keptLinks: {
      keep: async links => void kept.push(...links),
      ofPortal: async () => new Map(keptBefore.map(link => [link.paymentId, link])),
    },
    now: () => NOW,
  })
  const fetchAll = (
    ids: readonly number[],
    provesTargets = false,
    orderKey: (id: number) => string | null = () => null,
  ) =>
    bulk.fetchAll({
      portalId: PORTAL,
      payments: ids.map(paymentId => ({ paymentId, orderKey: orderKey(paymentId) })),
      provesTargets,
      signal: abort.signal,
      told: some => outcomes.push(...some),
    })
  const reasons = () =>
    Object.fromEntries(
      outcomes.flatMap(({ paymentId, error }) =>
        error === null ? [] : [[paymentId, String(error.details['reason'] ?? error.details['code'])]],
      ),
    )
  const keptIds = () => kept.map(({ paymentId }) => paymentId).sort((one, other) => one - other)
  return { portal, kept, keptIds, forgotten, outcomes, abort, fetchAll, reasons }
}

function upTo(count: number, from = 1): number[] {
  return Array.from({ length: count }, (_, index) => from + index)
}

describe('links in bulk', () => {
  it('are fetched in full batches, and each is proven where there are few', async () => {
    const { portal, kept, keptIds, outcomes, fetchAll } = working()
    await fetchAll(upTo(50))
    expect(portal.batches.map(({ length }) => length)).toEqual([50])
    expect(portal.proven).toHaveLength(50)
    expect(keptIds()).toEqual(upTo(50))
    expect(kept.every(({ isTargetProven, fetchedAt }) => isTargetProven && fetchedAt === NOW.toISOString())).toBe(true)
    expect(outcomes.every(({ error }) => error === null)).toBe(true)
  })

  it('are proven above that only where it is asked for, and say so', async () => {
    const { portal, kept, fetchAll } = working()
    await fetchAll(upTo(120))
    expect(portal.batches.map(({ length }) => length)).toEqual([50, 50, 20])
    expect(portal.proven).toEqual([])
    expect(kept.some(({ isTargetProven }) => isTargetProven)).toBe(false)
    const asked = working()
    await asked.fetchAll(upTo(120), true)
    expect(asked.portal.proven).toHaveLength(120)
  })

  it('are proven in any case where two payments were given one short link', async () => {
    const { portal, kept, keptIds, reasons, fetchAll } = working({ shortOf: id => (id === 7 ? 6 : id) })
    await fetchAll(upTo(60))
    expect(portal.proven).toHaveLength(2)
    expect(reasons()).toEqual({ 7: 'short-link-elsewhere' })
    expect(keptIds()).toEqual(upTo(60).filter(id => id !== 7))
    expect(kept.filter(({ isTargetProven }) => isTargetProven).map(({ paymentId }) => paymentId)).toEqual([6])
  })

  it.each([
    ['the later', 60, 7],
    ['the earlier', 7, 60],
  ])(
    'are proven in any case where payments of two batches were given that of one, %s being wrong',
    async (_, wrong, right) => {
      const { portal, kept, forgotten, outcomes, reasons, fetchAll } = working({
        shortOf: id => (id === wrong ? right : id),
      })
      await fetchAll(upTo(60))
      expect(portal.proven).toHaveLength(2)
      expect(reasons()).toEqual({ [wrong]: 'short-link-elsewhere' })
      expect(forgotten).toEqual([wrong])
      expect(kept.filter(({ isTargetProven }) => isTargetProven).map(({ paymentId }) => paymentId)).toEqual([right])
      expect(outcomes.filter(({ paymentId }) => paymentId === right)).toEqual([{ paymentId: right, error: null }])
    },
  )

  it.each([
    { whose: 'the older one’s', shortOf: 1, forgotten: [60], rest: 1 },
    { whose: 'the newer one’s', shortOf: 60, forgotten: [1], rest: 60 },
  ])('are proven where one is that of a link kept long before, being $whose', async ({ shortOf, forgotten, rest }) => {
    const before = working({ shortOf: id => (id === 1 ? shortOf : id) })
    await before.fetchAll(upTo(55))
    const keptBefore = before.kept.map(link => ({ ...link, isTargetProven: false, fetchedAt: EARLIER }))
    const later = working({ shortOf: id => (id === 60 ? shortOf : id) }, keptBefore)
    await later.fetchAll(upTo(55, 56))

    expect(later.portal.proven).toHaveLength(2)
    expect(later.forgotten).toEqual(forgotten)
    expect(later.reasons()).toEqual({ [String(forgotten[0])]: 'short-link-elsewhere' })
    const proven = later.kept.filter(({ isTargetProven }) => isTargetProven)
    expect(proven).toMatchObject([{ paymentId: rest, fetchedAt: rest === 1 ? EARLIER : NOW.toISOString() }])
  })

  it('are not compared with what was kept of the same payments before', async () => {
    const before = working()
    await before.fetchAll(upTo(60))
    const later = working({}, before.kept)
    await later.fetchAll(upTo(60))
    expect(later.portal.proven).toEqual([])
  })

  it('never share a batch when their payments are known to be of one order', async () => {
    const orderOf = (id: number) => `order ${String(Math.ceil(id / 2))}`
    const { portal, keptIds, fetchAll } = working({ orderOf })
    await fetchAll(upTo(40), false, orderOf)
    expect(portal.batches).toHaveLength(2)
    expect(portal.alone).toEqual([])
    expect(keptIds()).toEqual(upTo(40))
  })

  it('are asked for again alone when they are another payment’s', async () => {
    const { portal, keptIds, fetchAll } = working({ orderOf: id => `order ${String(Math.ceil(id / 2))}` })
    await fetchAll(upTo(6))
    expect(portal.alone).toEqual([2, 4, 6])
    expect(keptIds()).toEqual(upTo(6))
  })

  it('are asked for again alone when a batch says nothing of them', async () => {
    const { portal, keptIds, fetchAll } = working({ silent: new Set([2, 3]) })
    await fetchAll(upTo(4))
    expect(portal.alone).toEqual([2, 3])
    expect(keptIds()).toEqual(upTo(4))
  })

  it('fail one by one, each for its own reason, and the rest are there', async () => {
    const denied = new AppError('portal', 'refused', { details: { code: 'ACCESS_DENIED', status: 403 } })
    const { keptIds, forgotten, reasons, fetchAll } = working({
      refusal: id => (id === 1 ? noSuchPayment() : id === 2 ? denied : null),
      withoutPhone: new Set([3]),
      wrong: new Set([4]),
      astray: new Set([5]),
    })
    await fetchAll(upTo(8))
    expect(reasons()).toEqual({
      1: 'payment',
      2: 'ACCESS_DENIED',
      3: 'phone-not-confirmed',
      4: 'wrong-payment',
      5: 'short-link-elsewhere',
    })
    expect(keptIds()).toEqual([6, 7, 8])
    expect(forgotten.sort()).toEqual([1, 5])
  })

  it('are asked for in smaller batches where a batch is too much, and at last alone', async () => {
    const tooLarge = new AppError('network', 'too large', { details: { layer: 'body', reason: 'too-large' } })
    const { portal, keptIds, fetchAll } = working({
      beforeBatch: ids => (ids.length > 2 ? Promise.reject(tooLarge) : Promise.resolve()),
    })
    await fetchAll(upTo(7))
    expect(keptIds()).toEqual(upTo(7))
    expect(Math.min(...portal.batches.map(({ length }) => length))).toBe(2)
  })

  it('wait where the portal says that a method ran for too long, instead of failing', async () => {
    const limit = new AppError('rate-limited', 'refused', { details: { code: 'OPERATION_TIME_LIMIT', status: 429 } })
    let times = 0
    const { portal, keptIds, fetchAll } = working({ refusal: id => (id === 3 && times++ === 0 ? limit : null) })
    await fetchAll(upTo(4))
    expect(portal.alone).toEqual([3])
    expect(keptIds()).toEqual(upTo(4))
  })

  it.each([
    new AppError('network', 'offline', { details: { layer: 'tcp', reason: 'offline' } }),
    new AppError('unauthorized', 'refused', { details: { code: 'INVALID_CREDENTIALS' } }),
    new AppError('keychain', 'locked', { details: { reason: 'locked' } }),
  ])('end where every other payment would fail in the same way: $code', async error => {
    let batches = 0
    const { keptIds, outcomes, fetchAll } = working({
      beforeBatch: () => (++batches > 2 ? Promise.reject(error) : Promise.resolve()),
    })
    await expect(fetchAll(upTo(400))).rejects.toBe(error)
    expect(keptIds().length).toBe(100)
    expect(outcomes.some(outcome => outcome.error !== null)).toBe(false)
  })

  it('keep what was proven when they are cancelled in the middle, and go on with the rest', async () => {
    const first = working({
      beforeProof: async id => {
        if (id === 80) first.abort.abort()
      },
    })
    await expect(first.fetchAll(upTo(200), true)).rejects.toMatchObject({ code: 'cancelled' })
    const done = first.keptIds()
    expect(done.length).toBeGreaterThan(40)
    expect(done.length).toBeLessThan(120)
    expect(first.outcomes.map(({ paymentId }) => paymentId).sort((one, other) => one - other)).toEqual(done)
    const second = working()
    await second.fetchAll(upTo(200).filter(id => !done.includes(id)))
    expect([...done, ...second.keptIds()].sort((one, other) => one - other)).toEqual(upTo(200))
  })

  it('are not asked for at all when they are cancelled before', async () => {
    const { portal, abort, fetchAll } = working()
    abort.abort()
    await expect(fetchAll(upTo(5))).rejects.toMatchObject({ code: 'cancelled' })
    expect(portal.batches).toEqual([])
  })

  it('end where what was fetched cannot be kept', async () => {
    const { fetchAll, kept } = working()
    const full = new AppError('internal', 'full', { details: { reason: 'disk-full' } })
    kept.push = () => {
      throw full
    }
    await expect(fetchAll(upTo(5))).rejects.toBe(full)
  })
})
