import { describe, expect, it } from 'vitest'
import { AppError } from '#common/ipc/app-error'
import { checkInstallation, SmokeFault, type SmokeStep } from '../../../../../electron/main/smoke/check-installation'

const LIMIT_MS = 5_000

function step(name: string, prove: SmokeStep['prove'] = () => Promise.resolve(undefined)): SmokeStep {
  return { name, prove }
}

function failing(name: string, error: Error): SmokeStep {
  return step(name, () => Promise.reject(error))
}

describe('the check of an installation', () => {
  it('names what works, with what there is to say of it', async () => {
    const steps = [step('window'), step('keychain', () => Promise.resolve('available'))]

    expect(await checkInstallation(steps, LIMIT_MS)).toEqual({ hasPassed: true, words: 'window, keychain (available)' })
  })

  it('stops at what does not work', async () => {
    const reached: string[] = []
    const later = step('later', () => Promise.resolve(void reached.push('later')))
    const error = new AppError('keychain', 'In words', { details: { reason: 'not-loaded' } })

    expect(await checkInstallation([step('window'), failing('keychain', error), later], LIMIT_MS)).toEqual({
      hasPassed: false,
      words: 'keychain: keychain, not-loaded',
    })
    expect(reached).toEqual([])
  })

  it.each([
    { error: new AppError('network', 'In words'), words: 'step: network' },
    { error: new SmokeFault('not started'), words: 'step: not started' },
    { error: new Error('connect https://portal.example/rest/1/secret'), words: 'step: internal' },
    { error: new TypeError('a text\nof two lines'), words: 'step: internal' },
  ])('says of a failure only $words', async ({ error, words }) => {
    expect(await checkInstallation([failing('step', error)], LIMIT_MS)).toEqual({ hasPassed: false, words })
  })

  it('does not wait for ever', async () => {
    const stuck = step('window', () => new Promise(() => {}))

    expect(await checkInstallation([stuck], 1)).toEqual({ hasPassed: false, words: 'window: no answer within 0 s' })
  })
})
