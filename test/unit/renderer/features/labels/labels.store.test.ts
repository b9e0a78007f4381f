import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import { AppError, type Reply } from '#common/ipc/app-error'
import type { LabelDesign } from '#common/labels/label-design'
import type { LabelRequest } from '#common/labels/labels.contract'
import type { PortalId } from '#common/portals/portals.contract'
import type { SheetSetup } from '#common/sheets/sheet-setup'
import { useLabelsStore } from '../../../../../renderer/features/labels/labels.store'

const REQUEST = { title: 'Fair' } as LabelRequest
const DESIGN: LabelDesign = {
  code: DEFAULT_CODE_OPTIONS,
  codePlace: 'left',
  align: 'start',
  textMm: 3,
  lines: [],
  logo: null,
}
const SETUP = { stockId: 'till-roll', startAt: 1 } as SheetSetup
const LAST = { design: { ...DESIGN, textMm: 7 }, setup: { ...SETUP, startAt: 9 } }

let answers: ((reply: Reply) => void)[]
let tell: (progress: unknown) => void
let lastUsed: unknown
let cancelled: number

beforeEach(() => {
  setActivePinia(createPinia())
  answers = []
  lastUsed = null
  cancelled = 0
  const ask = () => new Promise<Reply>(done => answers.push(done))
  const labels = {
    make: ask,
    makeCalibrationPage: ask,
    cancel: () => {
      cancelled += 1
      return Promise.resolve({ ok: true, value: undefined })
    },
    lastUsed: () => Promise.resolve({ ok: true, value: lastUsed }),
    progressed: (listener: (progress: unknown) => void) => {
      tell = listener
      return () => undefined
    },
  }
  vi.stubGlobal('window', { bridge: { labels } })
})
afterEach(() => vi.unstubAllGlobals())

const sheet = (id: string): Reply => ({ ok: true, value: { id } })
const refusal = (code: 'cancelled' | 'invalid-input'): Reply => ({
  ok: false,
  error: new AppError(code, 'x').toWire(),
})

describe('labels that are made', () => {
  it('are the newest, with what they were made of', async () => {
    const store = useLabelsStore()
    const making = store.make(REQUEST, 'three labels')
    tell({ step: 'drawing', done: 1, total: 3 })

    expect(store.isMaking).toBe(true)
    expect(store.progress).toEqual({ step: 'drawing', done: 1, total: 3 })
    answers[0]!(sheet('one'))
    await making
    expect(store.made).toEqual({ sheet: { id: 'one' }, of: 'three labels' })
    expect(store.isMaking).toBe(false)
    expect(store.progress).toBeNull()
  })

  it('are not those that others took the place of, whichever are answered first', async () => {
    const store = useLabelsStore()
    const first = store.make(REQUEST, 'old')
    const second = store.make(REQUEST, 'new')
    answers[0]!(refusal('cancelled'))
    await first

    expect(store.isMaking).toBe(true)
    expect(store.error).toBeNull()
    answers[1]!(sheet('two'))
    await second
    expect(store.made?.of).toBe('new')
  })

  it('stay when others are cancelled', async () => {
    const store = useLabelsStore()
    const first = store.make(REQUEST, 'kept')
    answers[0]!(sheet('one'))
    await first
    const second = store.make(REQUEST, 'given up')
    await store.cancel()
    answers[1]!(sheet('two'))
    await second

    expect(store.made?.of).toBe('kept')
    expect(store.isMaking).toBe(false)
  })

  it('say why they could not be made', async () => {
    const store = useLabelsStore()
    const making = store.make(REQUEST, 'three labels')
    answers[0]!(refusal('invalid-input'))
    await making

    expect(store.error).toMatchObject({ code: 'invalid-input' })
    expect(store.made).toBeNull()
  })
})

describe('labels of another portal', () => {
  const [SHOP, FAIR] = ['shop', 'fair'] as PortalId[]

  it('are forgotten with what was written for them, as soon as they are not of the current one', async () => {
    const store = useLabelsStore()
    store.enter(SHOP)
    store.title = 'Shop'
    const making = store.make(REQUEST, 'of the shop')
    answers[0]!(sheet('one'))
    await making
    store.enter(SHOP)
    expect(store.made?.of).toBe('of the shop')

    store.enter(FAIR)
    expect(store.made).toBeNull()
    expect(store.title).toBeNull()
  })

  it('do not come late', async () => {
    const store = useLabelsStore()
    store.enter(SHOP)
    const making = store.make(REQUEST, 'of the shop')
    store.enter(FAIR)
    answers[0]!(sheet('one'))
    await making

    expect(cancelled).toBe(1)
    expect(store.made).toBeNull()
    expect(store.isMaking).toBe(false)
  })
})

describe('the design to begin with', () => {
  it('is what was used last', async () => {
    lastUsed = LAST
    const store = useLabelsStore()
    await store.begin({ design: DESIGN, setup: SETUP })

    expect(store.design).toEqual(LAST.design)
    expect(store.setup).toEqual(LAST.setup)
  })

  it('is the usual one the first time, and stays what was made of it', async () => {
    const store = useLabelsStore()
    await store.begin({ design: DESIGN, setup: SETUP })
    store.change({ ...DESIGN, textMm: 4 }, null)
    await store.begin(LAST)

    expect(store.design?.textMm).toBe(4)
    store.undo()
    expect(store.design?.textMm).toBe(3)
  })
})
