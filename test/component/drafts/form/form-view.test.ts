import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { HANDLER, openCode, openForm } from './form-page'

describe('the draft as a form', () => {
  it('shows the handler', async () => {
    await openForm()
    await expect.element(page.getByLabelText('Name NAME')).toHaveValue('Harbour tickets')
    await expect.element(page.getByLabelText('Action address ACTION_URI')).toHaveValue('https://pay.harbour.shop/form')
    await expect.element(page.getByRole('button', { name: /^PIER_ID/ })).toBeVisible()
  })

  it('writes what is typed at once, as one step to undo, and keeps the caret', async () => {
    const { draft } = await openForm()
    const name = page.getByLabelText('Name NAME')
    await userEvent.click(name)
    await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}XY')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', 'HaXYrbour tickets'))
    await userEvent.keyboard('Z')
    await expect.element(name).toHaveValue('HaXYZrbour tickets')
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
    await expect.element(name).toHaveFocus()
    await userEvent.keyboard('{Control>}y{/Control}')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', 'HaXYZrbour tickets'))
  })

  it('renames a code everywhere', async () => {
    const { draft } = await openForm()
    await openCode('PIER_ID')
    const key = page.getByRole('textbox', { name: 'Code', exact: true })
    await userEvent.fill(key, 'QUAY_ID')
    expect(draft.text.value).toBe(HANDLER)
    await userEvent.keyboard('{Enter}')
    expect(draft.text.value).toBe(HANDLER.replaceAll('PIER_ID', 'QUAY_ID'))
    await expect.element(key).toHaveFocus()
  })
})
