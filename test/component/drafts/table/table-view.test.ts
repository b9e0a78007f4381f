import axe from 'axe-core'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { nextTick } from 'vue'
import { printTsv } from '#common/table/tsv'
import { openEditor, type EditorPage } from '../editor/editor-page'

const HANDLER = `{
  "NAME": "Quay pay",
  "CODE": "quay_pay",
  "SORT": 100,
  "SETTINGS": {
    "FORM_DATA": {
      "ACTION_URI": "https://pay.quay.example/start",
      "METHOD": "POST",
      "FIELDS": {
        "berth": { "CODE": "BERTH" },
        "sum": { "CODE": "TOTAL", "VISIBLE": "N" },
        "note": { "CODE": { "NAME": "Note", "INPUT": { "TYPE": "STRING" } } }
      }
    },
    "CODES": {
      "TOTAL": { "NAME": "Amount", "SORT": "300", "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SUM" } },
      "BERTH": { "NAME": "Berth", "SORT": "100" },
      "MODE": { "NAME": "Mode", "SORT": "200", "INPUT": { "TYPE": "ENUM", "OPTIONS": { "TEST": "Test", "LIVE": "Live" } } }
    }
  }
}
`

beforeEach(() => page.viewport(1400, 700))

/** Opens the table with the focus on its first cell. */
async function openTable(text = HANDLER, kind?: 'Fields'): Promise<EditorPage> {
  const editor = await openEditor(text, 'table')
  if (kind !== undefined) await userEvent.click(page.getByRole('radio', { name: kind }))
  gridElement().focus()
  return editor
}

function gridElement(): HTMLElement {
  return document.querySelector<HTMLElement>('[role="grid"]')!
}

/** What the rows show, without the one that is not there yet. */
function rows(): string[][] {
  return [...document.querySelectorAll('.body > .row:not(.new)')]
    .sort(
      (one, other) =>
        Number(one.ariaRowIndex ?? one.getAttribute('aria-rowindex')) - Number(other.getAttribute('aria-rowindex')),
    )
    .map(row =>
      [...row.querySelectorAll<HTMLElement>('.cell')].map(cell => cell.querySelector('.words')?.textContent ?? ''),
    )
}

function keys(): (string | undefined)[] {
  return rows().map(([key]) => key)
}

function active(): string {
  const id = gridElement().getAttribute('aria-activedescendant') ?? ''
  return document.getElementById(id)?.querySelector('.words')?.textContent ?? `nothing at ${id}`
}

/** Puts the active cell at a row and column, both from 0. */
async function go(row: number, column: number): Promise<void> {
  await userEvent.keyboard(`{Control>}{Home}{/Control}${'{ArrowDown}'.repeat(row)}${'{ArrowRight}'.repeat(column)}`)
}

/** What a copy puts on the clipboard. */
function copied(type: 'copy' | 'cut' = 'copy'): string {
  const clipboardData = new DataTransfer()
  gridElement().dispatchEvent(new ClipboardEvent(type, { clipboardData, bubbles: true, cancelable: true }))
  return clipboardData.getData('text/plain')
}

async function paste(text: string): Promise<void> {
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  gridElement().dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  await nextTick()
}

const refusal = page.getByRole('alert')

