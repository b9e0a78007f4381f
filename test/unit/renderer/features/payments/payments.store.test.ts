import { createPinia, setActivePinia } from 'pinia'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { PaymentCode } from '#common/codes/codes.contract'
import { usePaymentsStore } from '../../../../../renderer/features/payments/payments.store'

const codeOf = (paymentId: number) => ({ id: `code ${String(paymentId)}`, paymentId }) as unknown as PaymentCode

beforeEach(() => {
  setActivePinia(createPinia())
  const settings = { get: () => new Promise(() => undefined), changed: () => () => undefined }
  vi.stubGlobal('window', { bridge: { settings } })
})
afterEach(() => vi.unstubAllGlobals())

describe('the code that is shown', () => {
  it('is the one that was asked for last, however late the ones before it come', async () => {
    const store = usePaymentsStore()
    let answerFirst: (code: PaymentCode) => void = () => undefined
    const first = store.show(() => new Promise(resolve => (answerFirst = resolve)))
    expect(await store.show(() => Promise.resolve(codeOf(7)))).toBe(true)
    answerFirst(codeOf(5))

    expect(await first).toBe(false)
    expect(store.code?.paymentId).toBe(7)
  })

  it('stays where the next one cannot be made, and says why', async () => {
    const store = usePaymentsStore()
    await store.show(() => Promise.resolve(codeOf(7)))

    await expect(store.show(() => Promise.reject(new Error('no way')))).rejects.toThrow('no way')
    expect(store.code?.paymentId).toBe(7)
  })
})
