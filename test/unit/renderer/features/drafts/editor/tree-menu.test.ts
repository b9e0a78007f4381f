import type { ContextMenuItem, MenuButton } from 'vanilla-jsoneditor'
import { describe, expect, it } from 'vitest'
import { createText } from '../../../../../../renderer/app/locales/create-text'
import editor from '../../../../../../renderer/app/locales/en/editor.json'
import { treeMenu } from '../../../../../../renderer/features/drafts/editor/tree-menu'

const text = createText('en', editor)

function button(label: string, title = label): MenuButton {
  return { type: 'button', text: label, title, onClick: () => {} }
}

function menuOf(...items: ContextMenuItem[]): ContextMenuItem[] {
  return treeMenu(items, text)
}

describe('treeMenu', () => {
  it('says in our words what can be done, and keeps the keys for it', () => {
    expect(menuOf(button('Enforce string', 'Enforce keeping the value as string'))).toMatchObject([
      { text: 'Keep as text', title: 'Keep as text' },
    ])
    expect(menuOf(button('Duplicate', 'Duplicate selected contents (Ctrl+D)'))).toMatchObject([
      { text: 'Duplicate', title: 'Duplicate (Ctrl+D)' },
    ])
  })

  it.each(['Transform', 'Paste', 'Extract', 'Edit object', 'Edit array', 'Something of a later version'])(
    'does not offer %s',
    label => {
      expect(menuOf(button(label))).toEqual([])
    },
  )

  it('leaves out a list whose main choice is left out', () => {
    const row: ContextMenuItem = {
      type: 'row',
      items: [
        button('Edit key'),
        { type: 'dropdown-button', main: button('Edit array'), items: [button('Enforce string')] },
      ],
    }
    expect(menuOf(row)).toMatchObject([{ type: 'row', items: [{ text: 'Edit key' }] }])
  })

  it('leaves out what is not offered in columns and lists too', () => {
    const row: ContextMenuItem = {
      type: 'row',
      items: [
        { type: 'column', items: [button('Sort'), button('Transform'), { type: 'label', text: 'Insert:' }] },
        { type: 'dropdown-button', main: button('Cut'), items: [button('Cut formatted'), button('Unknown')] },
      ],
    }
    expect(menuOf(row)).toMatchObject([
      {
        items: [
          { type: 'column', items: [{ text: 'Sort' }, { text: 'Insert:' }] },
          { type: 'dropdown-button', main: { text: 'Cut' }, items: [{ text: 'Cut with line breaks' }] },
        ],
      },
    ])
  })

  it('leaves no line between nothing', () => {
    const separator: ContextMenuItem = { type: 'separator' }
    expect(
      menuOf(separator, button('Transform'), separator, button('Cut'), separator, separator, button('Copy'), separator),
    ).toMatchObject([{ text: 'Cut' }, { type: 'separator' }, { text: 'Copy' }])
  })
})
