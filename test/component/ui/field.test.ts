import { describe, expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { h, nextTick, ref } from 'vue'
import UiField from '#ui/UiField.vue'
import UiTextInput from '#ui/UiTextInput.vue'
import { mountUi } from './mount-ui'

interface Slot {
  readonly id: string
  readonly describedBy: string | undefined
  readonly isInvalid: boolean
}

function showField(props: { label: string; hint?: string; error?: string }) {
  const given = ref(props)
  const value = ref('')
  mountUi(() =>
    h(UiField, given.value, {
      default: (slot: Slot) =>
        h(UiTextInput, {
          ...slot,
          modelValue: value.value,
          'onUpdate:modelValue': (typed: string) => (value.value = typed),
        }),
    }),
  )
  return { given, value }
}

describe('a field', () => {
  it('names its control, and a click on the name goes to it', async () => {
    showField({ label: 'Width in mm' })

    const input = page.getByRole('textbox', { name: 'Width in mm' })
    await expect.element(input).toBeInTheDocument()
    await page.getByText('Width in mm').click()
    await expect.element(input).toHaveFocus()
    await expect.element(input).not.toHaveAttribute('aria-describedby')
    await expect.element(input).toBeValid()
  })

  it('describes its control by the hint', async () => {
    showField({ label: 'Width', hint: 'From 10 to 100' })

    await expect.element(page.getByRole('textbox', { name: 'Width' })).toHaveAccessibleDescription('From 10 to 100')
  })

  it('describes it by the error instead, as soon as there is one, and says it aloud', async () => {
    const { given } = showField({ label: 'Width', hint: 'From 10 to 100' })
    given.value = { label: 'Width', hint: 'From 10 to 100', error: 'Too large' }
    await nextTick()

    const input = page.getByRole('textbox', { name: 'Width' })
    await expect.element(input).toHaveAccessibleDescription('Too large')
    await expect.element(input).toBeInvalid()
    await expect.element(page.getByRole('alert')).toHaveTextContent('Too large')
    expect(document.body.textContent).not.toContain('From 10 to 100')
  })

  it('takes what is typed', async () => {
    const { value } = showField({ label: 'Width' })

    await page.getByRole('textbox', { name: 'Width' }).fill('25')

    expect(value.value).toBe('25')
  })

  it('has an id of its own beside another one', async () => {
    const draw = (label: string) =>
      h(UiField, { label }, { default: (slot: Slot) => h(UiTextInput, { ...slot, modelValue: '' }) })
    mountUi(() => [draw('Width'), draw('Height')])

    await page.getByText('Height').click()

    await expect.element(page.getByRole('textbox', { name: 'Height' })).toHaveFocus()
    await expect.element(page.getByRole('textbox', { name: 'Width' })).not.toHaveFocus()
  })
})
