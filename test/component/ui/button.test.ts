import { Save } from 'lucide-vue-next'
import { describe, expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, nextTick, ref } from 'vue'
import UiButton from '#ui/UiButton.vue'
import { mountUi } from './mount-ui'

function showButton(props: { icon?: typeof Save } = {}) {
  const isBusy = ref(false)
  const isDisabled = ref(false)
  const clicked = vi.fn()
  mountUi(() =>
    h(UiButton, { ...props, isBusy: isBusy.value, isDisabled: isDisabled.value, onClick: clicked }, () => 'Save SVG'),
  )
  return { isBusy, isDisabled, clicked, button: page.getByRole('button', { name: 'Save SVG' }) }
}

describe('a button', () => {
  it.each([{}, { icon: Save }])('keeps its width, its name and the focus while it is busy', async props => {
    const { isBusy, button, clicked } = showButton(props)
    const { width, height } = button.element().getBoundingClientRect()
    await userEvent.tab()

    isBusy.value = true
    await nextTick()

    const busy = button.element().getBoundingClientRect()
    expect([busy.width, busy.height]).toEqual([width, height])
    await expect.element(button).toHaveFocus()
    await expect.element(button).toHaveAttribute('aria-busy', 'true')
    await userEvent.keyboard('{Enter}')
    expect(clicked).not.toHaveBeenCalled()
  })

  it('that cannot be pressed can be reached, and does nothing', async () => {
    const { isDisabled, button, clicked } = showButton()
    isDisabled.value = true
    await nextTick()

    await userEvent.tab()
    await userEvent.keyboard('{Enter} ')

    await expect.element(button).toHaveFocus()
    await expect.element(button).toHaveAttribute('aria-disabled', 'true')
    expect(clicked).not.toHaveBeenCalled()
  })

  it('does once what it is for', async () => {
    const { button, clicked } = showButton()

    await button.click()

    expect(clicked).toHaveBeenCalledTimes(1)
  })

  it.each([
    [false, 1],
    [true, 0],
  ])('sends its form by Enter in a field, unless it cannot be pressed: %s', async (isDisabled, times) => {
    const sent = vi.fn((event: Event) => event.preventDefault())
    mountUi(() =>
      h('form', { onSubmit: sent }, [h('input'), h(UiButton, { type: 'submit', isDisabled }, () => 'Make code')]),
    )

    await page.getByRole('textbox').click()
    await userEvent.keyboard('1{Enter}')

    expect(sent).toHaveBeenCalledTimes(times)
  })
})
