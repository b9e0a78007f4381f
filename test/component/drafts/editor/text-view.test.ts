import { describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openEditor } from './editor-page'

/** JSON of about the given length, like a handler with very many codes. */
function largeJson(length: number): string {
  const codes: string[] = []
  for (let size = 0; size < length; size += codes.at(-1)!.length + 2) {
    codes.push(`    "CODE_${codes.length}": { "NAME": "Field ${codes.length}", "SORT": 1.0, "GROUP": "MAIN" }`)
  }
  return `{\n  "CODES": {\n${codes.join(',\n')}\n  }\n}\n`
}

describe('the draft as text', () => {
  it('becomes what is typed, and what it was when that is undone', async () => {
    const text = '{\n  "a": 1.0\n}'
    const { draft } = await openEditor(text)
    draft.focusAt(text.indexOf('1.0') + 3)
    await userEvent.keyboard(', "b": 2')
    expect(draft.text.value).toBe('{\n  "a": 1.0, "b": 2\n}')
    // On a busy machine what is typed in one go may be more than one step.
    while (draft.canUndo.value) await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(text)
    while (draft.canRedo.value) await userEvent.keyboard('{Control>}y{/Control}')
    expect(draft.text.value).toBe('{\n  "a": 1.0, "b": 2\n}')
  })

  it('breaks lines the way the text does', async () => {
    const { draft } = await openEditor('{\r\n  "a": 1\r\n}')
    draft.focusAt('{\r\n  "a": 1'.length)
    await userEvent.keyboard(',{Enter}"b": 2')
    expect(draft.text.value).toBe('{\r\n  "a": 1,\r\n  "b": 2\r\n}')
  })

  it('pastes lines with the breaks the text has', async () => {
    const { draft, textBox } = await openEditor('[\n]')
    draft.focusAt(1)
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', '1,\r\n2')
    textBox.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    expect(draft.text.value).toBe('[1,\n2\n]')
  })

  it('keeps broken JSON as typed and names its first problem, with the way there', async () => {
    const { draft, show, view } = await openEditor('{"a": 1}')
    draft.focusAt(7)
    await userEvent.keyboard('x')
    expect(draft.text.value).toBe('{"a": 1x}')
    await expect.element(page.getByRole('status')).toHaveTextContent('Line 1, column 8: ')
    await expect.poll(() => document.querySelector('.cm-lintRange-error')?.textContent).toBe('x')
    await show('tree')
    await userEvent.click(page.getByRole('button', { name: 'Go to line 1' }).first())
    expect(view.value).toBe('text')
    expect(window.getSelection()?.toString()).toBe('x')
    expect(draft.text.value).toBe('{"a": 1x}')
  })

  it('has a search', async () => {
    const { draft, find } = await openEditor('["one", "two", "two"]')
    draft.focusAt(0)
    find()
    await userEvent.keyboard('two{Enter}{Enter}{Escape}{Delete}')
    expect(draft.text.value).toBe('["one", "two", ""]')
  })

  it('has a name, and says how the keyboard leaves it', async () => {
    const { draft, textBox } = await openEditor('{}')
    const box = page.getByRole('textbox', { name: 'Text of the draft, JSON' })
    await expect.element(box).toHaveAccessibleDescription('Escape, then Tab leaves the text')
    draft.focusAt(1)
    expect(document.activeElement).toBe(textBox)
    await userEvent.keyboard('{Tab}')
    expect(document.activeElement).toBe(textBox)
    await userEvent.keyboard('{Escape}{Tab}')
    expect(document.activeElement).not.toBe(textBox)
  })

  it('keeps its place and its selection while the tree is shown', async () => {
    const text = largeJson(20_000)
    const { draft, show } = await openEditor(text)
    draft.focusAt(text.indexOf('CODE_200'), text.indexOf('CODE_200') + 8)
    const scroller = document.querySelector('.cm-scroller')!
    await expect.poll(() => scroller.scrollTop).toBeGreaterThan(1000)
    const place = scroller.scrollTop
    await show('tree')
    await show('text')
    await expect.poll(() => Math.abs(scroller.scrollTop - place)).toBeLessThan(30)
    draft.applyEdits([{ offset: 0, length: 0, text: '\n' }], 'input.tree')
    await userEvent.click(document.querySelector('.cm-content')!, { modifiers: ['Control'] })
    expect(draft.text.value).toBe('\n' + text)
  })

  it('opens a text of a megabyte and takes what is typed into it', async () => {
    const text = largeJson(1_000_000)
    const { draft } = await openEditor(text)
    draft.focusAt(text.indexOf('"Field 9000"') + 1)
    await userEvent.keyboard('My ')
    expect(draft.text.value).toBe(text.replace('"Field 9000"', '"My Field 9000"'))
  })
})
