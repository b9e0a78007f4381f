import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, shallowRef, type ShallowRef } from 'vue'
import type { LabelLine } from '#common/labels/label-design'
import { unknownPlaceholders } from '#common/payments/placeholders'
import LabelLines from '../../../renderer/features/labels/components/LabelLines.vue'
import { mountUi } from '../ui/mount-ui'

const PLACEHOLDERS = ['order', 'sum', 'Кто платит']

function show(...templates: string[]): ShallowRef<readonly LabelLine[]> {
  const lines = shallowRef<readonly LabelLine[]>(
    templates.map(template => ({ template, size: 'normal', isBold: false })),
  )
  mountUi(() =>
    h(LabelLines, {
      lines: lines.value,
      placeholders: PLACEHOLDERS,
      unknownIn: (template: string) => unknownPlaceholders(template, PLACEHOLDERS),
      onChanged: (next: LabelLine[]) => {
        lines.value = next
      },
    }),
  )
  return lines
}

const templates = (lines: ShallowRef<readonly LabelLine[]>): string[] => lines.value.map(({ template }) => template)
const line = (number: number) => page.getByRole('textbox', { name: `Text of line ${number}` })
const button = (name: string) => page.getByRole('button', { name, exact: true })

describe('the lines of a label', () => {
  it('change places by the keyboard, and the focus goes along', async () => {
    const lines = show('one', 'two', 'three')

    await line(1).click()
    await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}')

    expect(templates(lines)).toEqual(['two', 'three', 'one'])
    await expect.element(line(3)).toHaveFocus()
  })

  it('change places by their buttons, which keep the focus', async () => {
    const lines = show('one', 'two', 'three')

    await button('Move line 3 up').click()

    expect(templates(lines)).toEqual(['one', 'three', 'two'])
    await expect.element(button('Move line 2 up')).toHaveFocus()
  })

  it('take a placeholder where the cursor is', async () => {
    const lines = show('Order , thank you', 'two')

    await line(1).click()
    await userEvent.keyboard('{Home}{ArrowRight>6}')
    await button('{order}').click()
    await userEvent.keyboard('!')

    expect(templates(lines)).toEqual(['Order {order}!, thank you', 'two'])
  })

  it('begin with a placeholder where there is none', async () => {
    const lines = show()

    await button('{Кто платит}').click()

    expect(templates(lines)).toEqual(['{Кто платит}'])
    await expect.element(line(1)).toHaveFocus()
  })

  it('give the focus to the next one when one is removed, and to the button that adds one after the last', async () => {
    const lines = show('one', 'two')

    await button('Remove line 1').click()
    await expect.element(line(1)).toHaveFocus()
    await button('Remove line 1').click()

    expect(templates(lines)).toEqual([])
    await expect.element(button('Add a line')).toHaveFocus()
  })

  it('say which placeholder stands for nothing', async () => {
    show('{sum} {oder}')

    await expect.element(page.getByRole('alert')).toHaveTextContent('Nothing is known under {oder}')
    await expect.element(line(1)).toHaveAttribute('aria-invalid', 'true')
  })

  it('are no more than a label may have', async () => {
    const lines = show(...Array.from({ length: 12 }, (_, index) => `line ${index}`))

    button('Add a line')
      .element()
      .dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))

    expect(lines.value).toHaveLength(12)
  })
})
