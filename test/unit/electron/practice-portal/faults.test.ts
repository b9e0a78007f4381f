import { describe, expect, it } from 'vitest'
import { Faults } from '../../../../electron/practice-portal/faults'

describe('Faults', () => {
  it('strikes nothing before it is set', () => {
    expect(new Faults().strikes('wrong-link', 1)).toBe(false)
  })

  it('strikes every payment, always, where no limit is given', () => {
    const faults = new Faults()
    faults.set('wrong-link')
    expect([1, 2, 1].map(id => faults.strikes('wrong-link', id))).toEqual([true, true, true])
    expect(faults.strikes('damaged-qr', 1)).toBe(false)
  })

  it('strikes one payment only, so many times', () => {
    const faults = new Faults()
    faults.set('damaged-qr', { paymentId: 7, times: 2 })
    expect([1, 7, 7, 7].map(id => faults.strikes('damaged-qr', id))).toEqual([false, true, true, false])
  })

  it('is replaced when it is set again, and gone when cleared', () => {
    const faults = new Faults()
    faults.set('wrong-link', { times: 0 })
    faults.set('wrong-link')
    expect(faults.strikes('wrong-link', 1)).toBe(true)
    faults.clear()
    expect(faults.strikes('wrong-link', 1)).toBe(false)
  })
})
