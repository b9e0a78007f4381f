import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { parseJson } from '#common/json/json-value'
import { openEditor, treeKey, treeRows, treeValue, writeCell } from './editor-page'

const HANDLER = `{
  "NAME": "Harbour pay",
  "SORT": 1.0,
  "ID": 12345678901234567890,
  "OPTIONS": { "10": "ten",  "2": "two" , "b": [1, 2.50] }
}
`

/** What follows a step in the tree, once the tree is done with it. */
async function becomes(read: () => unknown, wanted: unknown): Promise<void> {
  await expect.poll(read).toEqual(wanted)
}

describe('the draft as a tree', () => {
  it('shows the text in its order and with its spelling', async () => {
    await openEditor(HANDLER, 'tree')
    expect(treeRows()).toEqual([
      'NAME : Harbour pay',
      'SORT : 1.0',
      'ID : 12345678901234567890',
      'OPTIONS : {',
      '10 : ten',
      '2 : two',
      'b : [ 2 items',
      '0 : 1',
      '1 : 2.50',
    ])
  })

  it('can be heard by its name where the keyboard is', async () => {
    await openEditor(HANDLER, 'tree')
    ;(page.getByRole('group', { name: 'Tree of the draft' }).first().element() as HTMLElement).focus()

    await expect.poll(() => document.activeElement?.tagName).toBe('INPUT')
    const named = page.getByRole('textbox', { name: 'Tree of the draft' }).element()
    expect(named).toBe(document.activeElement)
  })

  it('shows what was typed as text', async () => {
    const { draft, show } = await openEditor(HANDLER, 'tree')
    await show('text')
    draft.focusAt(HANDLER.indexOf('Harbour') + 'Harbour'.length)
    await userEvent.keyboard('master')
    await show('tree')
    await becomes(() => treeRows()[0], 'NAME : Harbourmaster pay')
  })

  it('changes only the value that was changed', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.dblClick(treeValue('NAME'))
    await writeCell('Quay "7"')
    expect(draft.text.value).toBe(HANDLER.replace('"Harbour pay"', String.raw`"Quay \"7\""`))
  })

  it('writes a number the way it was typed', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.dblClick(treeValue('SORT'))
    await writeCell('100.00')
    expect(draft.text.value).toBe(HANDLER.replace('1.0', '100.00'))
  })

  it.each<[from: string, to: string]>([
    ['NAME', 'TITLE'],
    ['10', '1'],
    ['2', 'b2'],
    ['b', '0'],
  ])('renames %s to %s in its place', async (from, to) => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.dblClick(treeKey(from))
    await writeCell(to)
    expect(draft.text.value).toBe(HANDLER.replace(`"${from}":`, `"${to}":`))
    await becomes(() => treeRows().some(row => row.startsWith(`${to} :`)), true)
  })

  it('removes what is selected', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('2'))
    await userEvent.keyboard('{Delete}')
    expect(draft.text.value).toBe(HANDLER.replace('"2": "two" , ', ''))
    await becomes(() => treeRows().includes('2 : two'), false)
  })

  it('cuts what is selected', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('b'))
    await userEvent.keyboard('{Shift>}{ArrowUp}{ArrowDown}{/Shift}{Control>}x{/Control}')
    await becomes(() => draft.text.value, HANDLER.replace(' , "b": [1, 2.50]', ''))
  })

  it('shows a code as a code and a number as a number, whatever they look like', async () => {
    await openEditor('{"GROUP": "gold", "SHOP": 1700000000000}', 'tree')
    expect(treeRows()).toEqual(['GROUP : gold', 'SHOP : 1700000000000'])
    expect(document.querySelector('.jse-color-picker-button, .jse-timestamp')).toBeNull()
  })

  it('duplicates beside the original', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('10'))
    await userEvent.keyboard('{Control>}d{/Control}')
    expect(draft.text.value).toBe(HANDLER.replace('"10": "ten",', '"10": "ten",  "10 (copy)": "ten",'))
  })

  it('inserts where it was asked to, with the menu', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('SORT'), { button: 'right' })
    await userEvent.click(page.getByRole('button', { name: 'Insert before' }))
    await userEvent.click(page.getByRole('button', { name: 'Value', exact: true }))
    await writeCell('1')
    await userEvent.keyboard('{Enter}')
    await writeCell('true')
    expect(draft.text.value).toBe(HANDLER.replace('  "SORT"', '  "1": true,\n  "SORT"'))
    await becomes(() => treeRows().slice(0, 3), ['NAME : Harbour pay', '1 : true', 'SORT : 1.0'])
  })

  it('keeps its whole menu on a low screen', async () => {
    await page.viewport(800, 400)
    await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('2'), { button: 'right' })
    const last = page.getByRole('button', { name: 'Insert after' })
    await expect.poll(() => last.element().getBoundingClientRect().bottom).toBeLessThanOrEqual(400)
    expect(page.getByRole('button', { name: 'Edit key' }).element().getBoundingClientRect().top).toBeGreaterThanOrEqual(
      0,
    )
  })

  it('moves a key that looks like a number by dragging it', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('10'))
    await userEvent.dragAndDrop(treeKey('10'), treeKey('2'), { targetPosition: { x: 4, y: 18 } })
    expect(draft.text.value).toBe(HANDLER.replace('"10": "ten",  "2": "two" ,', '"2": "two",  "10": "ten", '))
    await becomes(() => treeRows().slice(4, 6), ['2 : two', '10 : ten'])
  })

  it('pastes a part with its order and its spelling', async () => {
    const { draft } = await openEditor('[\n  0\n]', 'tree')
    await userEvent.click(document.querySelector<HTMLElement>('.jse-value')!)
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '{"10": 1.0, "2": 2}')
    document.activeElement?.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
    )
    expect(draft.text.value).toBe('[\n  { "10": 1.0, "2": 2 }\n]')
  })

  it('is one undo stack with the text, to the very bytes', async () => {
    const { draft, show } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('Harbour'))
    await userEvent.keyboard('Old ')
    const typed = draft.text.value
    await show('tree')
    await userEvent.dblClick(treeKey('10'))
    await writeCell('7')
    const renamed = draft.text.value
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(typed)
    await becomes(() => treeRows()[4], '10 : ten')
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
    await becomes(() => treeRows()[0], 'NAME : Harbour pay')
    await userEvent.keyboard('{Control>}y{/Control}{Control>}{Shift>}z{/Shift}{/Control}')
    expect(draft.text.value).toBe(renamed)
    await becomes(() => treeRows()[4], '7 : ten')
    await show('text')
    draft.focusAt(0)
    await userEvent.keyboard('{Control>}z{/Control}{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
  })

  it('shows again an order that was undone', async () => {
    const text = '{"a": 1, "b": 2}'
    const { draft } = await openEditor(text, 'tree')
    draft.replaceText('{"b": 2, "a": 1}')
    await becomes(treeRows, ['b : 2', 'a : 1'])
    draft.undo()
    await becomes(treeRows, ['a : 1', 'b : 2'])
  })

  it('leaves undo to a cell while it is edited', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    draft.replaceText(HANDLER.replace('Harbour', 'Canal'))
    await becomes(() => treeRows()[0], 'NAME : Canal pay')
    await userEvent.dblClick(treeValue('NAME'))
    await userEvent.keyboard('x{Control>}z{/Control}{Escape}')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour', 'Canal'))
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
  })

  it('keeps what is open and selected when the text changes', async () => {
    const { draft } = await openEditor('{"a": {"x": {"yard": 1}}, "b": {"z": 2}}', 'tree')
    await userEvent.click(treeKey('b').closest('.jse-header')!.querySelector('.jse-expand')!)
    await becomes(treeRows, ['a : {', 'x : {', 'yard : 1', 'b : { 1 prop }'])
    await userEvent.click(treeKey('yard'))
    draft.applyEdits([{ offset: '{"a": {"x": {"yard": '.length, length: 1, text: '5' }], 'input.type')
    await becomes(treeRows, ['a : {', 'x : {', 'yard : 5', 'b : { 1 prop }'])
    expect(document.querySelector('.jse-selected-key')?.textContent.trim()).toBe('yard')
  })

  it.each<[name: string, text: string, title: string]>([
    ['broken JSON', '{\n  "a": 1,\n', 'Line 3, column 1: A key in double quotes is expected here.'],
    [
      'a key that stands twice',
      '{\n  "a": 1,\n  "a": 2\n}',
      'Line 3, column 3: The key "a" stands twice in one object.',
    ],
    ['an empty text', '', 'Line 1, column 1: The text is empty.'],
  ])('is closed for %s, which is kept', async (_, text, title) => {
    const { draft } = await openEditor(text, 'tree')
    await expect.element(page.getByText('The tree is closed')).toBeVisible()
    await expect.element(page.getByRole('region', { name: 'Tree of the draft' })).toHaveTextContent(title)
    expect(draft.text.value).toBe(text)
    draft.replaceText('{"a": 1}')
    await becomes(treeRows, ['a : 1'])
    expect(page.getByText('The tree is closed').elements()).toEqual([])
  })

  it('says that an object is too wide for it', async () => {
    const keys = Array.from({ length: 6000 }, (_, index) => `"k${index}": ${index}`)
    const { draft } = await openEditor(`{"CODES": {${keys.join(', ')}}}`, 'tree')
    await expect
      .element(page.getByRole('region', { name: 'Tree of the draft' }))
      .toHaveTextContent('An object has 6,000 keys, and this view takes no more than 2,000.')
    draft.replaceText('{}')
    await expect.poll(() => page.getByText('The tree is closed').elements()).toEqual([])
  })

  it('keeps Windows line breaks and carriage returns in values', async () => {
    const text = '{\r\n  "a": "x\\r\\ny",\r\n  "b": 2\r\n}'
    const { draft } = await openEditor(text, 'tree')
    await userEvent.dblClick(treeValue('a'))
    await userEvent.keyboard('{Enter}')
    expect(draft.text.value).toBe(text)
    await userEvent.click(treeKey('b'))
    await userEvent.keyboard('{Control>}d{/Control}')
    expect(draft.text.value).toBe('{\r\n  "a": "x\\r\\ny",\r\n  "b": 2,\r\n  "b (copy)": 2\r\n}')
  })

  it('can be emptied, and that can be undone', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    await userEvent.click(treeKey('NAME'))
    await userEvent.keyboard('{Control>}a{/Control}{Delete}')
    expect(draft.text.value).toBe('')
    draft.undo()
    expect(draft.text.value).toBe(HANDLER)
    await becomes(() => treeRows()[0], 'NAME : Harbour pay')
  })

  it('refuses a change that it would itself lose, says so, and shows the text again', async () => {
    const { draft } = await openEditor('{"a": 1}', 'tree')
    await userEvent.dblClick(treeKey('a'))
    await writeCell('__proto__')
    await expect.element(page.getByText('That change could not be made')).toBeVisible()
    expect(draft.text.value).toBe('{"a": 1}')
    await becomes(treeRows, ['a : 1'])
    await userEvent.dblClick(treeValue('a'))
    await writeCell('2')
    expect(draft.text.value).toBe('{"a": 2}')
    await expect.poll(() => page.getByText('That change could not be made').elements()).toEqual([])
  })

  it('has a search', async () => {
    const { find } = await openEditor(HANDLER, 'tree')
    find()
    await userEvent.keyboard('two')
    await expect.poll(() => document.querySelector('.jse-highlight')?.textContent).toBe('two')
  })

  it('can be entered, walked and left with the keyboard', async () => {
    const { draft } = await openEditor(HANDLER, 'tree')
    const before = document.createElement('button')
    document.body.prepend(before)
    before.focus()
    await userEvent.keyboard('{Tab}{ArrowDown}{ArrowRight}{Enter}{Control>}a{/Control}Quay{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour pay', 'Quay'))
    // The way to the first problem stands after the tree as soon as one is found.
    await expect.element(page.getByRole('button', { name: /^Go to line/ })).toBeVisible()
    await userEvent.keyboard('{Tab}')
    expect(document.querySelector('.view')?.contains(document.activeElement)).toBe(false)
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    expect(document.querySelector('.frame')?.contains(document.activeElement)).toBe(true)
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    expect(document.activeElement).toBe(before)
    before.remove()
  })
})

