import { describe, expect, it } from 'vitest'
import { AppError, type AppErrorCode } from '#common/ipc/app-error'
import type { PlanState, PushPlan } from '#common/push/push.contract'
import { isPlanned, isReady, standingOf } from '../../../../../renderer/features/push/push-standing'

const NOTHING_YET = {
  state: { status: 'loading' },
  hasOpenErrors: false,
  isPushing: false,
  outcome: null,
  error: null,
} as const

function planned(state: PlanState) {
  return { ...NOTHING_YET, state: { status: 'ready', value: { state } as PushPlan } } as const
}

function failed(code: AppErrorCode, reason?: string) {
  return { ...planned('ready'), error: new AppError(code, 'x', { details: reason === undefined ? {} : { reason } }) }
}

describe('where a push stands', () => {
  it('is told of its plan, as long as nothing was written', () => {
    expect(standingOf(NOTHING_YET)).toBe('planning')
    expect(standingOf({ ...NOTHING_YET, state: { status: 'failed', error: 'x' } })).toBe('unread')
    expect(standingOf(planned('ready'))).toBe('ready')
    expect(standingOf(planned('nothing-to-change'))).toBe('nothing-to-change')
  })

  it.each(['ready', 'new'] as const)('is stopped by errors that were not overruled where it would be %s', state => {
    expect(standingOf({ ...planned(state), hasOpenErrors: true })).toBe('stopped')
  })

  it('is that something has to be decided first, whatever errors there are', () => {
    expect(standingOf({ ...planned('portal-changed'), hasOpenErrors: true })).toBe('portal-changed')
    expect(standingOf({ ...planned('no-target'), hasOpenErrors: true })).toBe('no-target')
  })

  it.each([
    [true, 'verified'],
    [false, 'differs'],
  ] as const)('is what was read back: equal is %s', (isVerified, standing) => {
    expect(standingOf({ ...planned('ready'), outcome: { isVerified, differences: [], backup: null } })).toBe(standing)
  })

  it.each([
    ['portal', undefined, 'refused'],
    ['conflict', 'changed-since-plan', 'refused'],
    ['network', undefined, 'refused'],
    ['network', 'write-unanswered', 'lost'],
    ['network', 'add-unanswered', 'lost'],
    ['network', 'write-undecided', 'lost'],
    ['portal', 'not-read-back', 'unverified'],
    ['network', 'not-read-back-new', 'unverified'],
    ['internal', undefined, 'lost'],
  ] as const)('is told after an error %s with the reason %s', (code, reason, standing) => {
    expect(standingOf(failed(code, reason))).toBe(standing)
  })

  it('is lost after what nobody expected, for the write may have been made', () => {
    expect(standingOf({ ...planned('ready'), error: new TypeError('x') })).toBe('lost')
  })

  it('is ready only where nothing is left to decide', () => {
    const all = ['planning', 'unread', 'stopped', 'portal-changed', 'no-target', 'ready', 'new', 'lost'] as const

    expect(all.filter(isReady)).toEqual(['ready', 'new'])
    expect(all.filter(isPlanned)).toEqual(['stopped', 'portal-changed', 'no-target', 'ready', 'new'])
  })
})
