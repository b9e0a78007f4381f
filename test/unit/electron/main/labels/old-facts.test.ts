import { describe, expect, it } from 'vitest'
import { FACTS_KEEP_MS, NOTHING_READ } from '../../../../../electron/common/payments/fact-times'
import type { PortalId } from '../../../../../electron/common/portals/portals.contract'
import type { KeptLink } from '../../../../../electron/main/codes/kept-links'
import { oldFacts } from '../../../../../electron/main/labels/old-facts'
import type { KeptPayment } from '../../../../../electron/main/payments/payment-lists-file'

const [MONDAY, TUESDAY, FRIDAY] = ['2026-03-02T08:00:00.000Z', '2026-03-03T08:00:00.000Z', '2026-03-06T08:00:00.000Z']

function link(paymentId: number, fetchedAt: string): KeptLink {
  return { portalId: 'till' as PortalId, paymentId, url: '', shortUrl: '', fetchedAt, isTargetProven: true }
}

function payment(paymentId: number, readAt: Partial<KeptPayment['readAt']>): [number, KeptPayment] {
  const nothing = { orderKey: null, currency: null, isPaid: null, paySystemName: null, due: null, failure: null }
  const known = { accountNumber: '50/1', sum: 9, texts: [{ name: 'Payer', value: 'Roth' }] }
  return [paymentId, { ...nothing, ...known, paymentId, readAt: { ...NOTHING_READ, ...readAt } }]
}

const FIRST_DAY_MS = Date.parse(MONDAY)

describe('facts that are printed', () => {
  it.each([
    [FACTS_KEEP_MS, 0],
    [FACTS_KEEP_MS + 1, 1],
    [-1, 0],
  ])('and were read %i ms before the link are counted as old: %i', (ms, beforeLinkCount) => {
    const links = [link(1, new Date(FIRST_DAY_MS + ms).toISOString())]
    expect(oldFacts(links, new Map([payment(1, { sum: MONDAY })]), ['sum'])).toMatchObject({ beforeLinkCount })
  })

  const links = [link(1, TUESDAY), link(2, TUESDAY), link(3, TUESDAY)]
  const payments = new Map([
    payment(1, { order: MONDAY, sum: FRIDAY, texts: MONDAY }),
    payment(2, { order: FRIDAY, sum: FRIDAY, texts: MONDAY }),
    payment(3, { sum: FRIDAY }),
  ])

  it('are counted where the portal told them before it gave the link', () => {
    expect(oldFacts(links, payments, ['order', 'sum'])).toEqual({
      beforeLinkCount: 1,
      unknownCount: 1,
      oldestReadAt: MONDAY,
    })
  })

  it('of a file are older than any link, and have an age all the same', () => {
    expect(oldFacts(links, payments, ['texts'])).toEqual({ beforeLinkCount: 0, unknownCount: 1, oldestReadAt: MONDAY })
  })

  it('have no age where none is printed, and where nothing is known of a payment', () => {
    const none = { beforeLinkCount: 0, unknownCount: 0, oldestReadAt: null }
    expect(oldFacts(links, payments, [])).toEqual(none)
    expect(oldFacts([link(9, TUESDAY)], payments, ['sum'])).toEqual(none)
  })
})