describe('any walk through the tree', () => {
  const KEYS = [
    '{ArrowDown}',
    '{ArrowUp}',
    '{Delete}',
    '{Control>}d{/Control}',
    '{Control>}z{/Control}',
    '{Control>}y{/Control}',
  ]
  const anyKeys = fc.array(fc.constantFrom(...KEYS, '{Enter}9{Enter}', '{ArrowLeft}{Enter}3{Enter}{ArrowRight}'), {
    minLength: 5,
    maxLength: 25,
  })

  it.each(fc.sample(anyKeys, { seed: 20_260, numRuns: 8 }).map(keys => [keys.join('')]))(
    'shows what the text says, and can be undone: %s',
    async keys => {
      const text = '{ "10": 1.0,"b": "x",\n  "2": 2, "a": "y" }'
      const { draft } = await openEditor(text, 'tree')
      await userEvent.click(treeKey('b'))
      await userEvent.keyboard(keys + '{Escape}')
      if (draft.text.value === '') await expect.element(page.getByText('The tree is closed')).toBeVisible()
      else await becomes(treeRows, rowsOf(draft.text.value))
      while (draft.canUndo.value) draft.undo()
      expect(draft.text.value).toBe(text)
      await becomes(treeRows, rowsOf(text))
    },
  )
})

/** The rows a flat object has in the tree. */
function rowsOf(text: string): string[] {
  const result = parseJson(text)
  if (!result.ok || result.value.kind !== 'object') throw new Error(`Not an object: ${text}`)
  return result.value.entries.map(([key, value]) => {
    if (value.kind === 'number') return `${key} : ${value.lexeme}`.trim()
    if (value.kind === 'string') return `${key} : ${value.value}`.trim()
    throw new Error('The walk makes only numbers and strings')
  })
}
