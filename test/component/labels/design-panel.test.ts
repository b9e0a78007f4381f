import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { h, shallowRef, type ShallowRef } from 'vue'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import type { LabelDesign } from '#common/labels/label-design'
import DesignPanel from '../../../renderer/features/labels/components/DesignPanel.vue'
import {
  changed,
  historyOf,
  redone,
  undone,
  type DesignHistory,
} from '../../../renderer/features/labels/design-history'
import UiCodeOptions from '#ui/UiCodeOptions.vue'
import type { CodeOptions } from '#common/codes/code-options'
import { PIXEL } from '../../support/label-builders'
import { mountUi } from '../ui/mount-ui'

const DESIGN: LabelDesign = {
  code: DEFAULT_CODE_OPTIONS,
  codePlace: 'left',
  align: 'start',
  textMm: 3,
  lines: [{ template: 'Fair', size: 'normal', isBold: false }],
  logo: null,
}

function show(design = DESIGN): ShallowRef<DesignHistory> {
  const history = shallowRef(historyOf(design))
  const drawCode = () =>
    h(UiCodeOptions, {
      modelValue: history.value.now.code,
      moduleCount: null,
      'onUpdate:modelValue': (code: CodeOptions) =>
        (history.value = changed(history.value, { ...history.value.now, code }, null)),
    })
  mountUi(() =>
    h(
      DesignPanel,
      {
        design: history.value.now,
        placeholders: ['order'],
        unknownIn: () => [],
        missing: [],
        canUndo: history.value.past.length > 0,
        canRedo: history.value.future.length > 0,
        onChanged: (next: LabelDesign, field: string | null) => (history.value = changed(history.value, next, field)),
        onUndone: () => (history.value = undone(history.value)),
        onRedone: () => (history.value = redone(history.value)),
      },
      { code: drawCode },
    ),
  )
  return history
}

describe('the design of a label', () => {
  it('goes back by key, a typed text as one step, and forth again', async () => {
    const history = show()
    await page.getByRole('radio', { name: 'Top' }).click()
    await page.getByRole('textbox', { name: 'Text of line 1' }).click()
    await userEvent.keyboard('{End} day')

    await userEvent.keyboard('{Control>}z{/Control}')
    expect(history.value.now).toEqual({ ...DESIGN, codePlace: 'top' })
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(history.value.now).toEqual(DESIGN)
    await userEvent.keyboard('{Control>}yy{/Control}')
    expect(history.value.now.lines[0]?.template).toBe('Fair day')
    await expect.element(page.getByRole('textbox', { name: 'Text of line 1' })).toHaveValue('Fair day')
  })

  it('begins with one that is offered, which can be taken back', async () => {
    const history = show()

    await page.getByRole('button', { name: 'Begin with' }).click()
    await page.getByRole('menuitem', { name: 'Code with order and sum' }).click()
    expect(history.value.now.lines.map(({ template }) => template)).toEqual(['Order {order}', '{sum}', '{due}'])

    await page.getByRole('button', { name: 'Undo' }).click()
    expect(history.value.now).toEqual(DESIGN)
  })

  it('goes back from a way to size the code with all that was typed for it', async () => {
    const history = show()
    await page.getByRole('radio', { name: 'One module' }).click()
    await page.getByRole('textbox', { name: 'Module in mm' }).fill('1')

    await userEvent.keyboard('{Control>}zz{/Control}')

    expect(history.value.now).toEqual(DESIGN)
    const side = page.getByRole('textbox', { name: 'Side in mm' })
    await expect.element(side).toHaveValue('25')
    await expect.element(side).not.toHaveAttribute('aria-invalid')
  })

  it('leaves a number that is none to its field', async () => {
    const history = show()
    await page.getByRole('radio', { name: 'Top' }).click()
    await page.getByRole('textbox', { name: 'Side in mm' }).click()
    await userEvent.keyboard('{End}x')

    await userEvent.keyboard('{Control>}z{/Control}')

    await expect.element(page.getByRole('textbox', { name: 'Side in mm' })).toHaveValue('25')
    expect(history.value.now).toEqual({ ...DESIGN, codePlace: 'top' })
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(history.value.now).toEqual(DESIGN)
  })

  it('gets its logo back by the key that follows the removal', async () => {
    const logo = { dataUrl: PIXEL, widthMm: 10, ratio: 1 }
    const history = show({ ...DESIGN, logo })

    await page.getByRole('button', { name: 'Remove the logo' }).click()
    expect(history.value.now.logo).toBeNull()
    await userEvent.keyboard('{Control>}z{/Control}')

    expect(history.value.now.logo).toEqual(logo)
  })
})
