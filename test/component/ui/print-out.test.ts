import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h } from 'vue'
import type { PrinterList } from '#common/codes/codes.contract'
import UiPrintOut from '#ui/UiPrintOut.vue'
import { en } from '../../../renderer/app/locales/en'
import { mountUi } from './mount-ui'

const PRINTERS = [{ name: 'till', description: 'Till', isDefault: true }]

function show(list: PrinterList): void {
  mountUi(() => h(UiPrintOut, { list, chosen: 'till', whyNot: undefined, isPrinting: false, isBusy: false }))
}

it.each([
  { what: 'says that the verified PDF is not what is printed where it is not', printsPages: true },
  { what: 'says nothing of it where it is', printsPages: false },
])('$what', async ({ printsPages }) => {
  show({ state: 'ready', printers: PRINTERS, printsPages })

  await expect.element(page.getByRole('button', { name: 'Print' })).toBeVisible()
  expect(page.getByText(en['printers.prints-pages']).query() !== null).toBe(printsPages)
})
