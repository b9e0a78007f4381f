import axe from 'axe-core'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openEditor, treeKey } from './editor-page'

const HANDLER = `{
  "NAME": "Harbour pay",
  "SETTINGS": {
    "CLIENT_TYPE": "b2c",
    "FORM_DATA": { "FIELDS": { "shop": { "CODE": "SHOP" } } },
    "CODES": { "SHOP": { "NAME": "Shop number" } }
  }
}
`

function tooltip(): string | undefined {
  return document.querySelector<HTMLElement>('[role=tooltip]')?.innerText
}

describe('what is known of a place', () => {
  it('follows the caret of the text', async () => {
    const { draft } = await openEditor(HANDLER, 'text', true)
    const note = page.getByRole('region', { name: 'About this place' })
    draft.focusAt(HANDLER.indexOf('b2c'))
    await expect.element(note).toHaveTextContent('private persons')
    draft.focusAt(HANDLER.indexOf('"SHOP"') + 1)
    await expect.element(note).toHaveTextContent('Shop number')
  })

  it('follows the selection of the tree', async () => {
    await openEditor(HANDLER, 'tree', true)
    await userEvent.click(treeKey('NAME'))
    await expect
      .element(page.getByRole('region', { name: 'About this place' }))
      .toHaveTextContent('The name that people see.')
  })

  it('is said where the pointer rests in the tree, until a key is pressed', async () => {
    await openEditor(HANDLER, 'tree')
    await userEvent.hover(treeKey('SETTINGS'))
    await expect.poll(tooltip).toContain('All that the handler does')
    await userEvent.keyboard('{Escape}')
    await expect.poll(tooltip).toBeUndefined()
  })

  it('can be folded away', async () => {
    await openEditor(HANDLER, 'text', true)
    const toggle = page.getByRole('button', { name: 'About this place' })
    await expect.element(page.getByText('A payment handler:')).toBeVisible()
    await userEvent.click(toggle)
    await expect.element(toggle).toHaveAttribute('aria-expanded', 'false')
    await expect.element(page.getByText('A payment handler:')).not.toBeVisible()
  })

  it('is said where the pointer rests, in broken JSON too', async () => {
    await openEditor(HANDLER.replace('"CLIENT_TYPE":', '"CLIENT_TYPE"'))
    const words = [...document.querySelectorAll<HTMLElement>('.cm-line span')]
    await userEvent.hover(words.find(({ innerText }) => innerText === '"CLIENT_TYPE"')!)
    await expect.poll(tooltip).toContain('Whom the handler serves')
  })

  it('is said at the caret with Ctrl+Shift+Space, until Escape', async () => {
    const { draft } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('CODES') + 2)
    await userEvent.keyboard('{Control>}{Shift>} {/Shift}{/Control}')
    await expect.poll(tooltip).toContain('that an administrator fills in')
    const { violations } = await axe.run(document.querySelector<HTMLElement>('[role=tooltip]')!, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'],
    })
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    await userEvent.keyboard('{Escape}')
    await expect.poll(tooltip).toBeUndefined()
  })
})
