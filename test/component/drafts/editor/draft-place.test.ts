import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openEditor, treeKey } from './editor-page'

const CODES = Array.from({ length: 60 }, (_, index) => `"CODE_${index}": { "NAME": "Code ${index}" }`).join(',\n    ')
const HANDLER = `{
  "NAME": "Harbour pay",
  "SETTINGS": {
    "CURRENCY": ["EUR", "USD"],
    "CODES": {
    ${CODES}
    }
  }
}
`

/** The key of the row that is chosen in the tree. */
function chosenKey(): string | undefined {
  return document
    .querySelector<HTMLElement>('.jse-selected')
    ?.closest('.jse-contents, .jse-header')
    ?.querySelector<HTMLElement>('.jse-key, .jse-index')?.innerText
}

describe('the place in a draft', () => {
  it('of the text is the one of the tree, brought into sight', async () => {
    const { draft, show } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('Code 55') + 3)
    await show('tree')
    await expect.poll(chosenKey).toBe('NAME')
    const row = document.querySelector('.jse-selected')!
    const frame = document.querySelector('.jse-contents-outer, .jse-contents')!.closest('.frame')!
    await expect.poll(() => row.getBoundingClientRect().top).toBeLessThan(frame.getBoundingClientRect().bottom)
    expect(draft.text.value).toBe(HANDLER)
  })

  it('of the tree is the one of the text', async () => {
    const { draft, show } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('NAME'))
    await show('text')
    expect(draft.pathAtCaret()).toEqual(['NAME'])
  })

  it('stays where it was when nothing else was chosen', async () => {
    const { draft, show } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('USD'), HANDLER.indexOf('USD') + 3)
    await show('tree')
    await show('text')
    expect(draft.pathAtCaret()).toEqual(['SETTINGS', 'CURRENCY', 1])
    await userEvent.click(page.getByRole('textbox', { name: 'Text of the draft, JSON' }), { modifiers: ['Control'] })
    expect(draft.text.value).toBe(HANDLER)
  })

  it('leaves the focus where the views are switched', async () => {
    const { draft, show } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('USD'))
    const button = document.createElement('button')
    document.body.append(button)
    button.focus()
    await show('tree')
    await expect.poll(chosenKey).toBe('1')
    expect(document.activeElement).toBe(button)
    button.remove()
  })

  it.each<[before: string, after: string, path: (string | number)[]]>([
    ['', '{"a": 1}', []],
    ['{"a', '": 1}', ['a']],
    ['{"a": 1', '}', ['a']],
    ['{"a": 1,', ' "b": 2}', []],
    ['{"a": [1, 2', ', 3]}', ['a', 1]],
    ['{"a": [', '{"b": 1}]}', ['a', 0]],
    ['{"a": {"b": "', '}}', ['a', 'b']],
    ['{"a": {"b": 1 "c": "x', '"}}', ['a', 'c']],
    ['{"a": {"b', '"}}', ['a', 'b']],
    ['{"a": {"b"', '', ['a', 'b']],
    ['{"\\u0061": "x', '"}', ['a']],
    ['{"a": {\n', '\n}, "b": 1}', ['a']],
  ])('of %j before the caret and %j behind it is %j', async (before, after, path) => {
    const { draft } = await openEditor(before + after)
    draft.focusAt(before.length)
    expect(draft.pathAtCaret()).toEqual(path)
  })
})
