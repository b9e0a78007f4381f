import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Portal } from '#common/portals/portals.contract'
import { DEFAULT_SETTINGS } from '#common/settings/settings.contract'
import { useSettings } from '../../../../renderer/ipc/settings'

const OFF = { ...DEFAULT_SETTINGS, confirmsProduction: false }
const PRODUCTION = { isProduction: true } as Portal

let tell: (settings: unknown) => void
let answer: (reply: unknown) => void

beforeEach(() => {
  setActivePinia(createPinia())
  const settings = {
    get: () => new Promise(done => (answer = done)),
    changed: (listener: (settings: unknown) => void) => {
      tell = listener
      return () => undefined
    },
  }
  vi.stubGlobal('window', { bridge: { settings } })
})
afterEach(() => vi.unstubAllGlobals())

describe('whether the name of a portal is asked for', () => {
  it('is so for a production portal, as long as nothing else is known', () => {
    const settings = useSettings()

    expect(settings.asksNameOf(PRODUCTION)).toBe(true)
    expect(settings.asksNameOf({ isProduction: false } as Portal)).toBe(false)
  })

  it('is so where the settings cannot be read', async () => {
    const settings = useSettings()
    answer({ ok: false, error: { code: 'internal', message: 'x' } })
    await new Promise(setImmediate)

    expect(settings.asksNameOf(PRODUCTION)).toBe(true)
  })

  it('is not so once it was switched off', async () => {
    const settings = useSettings()
    answer({ ok: true, value: OFF })

    await vi.waitFor(() => expect(settings.asksNameOf(PRODUCTION)).toBe(false))
  })

  it('is what was told while an older answer was on its way', async () => {
    const settings = useSettings()
    tell(DEFAULT_SETTINGS)
    answer({ ok: true, value: OFF })
    await new Promise(setImmediate)

    expect(settings.asksNameOf(PRODUCTION)).toBe(true)
  })
})