describe('the draft as a table', () => {
  it('shows a code a row, in the order of the text', async () => {
    await openTable()
    expect(rows()).toEqual([
      ['TOTAL', 'Amount', '', '300', '', 'PAYMENT', 'SUM', '', '', 'form: sum'],
      ['BERTH', 'Berth', '', '100', '', '', '', '', '', 'form: berth'],
      ['MODE', 'Mode', '', '200', '', '', '', 'ENUM', 'TEST=Test; LIVE=Live', ''],
    ])
  })

  it('shows a field a row', async () => {
    await openTable(HANDLER, 'Fields')
    expect(rows()).toEqual([
      ['berth', 'Form', 'BERTH', '', '', ''],
      ['sum', 'Form', 'TOTAL', 'N', '', ''],
      ['note', 'Form', '', '', 'Note', 'STRING'],
    ])
  })

  it.each<[keys: string, cell: string]>([
    ['{ArrowDown}{ArrowRight}', 'Berth'],
    ['{ArrowDown}{ArrowDown}{ArrowUp}', 'BERTH'],
    ['{End}', 'form: sum'],
    ['{ArrowDown}{End}{Home}', 'BERTH'],
    ['{Control>}{End}{/Control}{Control>}{ArrowLeft}{/Control}', 'MODE'],
    ['{Control>}{End}{/Control}{Control>}{Home}{/Control}', 'TOTAL'],
    ['{Control>}{ArrowDown}{/Control}', 'MODE'],
    ['{PageDown}', 'New row'],
    ['{PageDown}{PageUp}', 'TOTAL'],
    ['{ArrowUp}{ArrowRight}', 'Name'],
  ])('walks with %s to “%s”', async (pressed, cell) => {
    await openTable()
    await userEvent.keyboard(pressed)
    expect(active()).toBe(cell)
  })

  it('edits in place by typing and goes down, and by Tab goes right', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{ArrowRight}Sum{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', '"Sum"'))
    expect(active()).toBe('Berth')
    await userEvent.keyboard('Pier{Tab}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', '"Sum"').replace('"Berth"', '"Pier"'))
    await userEvent.keyboard('For the pier{ArrowRight}')
    expect(draft.text.value).toContain('"NAME": "Pier", "DESCRIPTION": "For the pier", "SORT": "100"')
    expect(active()).toBe('100')
  })

  it('edits what is there with Enter and F2, in which arrows stay in the cell, and gives up with Escape', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{ArrowRight}{F2}{ArrowLeft}x{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', '"Amounxt"'))
    await userEvent.keyboard('{Enter}zzz{Escape}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', '"Amounxt"'))
    expect(document.activeElement).toBe(gridElement())
    expect(active()).toBe('Berth')
  })

  it('breaks a line in a cell with Alt+Enter, and shows it on one', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{ArrowRight}One{Alt>}{Enter}{/Alt}two{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', String.raw`"One\ntwo"`))
    expect(rows()[0]?.[1]).toBe('One ↵ two')
  })

  it('renames a code wherever it is used', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('DUE{Enter}')
    expect(draft.text.value).toBe(HANDLER.replaceAll('"TOTAL"', '"DUE"'))
  })

  it('refuses a code that is taken, keeps what was typed, and lets it be mended', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('BERTH{Enter}')
    await expect.element(refusal).toHaveTextContent('BERTH is there already')
    expect(draft.text.value).toBe(HANDLER)
    await userEvent.keyboard('_2{Enter}')
    expect(draft.text.value).toBe(HANDLER.replaceAll('"TOTAL"', '"BERTH_2"'))
    expect(refusal.elements()).toEqual([])
  })

  it('empties cells, but not the code of a row', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{Delete}')
    await expect.element(refusal).toHaveTextContent('A row needs its code')
    expect(draft.text.value).toBe(HANDLER)
    await go(0, 5)
    await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}{Delete}')
    expect(draft.text.value).toBe(
      HANDLER.replace(', "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SUM" }', ''),
    )
  })

  it('adds a row by typing into the one that is not there yet', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{PageDown}{ArrowRight}x')
    await expect.element(refusal).toHaveTextContent('A new row begins with its first cell')
    await userEvent.keyboard('{Home}AGENT{Tab}The agent{Enter}')
    expect(draft.text.value).toContain('"AGENT": { "NAME": "The agent", "SORT": "400" }')
    expect(keys()).toEqual(['TOTAL', 'BERTH', 'MODE', 'AGENT'])
  })

  it('copies a rectangle and pastes it where it was, which changes nothing', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{Control>}a{/Control}')
    const text = copied()
    expect(text.split('\n')[2]).toBe('MODE\tMode\t\t200\t\t\t\tENUM\tTEST=Test; LIVE=Live\t')
    await paste(text)
    expect(draft.text.value).toBe(HANDLER)
  })

  it('copies what Shift and a click or an arrow select', async () => {
    await openTable()
    await userEvent.click(page.getByRole('gridcell', { name: 'Amount' }))
    await userEvent.click(page.getByRole('gridcell', { name: '100', exact: true }), { modifiers: ['Shift'] })
    expect(copied()).toBe('Amount\t\t300\nBerth\t\t100')
    await userEvent.keyboard('{Shift>}{ArrowLeft}{/Shift}')
    expect(copied()).toBe('Amount\t\nBerth\t')
  })

  it('pastes a block over cells and beyond the last row as one step to undo, and counts it', async () => {
    const { draft } = await openTable()
    await go(2, 0)
    await paste('MODE\tHow\t"Two\nlines"\r\nAGENT\tAgent\t\r\n')
    await expect.element(page.getByText('4 cells in 2 rows changed. 1 row added.')).toBeVisible()
    expect(keys()).toEqual(['TOTAL', 'BERTH', 'MODE', 'AGENT'])
    expect(draft.text.value).toContain(String.raw`"NAME": "How", "DESCRIPTION": "Two\nlines"`)
    await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
    expect(keys()).toEqual(['TOTAL', 'BERTH', 'MODE'])
  })

  it('pastes nothing of a block of which a part cannot be', async () => {
    const { draft } = await openTable()
    await go(1, 0)
    await paste('PIER\tPier\nTOTAL\tTotal')
    await expect
      .element(refusal)
      .toHaveTextContent(
        'TOTAL is there already, and two rows cannot have one key. That is in row 2 of what was pasted. Nothing was changed.',
      )
    expect(draft.text.value).toBe(HANDLER)
  })

  it('fills what is selected with one copied cell', async () => {
    const { draft } = await openTable()
    await go(0, 4)
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{/Shift}')
    await paste('SETTINGS')
    expect(draft.text.value.split('"GROUP": "SETTINGS"')).toHaveLength(4)
  })

  it('cuts cells', async () => {
    const { draft } = await openTable()
    await go(1, 1)
    expect(copied('cut')).toBe('Berth')
    expect(draft.text.value).toBe(HANDLER.replace('"NAME": "Berth", ', ''))
  })

  it('sorts only what is seen: up, down, and back to the text', async () => {
    const { draft } = await openTable()
    const header = page.getByRole('columnheader', { name: 'Sort', exact: true })
    await userEvent.click(header)
    expect(keys()).toEqual(['BERTH', 'MODE', 'TOTAL'])
    await expect.element(header).toHaveAttribute('aria-sort', 'ascending')
    await userEvent.keyboard('{Enter}')
    expect(keys()).toEqual(['TOTAL', 'MODE', 'BERTH'])
    await expect.element(header).toHaveAttribute('aria-sort', 'descending')
    await go(2, 1)
    await userEvent.keyboard('Pier{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"Berth"', '"Pier"'))
    await userEvent.click(header)
    expect(keys()).toEqual(['TOTAL', 'BERTH', 'MODE'])
    await expect.element(header).toHaveAttribute('aria-sort', 'none')
  })

  it('goes down from a cell whose row moves away with what was typed', async () => {
    await openTable()
    await userEvent.click(page.getByRole('columnheader', { name: 'Sort', exact: true }))
    await go(0, 3)
    await userEvent.keyboard('900{Enter}')
    expect(keys()).toEqual(['MODE', 'TOTAL', 'BERTH'])
    expect(active()).toBe('200')
  })

  it('filters, says how many rows are seen, and edits the right one', async () => {
    const { draft } = await openTable()
    await userEvent.fill(page.getByRole('searchbox', { name: 'Filter' }), 'mod')
    await expect.element(page.getByText('1 of 3')).toBeVisible()
    await userEvent.keyboard('{ArrowDown}')
    expect(document.activeElement).toBe(gridElement())
    await userEvent.keyboard('{Home}{ArrowRight}Kind{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"NAME": "Mode"', '"NAME": "Kind"'))
  })

  it('inserts a row under the active one and begins with its code', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{Insert}{Control>}a{/Control}AGENT{Enter}')
    expect(keys()).toEqual(['TOTAL', 'AGENT', 'BERTH', 'MODE'])
    expect(draft.text.value).toContain('"AGENT": { "NAME": "", "SORT": "400" }')
  })

  it('duplicates the selected rows', async () => {
    await openTable()
    await userEvent.keyboard('{ArrowDown}{Control>}d{/Control}')
    expect(keys()).toEqual(['TOTAL', 'BERTH', 'BERTH_2', 'MODE'])
    expect(active()).toBe('BERTH_2')
  })

  it('deletes a row that nothing uses at once, and asks about one that fields use', async () => {
    const { draft } = await openTable()
    await go(2, 0)
    await userEvent.keyboard('{Control>}{Delete}{/Control}')
    expect(keys()).toEqual(['TOTAL', 'BERTH'])
    await go(0, 0)
    await userEvent.keyboard('{Control>}{Delete}{/Control}')
    await expect.element(page.getByText('TOTAL fills fields: sum.')).toBeVisible()
    expect(keys()).toEqual(['TOTAL', 'BERTH'])
    await userEvent.click(page.getByRole('button', { name: 'Delete with its field' }))
    expect(keys()).toEqual(['BERTH'])
    expect(draft.text.value).not.toContain('"sum"')
    expect(document.activeElement).toBe(gridElement())
  })

  it('moves rows only in the order of the text', async () => {
    await openTable()
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    expect(keys()).toEqual(['BERTH', 'TOTAL', 'MODE'])
    expect(active()).toBe('TOTAL')
    await userEvent.click(page.getByRole('columnheader', { name: 'Code', exact: true }))
    await go(0, 0)
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    await expect.element(refusal).toHaveTextContent('Rows move only where the table shows all of them')
  })

  it('marks the cell of a problem, says it there, and goes to the next one by F8', async () => {
    await openTable(HANDLER.replace('"PROVIDER_VALUE": "SUM"', '"PROVIDER_VALUE": "SUMM"'))
    const cell = page.getByRole('gridcell', { name: /SUMM/ })
    await expect.element(cell).toHaveAttribute('aria-describedby')
    await expect.element(cell).toHaveAttribute('title', expect.stringContaining('SUMM'))
    expect(cell.element().querySelector('svg')).not.toBeNull()
    await userEvent.keyboard('{F8}')
    const seen = new Set<string>()
    while (active() !== 'SUMM' && !seen.has(active())) {
      seen.add(active())
      await userEvent.keyboard('{F8}')
    }
    expect(active()).toBe('SUMM')
    await expect.element(page.getByRole('button', { name: 'Show in the text' })).toBeVisible()
  })

  it.each<[what: string, text: string]>([
    ['broken JSON', '{ "NAME": '],
    ['a key that stands twice', '{ "NAME": "a", "NAME": "b" }'],
    ['a list', '[]'],
  ])('is closed for %s, and opens again', async (_, text) => {
    const { draft } = await openEditor(text, 'table')
    await expect.element(page.getByText('The table is closed')).toBeVisible()
    draft.replaceText(HANDLER)
    await expect.poll(keys).toEqual(['TOTAL', 'BERTH', 'MODE'])
  })

  it('is entered at the place of the text, and its cell is the place of the text', async () => {
    const { draft, show } = await openEditor(HANDLER)
    draft.focusAt(HANDLER.indexOf('"N"') + 1)
    await show('table')
    expect(active()).toBe('N')
    gridElement().focus()
    await userEvent.keyboard('{ArrowUp}{ArrowLeft}')
    await show('text')
    await expect.poll(() => draft.pathAtCaret()).toEqual(['SETTINGS', 'FORM_DATA', 'FIELDS', 'berth', 'CODE'])
  })

  it('is left by Tab while nothing is edited', async () => {
    await openTable()
    await userEvent.keyboard('{Tab}')
    expect(gridElement().contains(document.activeElement)).toBe(false)
    gridElement().focus()
    await userEvent.keyboard('{Shift>}{Tab}{/Shift}')
    expect(document.activeElement?.closest('.bar')).not.toBeNull()
  })

  it('draws only the rows on the screen, and names the active one wherever it is', async () => {
    const codes = Array.from({ length: 500 }, (_, index) => `"CODE_${String(index)}": { "NAME": "${String(index)}" }`)
    await openTable(`{"SETTINGS":{"CODES":{${codes.join(',')}}}}`)
    expect(rows().length).toBeLessThan(60)
    expect(gridElement().getAttribute('aria-rowcount')).toBe('502')
    await userEvent.keyboard('{Control>}{End}{/Control}{Home}')
    await expect.poll(active).toBe('CODE_499')
    gridElement().scrollTop = 0
    await expect.poll(() => rows()[0]?.[0]).toBe('CODE_0')
    expect(active()).toBe('CODE_499')
    await userEvent.keyboard('{ArrowUp}')
    await expect.poll(() => document.querySelector('.cell.active')?.getBoundingClientRect().top).toBeGreaterThan(0)
    expect(active()).toBe('CODE_498')
  })

  it.each(['light', 'dark'])('has no fault under axe, %s', async theme => {
    document.documentElement.dataset['theme'] = theme
    await openTable(HANDLER.replace('"PROVIDER_VALUE": "SUM"', '"PROVIDER_VALUE": "SUMM"'))
    await expect.element(page.getByRole('gridcell', { name: /SUMM/ })).toHaveAttribute('aria-describedby')
    const { violations } = await axe.run(document.querySelector('.view')!)
    delete document.documentElement.dataset['theme']
    expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 2)])).toEqual([])
  })
})

describe('any paste', () => {
  const anyCell = fc.constantFrom('', 'TOTAL', 'BERTH', 'PIER', 'x "y"', 'two\nlines', 'A=B; C=D', '7')
  const anyPaste = fc.record({
    row: fc.nat({ max: 3 }),
    column: fc.nat({ max: 8 }),
    block: fc.array(fc.array(anyCell, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  })

  it('undone gives the very text back, and redone the very result', async () => {
    const { draft } = await openTable()
    for (const { row, column, block } of fc.sample(anyPaste, { seed: 20_261, numRuns: 40 })) {
      const before = draft.text.value
      await go(row, column)
      await paste(printTsv(block))
      const after = draft.text.value
      if (after === before) continue
      await userEvent.keyboard('{Control>}z{/Control}')
      expect(draft.text.value).toBe(before)
      await userEvent.keyboard('{Control>}y{/Control}')
      expect(draft.text.value).toBe(after)
    }
    while (draft.canUndo.value) draft.undo()
    expect(draft.text.value).toBe(HANDLER)
  })
})
