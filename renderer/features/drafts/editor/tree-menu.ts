import type {
  ContextMenuColumn,
  ContextMenuItem,
  ContextMenuRow,
  MenuButton,
  MenuDropDownButton,
} from 'vanilla-jsoneditor'
import type { Text, TextKey } from '#ui/use-text.ts'

type RowItem = ContextMenuRow['items'][number]
type ColumnItem = ContextMenuColumn['items'][number]

/** The tree's own words for what it offers, and ours. What is not named here is not offered. */
const WORDS: Readonly<Record<string, TextKey>> = {
  'Edit key': 'editor.menu.edit-key',
  'Edit value': 'editor.menu.edit-value',
  'Enforce string': 'editor.menu.enforce-string',
  Cut: 'editor.menu.cut',
  'Cut formatted': 'editor.menu.cut-formatted',
  'Cut compacted': 'editor.menu.cut-compacted',
  Copy: 'editor.menu.copy',
  'Copy formatted': 'editor.menu.copy-formatted',
  'Copy compacted': 'editor.menu.copy-compacted',
  Duplicate: 'editor.menu.duplicate',
  Sort: 'editor.menu.sort',
  Remove: 'editor.menu.remove',
  'Insert:': 'editor.menu.insert',
  'Convert to:': 'editor.menu.convert',
  Structure: 'editor.menu.structure',
  Object: 'editor.menu.object',
  Array: 'editor.menu.array',
  Value: 'editor.menu.value',
  'Insert before': 'editor.menu.insert-before',
  'Insert after': 'editor.menu.insert-after',
}

const SCREEN_GAP_PX = 4
const SHORTCUT = / \((?:Ctrl\+[^)]+|Delete)\)$/

/**
 * The tree's menu in the person's words. Left out is what cannot be done to a text (transform), what opens a second
 * editor inside the first (edit object, edit array), what throws away all the rest (extract), and what needs to read the
 * clipboard unasked (paste, which the keyboard does).
 */
export function treeMenu(items: readonly ContextMenuItem[], text: Text): ContextMenuItem[] {
  return withoutLooseSeparators(items.flatMap(translate))

  function translate(item: ContextMenuItem): ContextMenuItem[] {
    switch (item.type) {
      case 'row': {
        const parts = item.items.flatMap(rowItem)
        return parts.length > 0 ? [{ ...item, items: parts }] : []
      }
      case 'button':
        return button(item)
      case 'dropdown-button':
        return dropDown(item)
      case 'separator':
        return [item]
    }
  }

  function rowItem(item: RowItem): RowItem[] {
    switch (item.type) {
      case 'column':
        return [{ ...item, items: item.items.flatMap(columnItem) }]
      case 'button':
        return button(item)
      case 'dropdown-button':
        return dropDown(item)
    }
  }

  function columnItem(item: ColumnItem): ColumnItem[] {
    switch (item.type) {
      case 'button':
        return button(item)
      case 'dropdown-button':
        return dropDown(item)
      case 'label': {
        const key = WORDS[item.text]
        return key === undefined ? [] : [{ ...item, text: text(key) }]
      }
      case 'separator':
        return [item]
    }
  }

  function button(item: MenuButton): MenuButton[] {
    const key = WORDS[item.text ?? '']
    if (key === undefined) return []
    const label = text(key)
    return [{ ...item, text: label, title: label + (SHORTCUT.exec(item.title ?? '')?.[0] ?? '') }]
  }

  function dropDown(item: MenuDropDownButton): MenuDropDownButton[] {
    const [main] = button(item.main)
    return main === undefined ? [] : [{ ...item, main, items: item.items.flatMap(button) }]
  }
}

function withoutLooseSeparators(items: readonly ContextMenuItem[]): ContextMenuItem[] {
  return items.filter(
    (item, index) =>
      item.type !== 'separator' || (index > 0 && index < items.length - 1 && items[index - 1]?.type !== 'separator'),
  )
}

/** Moves the open menu up as far as it hangs out of a low window. */
export function keepMenuOnScreen(tree: HTMLElement): void {
  const menu = tree.querySelector<HTMLElement>('.jse-contextmenu')
  if (menu === null) return
  const { top, bottom } = menu.getBoundingClientRect()
  const hidden = bottom + SCREEN_GAP_PX - window.innerHeight
  if (hidden > 0) menu.style.translate = `0 ${-Math.min(hidden, Math.max(0, top - SCREEN_GAP_PX))}px`
}
