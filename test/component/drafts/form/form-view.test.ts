import axe from 'axe-core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { codeBox, HANDLER, formBody, item, openCode, openForm } from './form-page'

const POST_FIELDS = '"pier": { "CODE": "PIER_ID" },\n        "payment": { "CODE": "PAY_ID" },'

describe('the draft as a form', () => {
  it('writes what is typed at once, as one step to undo, and keeps the focus and the caret', async () => {
    const { draft } = await openForm()
    const name = item('NAME')
    await userEvent.click(name)
    await userEvent.keyboard('{Home}{ArrowRight}{ArrowRight}XY')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', 'HaXYrbour tickets'))
    await userEvent.keyboard('Z')
    expect(name.value).toBe('HaXYZrbour tickets')
    // On a busy machine what is typed in one go may be more than one step.
    while (draft.canUndo.value) await userEvent.keyboard('{Control>}z{/Control}')
    expect(draft.text.value).toBe(HANDLER)
    expect(document.activeElement).toBe(name)
    while (draft.canRedo.value) await userEvent.keyboard('{Control>}{Shift>}z{/Shift}{/Control}')
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', 'HaXYZrbour tickets'))
  })

  it('undoes what was typed into one field without that of another', async () => {
    const { draft } = await openForm()
    await userEvent.fill(item('NAME'), 'Quay')
    await userEvent.fill(item('CODE'), 'quay')
    draft.undo()
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', 'Quay'))
  })

  it('keeps a number a number, and removes what may be missing once it is left empty', async () => {
    const { draft } = await openForm()
    await userEvent.fill(item('SORT'), '250')
    expect(draft.text.value).toBe(HANDLER.replace('"SORT": 100,', '"SORT": 250,'))
    await userEvent.fill(item('SORT'), '')
    expect(draft.text.value).toBe(HANDLER.replace('"SORT": 100,', '"SORT": "",'))
    await userEvent.tab()
    expect(draft.text.value).toBe(HANDLER.replace('  "SORT": 100,\n', ''))
  })

  it('keeps the name of a handler in the text when it is emptied', async () => {
    const { draft } = await openForm()
    await userEvent.fill(item('NAME'), '')
    await userEvent.tab()
    expect(draft.text.value).toBe(HANDLER.replace('Harbour tickets', ''))
  })

  it('shows at once what is changed elsewhere', async () => {
    const { draft } = await openForm()
    const at = HANDLER.indexOf('Harbour')
    draft.applyEdits([{ offset: at, length: 7, text: 'River' }], 'input.tree')
    await expect.poll(() => item('NAME').value).toBe('River tickets')
  })

  it('finds a currency by its name and adds it, and takes one away', async () => {
    const { draft } = await openForm()
    await userEvent.click(item('SETTINGS/CURRENCY', 'input'))
    await userEvent.keyboard('polish')
    await expect.element(page.getByRole('option', { name: /PLN/ })).toBeVisible()
    await userEvent.keyboard('{Enter}')
    expect(draft.text.value).toBe(HANDLER.replace('["EUR"]', '["EUR", "PLN"]'))
    await userEvent.click(page.getByRole('button', { name: 'Remove Euro' }))
    expect(draft.text.value).toBe(HANDLER.replace('["EUR"]', '["PLN"]'))
  })

  it('chooses among known values, and nothing', async () => {
    const { draft } = await openForm()
    await choose(/^Sent by/, /^Not said/)
    expect(draft.text.value).toBe(HANDLER.replace('      "METHOD": "POST",\n', ''))
    await choose(/^Serves/, /^b2b/)
    expect(draft.text.value).toContain('"CLIENT_TYPE": "b2b"')
  })

  it('adds a way to pay, and says which one a portal uses', async () => {
    const { draft } = await openForm()
    await userEvent.click(page.getByRole('button', { name: 'Add Checkout' }))
    expect(draft.text.value).toContain(
      '    "CHECKOUT_DATA": {\n      "ACTION_URI": "",\n      "FIELDS": {}\n    },\n    "CODES"',
    )
    await expect.element(page.getByText(/takes the first that is not empty: here Checkout/)).toBeVisible()
    await userEvent.click(page.getByRole('button', { name: 'Remove Checkout' }))
    expect(draft.text.value).toBe(HANDLER)
  })
})

