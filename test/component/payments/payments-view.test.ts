import { createPinia, setActivePinia } from 'pinia'
import { expect, it, onTestFinished } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import type { PaymentCode } from '#common/codes/codes.contract'
import type { Portal, PortalList } from '#common/portals/portals.contract'
import { usePaymentsStore } from '../../../renderer/features/payments/payments.store'
import PaymentsView from '../../../renderer/features/payments/PaymentsView.vue'
import { usePortalList } from '#ipc/portal-list.ts'
import { mountUi } from '../ui/mount-ui'

const PORTALS = ['shop', 'fair'].map(id => ({ id, title: id })) as unknown as Portal[]
const CODE = {
  id: 'code',
  portalId: 'shop',
  paymentId: 1063,
  shortUrl: 'https://shop.example/~aB3dE',
  fetchedAt: '2026-03-01T10:00:00.000Z',
  isFromKept: false,
  isTargetProven: true,
  svg: '<svg xmlns="http://www.w3.org/2000/svg"/>',
  moduleCount: 25,
  errorCorrection: 'M',
  portalImage: 'same',
} as unknown as PaymentCode

const ANSWERS: Readonly<Record<string, unknown>> = {
  'codes.printers': { state: 'none', printers: [], printsPages: false },
  'codes.keptLinks': [],
  'payments.list': { rows: [], fetching: null },
  'print.jobs': [],
}

/** Answers what is known, never comes back with anything else, and takes every subscription. */
function bridge(listOf: () => PortalList) {
  const feature = (name: string) =>
    new Proxy(
      {},
      {
        get: (_, call: string) => (argument: unknown) => {
          if (typeof argument === 'function') return () => undefined
          const answer = name === 'portals' && call === 'list' ? listOf() : ANSWERS[`${name}.${call}`]
          return answer === undefined ? new Promise(() => undefined) : Promise.resolve({ ok: true, value: answer })
        },
      },
    )
  return new Proxy({}, { get: (_, name: string) => feature(name) })
}

it('shows no code of another portal than the current one, whichever was current when it was made', async () => {
  let currentId = 'fair'
  const list = () => ({ portals: PORTALS, currentId, keychain: 'unknown' }) as unknown as PortalList
  Object.defineProperty(window, 'bridge', { value: bridge(list), configurable: true })
  onTestFinished(() => void Reflect.deleteProperty(window, 'bridge'))
  setActivePinia(createPinia())
  const portals = usePortalList()
  await portals.load()
  usePaymentsStore().code = CODE
  const code = page.getByRole('img', { name: 'QR code that opens payment 1063' })

  mountUi(() => h(PaymentsView))
  await expect.element(page.getByText('No code yet')).toBeInTheDocument()
  expect(code.query()).toBeNull()
  currentId = 'shop'
  await portals.load()
  await expect.element(code).toBeInTheDocument()
  currentId = 'fair'
  await portals.load()
  await expect.element(code).not.toBeInTheDocument()
})
