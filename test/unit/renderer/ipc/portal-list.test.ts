import type { PortalList } from '#common/portals/portals.contract'
import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { usePortalList } from '../../../../renderer/ipc/portal-list'

const EMPTY = { portals: [], currentId: null, keychain: 'unknown' } as const
const KNOWN = { ...EMPTY, keychain: 'available' } as unknown as PortalList

let tell: (list: unknown) => void
let answer: (list: unknown) => void

beforeEach(() => {
  setActivePinia(createPinia())
  const portals = {
    list: () => new Promise(done => (answer = list => done({ ok: true, value: list }))),
    changed: (listener: (list: unknown) => void) => {
      tell = listener
      return () => undefined
    },
  }
  vi.stubGlobal('window', { bridge: { portals } })
})
afterEach(() => vi.unstubAllGlobals())

describe('the list of portals', () => {
  it('is what main answers', async () => {
    const list = usePortalList()
    const loading = list.load()
    answer(KNOWN)
    await loading

    expect(list.isLoaded).toBe(true)
    expect(list.keychain).toBe('available')
  })

  // The practice portal was told while the first answer was on its way, and the answer took it from the screen again.
  it('stays what main told while an older answer was on its way', async () => {
    const list = usePortalList()
    const loading = list.load()
    tell(KNOWN)
    answer(EMPTY)
    await loading

    expect(list.keychain).toBe('available')
  })
})