describe('the fields of a form', () => {
  it('are renamed as they are typed, but never to the name of another', async () => {
    const { draft } = await openForm()
    const name = page.getByRole('textbox', { name: 'Name of field pier' }).element() as HTMLInputElement
    await userEvent.fill(name, 'phone')
    expect(draft.text.value).toBe(HANDLER)
    await expect.element(page.getByText('phone is there already. Choose another name.')).toBeVisible()
    await userEvent.keyboard('s')
    expect(draft.text.value).toBe(HANDLER.replace('"pier":', '"phones":'))
    expect(document.activeElement).toBe(name)
  })

  it('are added with the code they are filled from, by keyboard', async () => {
    const { draft } = await openForm()
    await userEvent.click(page.getByRole('textbox', { name: 'New field, sent as' }))
    await userEvent.keyboard('orderSum{Enter}')
    const made = HANDLER.replace(
      '"VISIBLE": "Y" }\n      }',
      '"VISIBLE": "Y" },\n        "orderSum": { "CODE": "ORDER_SUM" }\n      }',
    ).replace(/("LIVE": "Live" \} \} \})\n/, '$1,\n      "ORDER_SUM": { "NAME": "", "SORT": "400" }\n')
    expect(draft.text.value).toBe(made)
    await expect.element(page.getByRole('textbox', { name: 'New field, sent as' })).toHaveFocus()
    draft.undo()
    expect(draft.text.value).toBe(HANDLER)
  })

  it('are shown to the buyer or not', async () => {
    const { draft } = await openForm()
    await userEvent.click(page.getByRole('checkbox', { name: /Field pier/ }))
    expect(draft.text.value).toBe(HANDLER.replace('"PIER_ID" }', '"PIER_ID", "VISIBLE": "Y" }'))
  })

  it('change places by Alt with an arrow, and keep the focus', async () => {
    const { draft } = await openForm()
    const name = page.getByRole('textbox', { name: 'Name of field pier' }).element()
    await userEvent.click(name)
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
    const [pier, payment] = POST_FIELDS.split(/,\s+|,$/)
    expect(draft.text.value).toBe(HANDLER.replace(POST_FIELDS, `${payment},\n        ${pier},`))
    await expect.poll(() => document.activeElement).toBe(name)
  })

  it('are made of PARAMS with one click', async () => {
    const text = '{ "SETTINGS": { "FORM_DATA": { "PARAMS": { "a": "A" } }, "CODES": { "A": { "NAME": "x" } } } }'
    const { draft } = await openForm(text)
    await userEvent.click(page.getByRole('button', { name: 'Make them fields' }))
    expect(draft.text.value).toBe(text.replace('"PARAMS": { "a": "A" }', '"FIELDS": { "a": { "CODE": "A" } }'))
  })
})

describe('the codes of a form', () => {
  it('are renamed wherever they are named, when the name is left', async () => {
    const { draft } = await openForm()
    await openCode('PIER_ID')
    await userEvent.fill(codeBox(), 'QUAY_ID')
    expect(draft.text.value).toBe(HANDLER)
    await userEvent.keyboard('{Enter}')
    expect(draft.text.value).toBe(HANDLER.replaceAll('PIER_ID', 'QUAY_ID'))
    await expect.element(codeBox()).toHaveFocus()
    draft.undo()
    expect(draft.text.value).toBe(HANDLER)
    await expect.element(codeBox()).toHaveValue('PIER_ID')
  })

  it.each([
    ['', 'A name is needed.'],
    ['MODE', 'MODE is there already. Choose another name.'],
  ])('keep a name that cannot be theirs as it was typed: %j', async (typed, words) => {
    const { draft } = await openForm()
    await openCode('PIER_ID')
    await userEvent.fill(codeBox(), typed)
    await userEvent.tab()
    await expect.element(page.getByText(words)).toBeVisible()
    await expect.element(codeBox()).toHaveValue(typed)
    expect(draft.text.value).toBe(HANDLER)
  })

  it('take their default from a provider, with its values and what they mean', async () => {
    const { draft } = await openForm()
    await openCode('PIER_ID')
    await choose(/^Default from/, /^ORDER/)
    await userEvent.click(page.getByRole('combobox', { name: /^Value/ }))
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{Enter}')
    expect(draft.text.value).toBe(
      HANDLER.replace(
        '"SORT": "100" }',
        '"SORT": "100", "DEFAULT": { "PROVIDER_KEY": "ORDER", "PROVIDER_VALUE": "ACCOUNT_NUMBER" } }',
      ),
    )
    await choose(/^Default from/, /^Nothing/)
    expect(draft.text.value).toBe(HANDLER)
  })

  it('have the options of a list', async () => {
    const { draft } = await openForm()
    await openCode('MODE')
    await userEvent.click(page.getByRole('button', { name: 'Add option' }))
    await userEvent.keyboard('DEMO{Tab}Demo')
    expect(draft.text.value).toBe(HANDLER.replace('"LIVE": "Live" }', '"LIVE": "Live", "DEMO": "Demo" }'))
    await userEvent.click(page.getByRole('button', { name: 'Remove option TEST' }))
    expect(draft.text.value).toContain('"OPTIONS": { "LIVE": "Live", "DEMO": "Demo" }')
  })

  it('say what uses them before they go', async () => {
    const { draft } = await openForm()
    await userEvent.click(page.getByRole('button', { name: 'Actions for PIER_ID' }))
    await userEvent.click(page.getByRole('menuitem', { name: 'Delete' }))
    await expect.element(page.getByText('PIER_ID fills fields. Form: pier.')).toBeVisible()
    expect(draft.text.value).toBe(HANDLER)
    await userEvent.click(page.getByRole('button', { name: 'Delete with its field' }))
    expect(draft.text.value).toBe(
      HANDLER.replace('"pier": { "CODE": "PIER_ID" },\n        ', '').replace(/"PIER_ID": \{.*\},\n {6}/, ''),
    )
    draft.undo()
    expect(draft.text.value).toBe(HANDLER)
  })

  it('are duplicated and moved by their menu', async () => {
    const { draft } = await openForm()
    await userEvent.click(page.getByRole('button', { name: 'Actions for MODE' }))
    await userEvent.click(page.getByRole('menuitem', { name: 'Duplicate' }))
    expect(draft.text.value).toContain('"MODE_2": { "NAME": "Mode"')
    draft.undo()
    await userEvent.click(page.getByRole('button', { name: 'Actions for MODE' }))
    await userEvent.click(page.getByRole('menuitem', { name: 'Move up' }))
    expect(draft.text.value.indexOf('"MODE":')).toBeLessThan(draft.text.value.indexOf('"PAY_ID":'))
  })
})

