import { page, userEvent } from 'vitest/browser'
import { openEditor, type EditorPage } from '../editor/editor-page'

/** A handler of a form with fields from codes and one of its own. */
export const HANDLER = `{
  "NAME": "Harbour tickets",
  "CODE": "harbour_tickets",
  "SORT": 100,
  "SETTINGS": {
    "CURRENCY": ["EUR"],
    "CLIENT_TYPE": "b2c",
    "FORM_DATA": {
      "ACTION_URI": "https://pay.harbour.shop/form",
      "METHOD": "POST",
      "FIELDS": {
        "pier": { "CODE": "PIER_ID" },
        "payment": { "CODE": "PAY_ID" },
        "phone": { "CODE": { "NAME": "Phone", "INPUT": { "TYPE": "STRING" } }, "VISIBLE": "Y" }
      }
    },
    "CODES": {
      "PIER_ID": { "NAME": "Pier", "DESCRIPTION": "From the contract", "SORT": "100" },
      "PAY_ID": {
        "NAME": "Payment",
        "SORT": "200",
        "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "ID" }
      },
      "MODE": { "NAME": "Mode", "SORT": "300", "INPUT": { "TYPE": "ENUM", "OPTIONS": { "TEST": "Test", "LIVE": "Live" } } }
    }
  }
}
`

export function openForm(text = HANDLER): Promise<EditorPage> {
  return openEditor(text, 'form')
}

/** Opens the row of a code. */
export async function openCode(code: string): Promise<void> {
  await userEvent.click(page.getByRole('button', { name: new RegExp(`^${code} `), expanded: false }))
}

/** The name of the code whose row is open. */
export function codeBox() {
  return page.getByRole('textbox', { name: 'Code', exact: true })
}

/** The control of a value, by its keys with slashes between. */
export function item(keys: string, control = 'input'): HTMLInputElement {
  const found = document.querySelector<HTMLInputElement>(`[data-path="/${CSS.escape(keys)}"] ${control}`)
  if (found === null) throw new Error(`The form shows no ${keys}`)
  return found
}

export function formBody(): HTMLElement {
  return document.querySelector<HTMLElement>('.form > .body')!
}
