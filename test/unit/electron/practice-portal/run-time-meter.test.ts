import { describe, expect, it } from 'vitest'
import { RunTimeMeter } from '../../../../electron/practice-portal/run-time-meter'
import { call, errorOf, resultOf } from './practice-calls'

const START = Date.UTC(2030, 0, 31, 7, 26, 32)
const MINUTE_MS = 60_000
const FIRST_RESET = Date.UTC(2030, 0, 31, 7, 36) / 1000
const BLOCKED = [429, 'OPERATION_TIME_LIMIT', 'Method is blocked due to operation time limit.']

function meterOf(seconds: number, limitSeconds = 10): RunTimeMeter {
  return new RunTimeMeter({ limitSeconds, secondsOf: () => seconds })
}

describe('RunTimeMeter', () => {
  it('adds up each method by itself and tells when the oldest minute stops counting', () => {
    const meter = meterOf(4)
    expect(meter.count('a', START)).toEqual({ resetAt: FIRST_RESET, seconds: 4 })
    expect(meter.count('a', START + MINUTE_MS)).toEqual({ resetAt: FIRST_RESET, seconds: 8 })
    expect(meter.count('b', START)).toEqual({ resetAt: FIRST_RESET, seconds: 4 })
  })

  it('blocks after the call that reached the limit, until the oldest minute is forgotten', () => {
    const meter = meterOf(5)
    meter.count('a', START)
    expect(meter.isBlocked('a', START)).toBe(false)
    meter.count('a', START + MINUTE_MS)
    expect([0, 1, 8].map(minutes => meter.isBlocked('a', START + minutes * MINUTE_MS))).toEqual([true, true, true])
    expect(meter.isBlocked('a', FIRST_RESET * 1000 - 1)).toBe(true)
    expect(meter.isBlocked('a', FIRST_RESET * 1000)).toBe(false)
    expect(meter.isBlocked('b', START)).toBe(false)
  })

  it('does not count calls under a tenth of a second', () => {
    const meter = meterOf(0.09, 0.1)
    expect([0, 1, 2].map(() => meter.count('a', START).seconds)).toEqual([0, 0, 0])
    expect(meter.isBlocked('a', START)).toBe(false)
  })

  it('lets a method run for eight minutes where nothing is said', () => {
    const meter = new RunTimeMeter({ secondsOf: () => 479 })
    meter.count('a', START)
    expect(meter.isBlocked('a', START)).toBe(false)
    meter.count('a', START)
    expect(meter.isBlocked('a', START)).toBe(true)
  })
})

describe('a limited run time', () => {
  it('refuses the method that used it up, and no other', () => {
    const runTimes = meterOf(10)
    expect(call('profile', '{}', { runTimes }).time.operating).toMatchObject({ seconds: 10 })
    expect(errorOf('Profile', '{}', { runTimes })).toEqual(BLOCKED)
    expect(() => call('scope', '{}', { runTimes })).not.toThrow()
  })

  it('is looked at after the scope and before the rights', () => {
    const runTimes = meterOf(10)
    const list = 'sale.paysystem.handler.list'
    const employee = { userId: '1', isAdmin: false, scopes: ['pay_system'] }
    call(list, '{}', { runTimes })
    expect(errorOf(list, '{}', { runTimes, webhook: employee })).toEqual(BLOCKED)
    expect(errorOf(list, '{}', { runTimes, webhook: { ...employee, scopes: [] } })[1]).toBe('insufficient_scope')
  })

  it('counts what a batch calls, and not the batch', () => {
    const runTimes = meterOf(10)
    const batch = '{"cmd":["profile","profile"]}'
    expect(JSON.parse(resultOf('batch', batch, { runTimes }))).toMatchObject({
      result_error: { 1: { error: 'OPERATION_TIME_LIMIT' } },
      result_time: [{ operating: 10 }],
    })
    expect(call('batch', '{}', { runTimes }).time.operating).toBeUndefined()
  })
})