describe('what a form cannot show', () => {
  it('stands at its end, with the way to it', async () => {
    const text = '{ "NAME": ["x"], "COLOUR": 1.0, "SETTINGS": { "CODES": [], "CURRENCY": "EUR" } }'
    const { draft, view } = await openForm(text)
    await expect.element(page.getByText('No key that a portal knows here')).toBeVisible()
    expect(formBody().textContent).toContain('["x"]')
    expect(formBody().textContent).toContain('1.0')
    await userEvent.click(page.getByRole('button', { name: 'Show in the text' }).last())
    expect(view.value).toBe('text')
    expect(window.getSelection()?.toString()).toBe('"COLOUR": 1.0')
    expect(draft.text.value).toBe(text)
  })

  it.each([
    ['{"NAME": ', 'It opens again once the text is JSON.'],
    ['{"NAME": "a", "NAME": "b"}', 'It opens again once each key stands only once'],
    ['["x"]', 'A handler is an object: it begins with a brace.'],
  ])('closes it: %s', async (text, words) => {
    const { draft } = await openForm(text)
    await expect.element(page.getByText('The form is closed')).toBeVisible()
    await expect.element(page.getByText(words)).toBeVisible()
    draft.replaceText('{}')
    await expect.poll(() => document.querySelector('[data-section="handler"]')).not.toBeNull()
  })
})

describe('the problems of a form', () => {
  it('stand at their field, and are mended there', async () => {
    const { draft } = await openForm(HANDLER.replace('"b2c"', '"B2C"'))
    const at = page.getByRole('listitem').filter({ hasText: 'CLIENT_TYPE' }).first()
    await expect.element(at).toBeVisible()
    expect(at.element().closest('[data-path]')?.getAttribute('data-path')).toBe('/SETTINGS/CLIENT_TYPE')
    await userEvent.click(at.getByRole('button'))
    await expect.poll(() => draft.text.value).toBe(HANDLER)
  })

  it('are counted on the line of a code, and shown once it is open', async () => {
    await openForm(HANDLER.replace('"PROVIDER_VALUE": "ID"', '"PROVIDER_VALUE": "IDEA"'))
    await expect.element(page.getByRole('button', { name: /^PAY_ID.*problems, open to see them/ })).toBeVisible()
    await openCode('PAY_ID')
    await expect.poll(() => document.querySelector('[data-path$="/PROVIDER_VALUE"]')?.textContent).toContain('IDEA')
  })
})

describe.each(['light', 'dark'] as const)('the form in the %s theme', theme => {
  it('can be used by everybody', async () => {
    document.documentElement.dataset['theme'] = theme
    onTestFinished(() => {
      delete document.documentElement.dataset['theme']
    })
    await openForm(
      HANDLER.replace('"b2c"', '"B2C"')
        .replace(
          '"CODES"',
          '"CHECKOUT_DATA": { "ACTION_URI": "", "PARAMS": { "a": "NO" } },\n    "X": [1],\n    "CODES"',
        )
        .replace('"PAY_ID" }', '"GONE" }'),
    )
    await openCode('MODE')
    await expect.element(page.getByText(/CLIENT_TYPE/).first()).toBeVisible()

    const { violations } = await axe.run(formBody().closest('.form') as HTMLElement, {
      runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
    })

    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([])
  })
})

async function choose(label: RegExp, option: RegExp): Promise<void> {
  await userEvent.click(page.getByRole('combobox', { name: label }))
  await userEvent.click(page.getByRole('option', { name: option }))
}
