import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, ref, type Ref } from 'vue'
import UiSegments from '#ui/UiSegments.vue'
import UiSelect from '#ui/UiSelect.vue'
import { mountUi } from './mount-ui'

const PORTALS = [
  { value: 'practice', label: 'Practice portal' },
  { value: 'shop', label: 'Shop' },
  { value: 'test', label: 'Test shop' },
]

function showSelect(first: string | null = null): Ref<string | null> {
  const chosen = ref(first)
  mountUi(() =>
    h(UiSelect<string>, {
      modelValue: chosen.value,
      'onUpdate:modelValue': (value: string | null) => (chosen.value = value),
      options: PORTALS,
      label: 'Portal',
      placeholder: 'Choose a portal',
    }),
  )
  return chosen
}

describe('a select', () => {
  it('is a named control that shows what is chosen', async () => {
    showSelect('shop')

    await expect.element(page.getByRole('combobox', { name: 'Portal' })).toHaveTextContent('Shop')
  })

  it('says that nothing is chosen yet', async () => {
    showSelect()

    await expect.element(page.getByRole('combobox', { name: 'Portal' })).toHaveTextContent('Choose a portal')
  })

  it('is opened, moved through and chosen from with the keyboard, and gets the focus back', async () => {
    const chosen = showSelect('practice')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('option', { name: 'Practice portal' })).toHaveFocus()

    await userEvent.keyboard('{ArrowDown}')
    await expect.element(page.getByRole('option', { name: 'Shop', exact: true })).toHaveFocus()
    await userEvent.keyboard('{Enter}')

    await expect.poll(() => chosen.value).toBe('shop')
    await expect.element(page.getByRole('combobox', { name: 'Portal' })).toHaveFocus()
    await expect.element(page.getByRole('combobox', { name: 'Portal' })).toHaveTextContent('Shop')
  })

  it('finds an option by the letters that are typed', async () => {
    const chosen = showSelect('practice')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('option', { name: 'Practice portal' })).toHaveFocus()

    await userEvent.keyboard('te')
    await expect.element(page.getByRole('option', { name: 'Test shop' })).toHaveFocus()
    await userEvent.keyboard('{Enter}')

    await expect.poll(() => chosen.value).toBe('test')
  })

  it('leaves what was chosen when it is closed with Escape', async () => {
    const chosen = showSelect('practice')
    await userEvent.tab()
    await userEvent.keyboard('{Enter}')
    await expect.element(page.getByRole('option', { name: 'Practice portal' })).toHaveFocus()

    await userEvent.keyboard('{ArrowDown}{Escape}')

    await expect.element(page.getByRole('option', { name: 'Practice portal' })).not.toBeInTheDocument()
    expect(chosen.value).toBe('practice')
    await expect.element(page.getByRole('combobox', { name: 'Portal' })).toHaveFocus()
  })

  it('is chosen from with the mouse', async () => {
    const chosen = showSelect()

    await page.getByRole('combobox', { name: 'Portal' }).click()
    await page.getByRole('option', { name: 'Test shop' }).click()

    await expect.poll(() => chosen.value).toBe('test')
  })
})

function showSegments(): Ref<string> {
  const view = ref('text')
  mountUi(() => [
    h(UiSegments<string>, {
      modelValue: view.value,
      'onUpdate:modelValue': (value: string) => (view.value = value),
      options: [
        { value: 'text', label: 'Text' },
        { value: 'tree', label: 'Tree' },
        { value: 'form', label: 'Form', isDisabled: true },
      ],
      label: 'View',
    }),
    h('button', 'Next'),
  ])
  return view
}

describe('segments', () => {
  it('are a named group in which one is checked', async () => {
    showSegments()

    await expect.element(page.getByRole('radiogroup', { name: 'View' })).toBeInTheDocument()
    await expect.element(page.getByRole('radio', { name: 'Text' })).toBeChecked()
    await expect.element(page.getByRole('radio', { name: 'Tree' })).not.toBeChecked()
    await expect.element(page.getByRole('radio', { name: 'Form' })).toBeDisabled()
  })

  it('are one stop of the keyboard, whose arrows choose and pass by what is disabled', async () => {
    const view = showSegments()

    await userEvent.tab()
    await expect.element(page.getByRole('radio', { name: 'Text' })).toHaveFocus()
    // Held as a finger holds it: reka-ui drops a key that is up again before the next task.
    await userEvent.keyboard('{ArrowRight>}')
    await expect.poll(() => view.value).toBe('tree')
    await userEvent.keyboard('{/ArrowRight}')
    await expect.element(page.getByRole('radio', { name: 'Tree' })).toHaveFocus()

    await userEvent.keyboard('{ArrowRight>}')
    await expect.poll(() => view.value).toBe('text')
    await userEvent.keyboard('{/ArrowRight}')

    await userEvent.tab()
    await expect.element(page.getByRole('button', { name: 'Next' })).toHaveFocus()
  })

  it('are chosen with the mouse', async () => {
    const view = showSegments()

    await page.getByRole('radio', { name: 'Tree' }).click()

    await expect.poll(() => view.value).toBe('tree')
  })

  it('are at least 24 pixels high and wide, to be hit', () => {
    showSegments()

    for (const radio of page.getByRole('radio').elements()) {
      const { width, height } = radio.getBoundingClientRect()
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(24)
    }
  })
})
