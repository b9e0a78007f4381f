import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, shallowRef, type ShallowRef } from 'vue'
import NumberField from '../../../renderer/features/labels/components/NumberField.vue'
import { mountUi } from '../ui/mount-ui'

function show(first: number, step?: number): ShallowRef<number> {
  const value = shallowRef(first)
  mountUi(() =>
    h(NumberField, {
      label: 'Copies',
      min: 1,
      max: 20,
      ...(step === undefined ? {} : { step }),
      modelValue: value.value,
      'onUpdate:modelValue': (next: number) => {
        value.value = next
      },
    }),
  )
  return value
}

const field = page.getByRole('spinbutton', { name: 'Copies' })

describe('a field for a number', () => {
  // It was given a number by the browser where it took a text, and fell over the first that was typed.
  it('takes what is typed', async () => {
    const value = show(1)

    await field.fill('12')

    expect(value.value).toBe(12)
  })

  it.each(['', '0', '21', '2.5'])('leaves what was there, and says why, where %o is typed', async typed => {
    const value = show(3)

    await field.fill(typed)

    expect(value.value).toBe(3)
    await expect.element(page.getByRole('alert')).toHaveTextContent('A whole number from 1 to 20.')
    await expect.element(field).toHaveAttribute('aria-invalid', 'true')
  })

  it('takes parts where it steps by parts, and leaves them as they are typed', async () => {
    const value = show(3, 0.1)

    await field.clear()
    await userEvent.type(field, '2.50')

    expect(value.value).toBe(2.5)
    await expect.element(field).toHaveDisplayValue('2.50')
  })

  it('shows what it is set to from elsewhere', async () => {
    const value = show(3)

    value.value = 7

    await expect.element(field).toHaveValue(7)
  })
})
