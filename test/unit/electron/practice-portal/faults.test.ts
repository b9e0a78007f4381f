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

describe('the faults of methods', () => {
  const delay = { kind: 'delay', milliseconds: 5 } as const
  const cut = { kind: 'cut-after' } as const

  it('strike their own method, in any case, and only the kinds that are asked for', () => {
    const faults = new Faults()
    faults.onMethod('Sale.PaySystem.Add', cut)
    expect(faults.strikeOn('sale.paysystem.ADD', 'cut-before', 'delay')).toBeUndefined()
    expect(faults.strikeOn('profile', 'cut-after')).toBeUndefined()
    expect(faults.strikeOn('sale.paysystem.ADD', 'cut-after', 'delay')).toEqual(cut)
  })

  it('strike every method without a name', () => {
    const faults = new Faults()
    faults.onMethod(null, delay)
    expect(['profile', 'batch', ''].map(name => faults.strikeOn(name, 'delay'))).toEqual([delay, delay, delay])
  })

  it('strike one after the other, each so many times', () => {
    const faults = new Faults()
    faults.onMethod('profile', delay, { times: 1 })
    faults.onMethod('profile', cut, { times: 2 })
    expect(Array.from({ length: 4 }, () => faults.strikeOn('profile', 'delay', 'cut-after')?.kind)).toEqual([
      'delay',
      'cut-after',
      'cut-after',
      undefined,
    ])
  })

  it('end when they are ended, one by one or all at once', () => {
    const faults = new Faults()
    const end = faults.onMethod('profile', delay)
    faults.onMethod('profile', cut)
    end()
    expect(faults.strikeOn('profile', 'delay', 'cut-after')).toEqual(cut)
    faults.clear()
    expect(faults.strikeOn('profile', 'delay', 'cut-after')).toBeUndefined()
  })
})

describe('faults by their description', () => {
  const START = Date.UTC(2030, 0, 31, 7, 26, 32)

  it('are listed with what became of them, until they are over', () => {
    const faults = new Faults(() => START)
    const description = { kind: 'delay', milliseconds: 5, methodName: 'Profile', times: 2, seconds: 60 } as const
    const armed = faults.arm(description)
    expect(armed).toEqual({ id: 1, description, strikes: 0, timesLeft: 2, endsAt: '2030-01-31T07:27:32.000Z' })
    expect(faults.strikeOn('profile', 'delay')).toEqual(description)
    expect(faults.armed).toEqual([{ ...armed, strikes: 1, timesLeft: 1 }])
    faults.strikeOn('profile', 'delay')
    expect(faults.armed).toEqual([])
  })

  it('strike until their time is over', () => {
    let now = START
    const faults = new Faults(() => now)
    faults.arm({ kind: 'cut-before', seconds: 10 })
    faults.arm({ kind: 'wrong-link', paymentId: 7, seconds: 10 })
    now += 9_999
    expect([faults.strikeOn('profile', 'cut-before')?.kind, faults.strikes('wrong-link', 7)]).toEqual([
      'cut-before',
      true,
    ])
    now += 1
    expect([faults.strikeOn('profile', 'cut-before')?.kind, faults.strikes('wrong-link', 7)]).toEqual([
      undefined,
      false,
    ])
    expect(faults.armed).toEqual([])
  })

  it('are stopped by their id, one by one', () => {
    const faults = new Faults()
    const [one, other] = [faults.arm({ kind: 'damaged-qr', paymentId: 1 }), faults.arm({ kind: 'damaged-qr' })]
    expect(faults.armed).toEqual([
      { id: one.id, description: one.description, strikes: 0, timesLeft: null, endsAt: null },
      other,
    ])
    expect([faults.stop(one.id), faults.stop(one.id)]).toEqual([true, false])
    expect(faults.armed).toEqual([other])
  })

  it('stand beside those of a test, which are not listed', () => {
    const faults = new Faults()
    faults.onMethod(null, { kind: 'cut-after' })
    faults.set('wrong-link')
    expect(faults.armed).toEqual([])
    expect(faults.strikes('wrong-link', 1)).toBe(true)
  })
})
