import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, shallowRef, type ShallowRef } from 'vue'
import UiNumberField from '#ui/UiNumberField.vue'
import { mountUi } from './mount-ui'

function show(first: number, step?: number, more: Record<string, unknown> = {}): ShallowRef<number> {
  const value = shallowRef(first)
  mountUi(() =>
    h(UiNumberField, {
      label: 'Copies',
      min: 1,
      max: 20,
      ...more,
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

  it('says whether what is typed is one that can be used', async () => {
    const usable = shallowRef(true)
    show(3, undefined, { isUsable: usable.value, 'onUpdate:isUsable': (next: boolean) => (usable.value = next) })

    await field.fill('21')
    expect(usable.value).toBe(false)

    await field.fill('20')
    expect(usable.value).toBe(true)
  })

  it('says what is wrong in the words of its place, and of a number within its bounds as well', async () => {
    show(3, undefined, { wrong: 'So many do not fit.', error: 'The printer has no paper for that.' })
    await expect.element(page.getByRole('alert')).toHaveTextContent('The printer has no paper for that.')

    await field.fill('21')

    await expect.element(page.getByRole('alert')).toHaveTextContent('So many do not fit.')
  })

  it('takes a comma where it has no arrows', async () => {
    const value = show(3, 0.1, { isPlain: true })

    await page.getByRole('textbox', { name: 'Copies' }).fill('2,5')

    expect(value.value).toBe(2.5)
    await expect.element(page.getByRole('spinbutton')).not.toBeInTheDocument()
  })
})
