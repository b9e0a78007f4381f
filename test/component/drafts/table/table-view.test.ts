import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
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

describe('the draft as a table', () => {
  it('shows a code a row, in the order of the text', async () => {
    await openTable()
    expect(rows()).toEqual([
      ['TOTAL', 'Amount', '', '300', '', 'PAYMENT', 'SUM', '', '', 'form: sum'],
      ['BERTH', 'Berth', '', '100', '', '', '', '', '', 'form: berth'],
      ['MODE', 'Mode', '', '200', '', '', '', 'ENUM', 'TEST=Test; LIVE=Live', ''],
    ])
  })

  it('edits in place and goes down', async () => {
    const { draft } = await openTable()
    await userEvent.keyboard('{ArrowRight}Sum{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('"Amount"', '"Sum"'))
    expect(active()).toBe('Berth')
  })
})
