import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h, ref } from 'vue'
import UiTable from '../../../renderer/ui/UiTable.vue'
import { mountUi } from './mount-ui'

it('is a stop on the keyboard’s way, by its name, only while it scrolls sideways', async () => {
  const width = ref(300)
  mountUi(() =>
    h('div', { style: { width: `${String(width.value)}px` } }, [
      h(UiTable, { label: 'Payments', columns: [{ id: 'id', title: 'Payment' }] }, () => [
        h('tr', h('td', { style: { minWidth: '500px' } }, '1041')),
      ]),
    ]),
  )
  const frame = page.getByRole('region', { name: 'Payments, scrolls sideways' })

  await expect.element(frame).toHaveAttribute('tabindex', '0')
  width.value = 700
  await expect.element(frame).not.toBeInTheDocument()
  expect(document.querySelector('[tabindex]')).toBeNull()
  width.value = 400
  await expect.element(frame).toHaveAttribute('tabindex', '0')
})
