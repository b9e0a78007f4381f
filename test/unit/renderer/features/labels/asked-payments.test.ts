import { describe, expect, it } from 'vitest'
import { askedPayments } from '../../../../../renderer/features/labels/asked-payments'

describe('the payments that stand beside an address', () => {
  it('are taken in their order, beside what the router keeps there', () => {
    const state = { back: '/payments', position: 3, portalId: 'till', paymentIds: [9, 4] }

    expect(askedPayments(state)).toEqual({ portalId: 'till', paymentIds: [9, 4] })
  })

  it.each([null, undefined, {}, { portalId: 'till', paymentIds: [] }, { portalId: 'till', paymentIds: ['9'] }])(
    'are none where %o stands',
    state => {
      expect(askedPayments(state)).toBeNull()
    },
  )
})
