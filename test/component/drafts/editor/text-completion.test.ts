import { describe, expect, it } from 'vitest'
import { userEvent } from 'vitest/browser'
import { openEditor } from './editor-page'

const LABELS = '.cm-tooltip-autocomplete .cm-completionLabel'
const CODES = '"CODES": {"SHOP": {"NAME": "Shop number"}, "SUM": {}}'

function offered(): string[] {
  return [...document.querySelectorAll<HTMLElement>(LABELS)].map(({ innerText }) => innerText)
}

function selected(): string | undefined {
  return document.querySelector<HTMLElement>('.cm-tooltip-autocomplete [aria-selected] .cm-completionLabel')?.innerText
}

/** Opens a text with the caret at its `|`, and asks what can be written there. */
async function ask(text: string): Promise<Awaited<ReturnType<typeof openEditor>>> {
  const opened = await openEditor(text.replace('|', ''))
  opened.draft.focusAt(text.indexOf('|'))
  await userEvent.keyboard('{Control>} {/Control}')
  return opened
}

async function choose(label: string): Promise<void> {
  await expect
    .poll(async () => {
      if (selected() !== label) await userEvent.keyboard('{ArrowDown}')
      return selected()
    })
    .toBe(label)
  await userEvent.keyboard('{Enter}')
}

describe('completion in the text', () => {
  it.each<[text: string, options: string[], chosen: string, result: string]>([
    ['{|}', ['NAME', 'CODE', 'SORT', 'SETTINGS'], 'NAME', '{"NAME": ""}'],
    ['{"|"}', ['NAME', 'CODE', 'SORT', 'SETTINGS'], 'SETTINGS', '{"SETTINGS": {}}'],
    ['{"NAME": "x"\n|\n}', ['CODE', 'SORT', 'SETTINGS'], 'SORT', '{"NAME": "x",\n"SORT": 100\n}'],
    ['{"NAME": "x", | "CODE": "c"}', ['SORT', 'SETTINGS'], 'SORT', '{"NAME": "x", "SORT": 100, "CODE": "c"}'],
    ['{"SOR|": 1}', ['SORT'], 'SORT', '{"SORT": 1}'],
    ['{"SETTINGS": {"CURR|', ['CURRENCY'], 'CURRENCY', '{"SETTINGS": {"CURRENCY": [""]'],
    ['{"SETTINGS": {"CLIENT_TYPE": |}}', ['b2c', 'b2b'], 'b2b', '{"SETTINGS": {"CLIENT_TYPE": "b2b"}}'],
    ['{"SETTINGS": {"CLIENT_TYPE": "|', ['b2c', 'b2b'], 'b2c', '{"SETTINGS": {"CLIENT_TYPE": "b2c"'],
    [
      '{"SETTINGS": {"FORM_DATA": {"METHOD": | "FIELDS": {}}}}',
      ['GET', 'POST'],
      'POST',
      '{"SETTINGS": {"FORM_DATA": {"METHOD": "POST", "FIELDS": {}}}}',
    ],
    [
      `{"SETTINGS": {"FORM_DATA": {"FIELDS": {"a": {"CODE": "|"}}}, ${CODES}}}`,
      ['SHOP', 'SUM'],
      'SHOP',
      `{"SETTINGS": {"FORM_DATA": {"FIELDS": {"a": {"CODE": "SHOP"}}}, ${CODES}}}`,
    ],
    [
      `{"SETTINGS": {${CODES}, "FORM_DATA": {"FIELDS": {"a": {"CODE": "S|`,
      ['SHOP', 'SUM'],
      'SUM',
      `{"SETTINGS": {${CODES}, "FORM_DATA": {"FIELDS": {"a": {"CODE": "SUM"`,
    ],
    [
      '{"SETTINGS": {"CODES": {"A": {"INPUT": {"TYPE": "Y|"}}}}}',
      ['Y/N'],
      'Y/N',
      '{"SETTINGS": {"CODES": {"A": {"INPUT": {"TYPE": "Y/N"}}}}}',
    ],
  ])('at %j offers %j, and %s makes it %j', async (text, options, chosen, result) => {
    const { draft } = await ask(text)
    await expect.poll(offered).toEqual(options)
    await choose(chosen)
    await expect.poll(() => draft.text.value).toBe(result)
  })

  it('offers the values of the provider beside', async () => {
    await ask('{"SETTINGS": {"CODES": {"A": {"DEFAULT": {"PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SU|"}}}}}')
    await expect.poll(() => offered()[0]).toBe('SUM')
    expect(document.querySelector('.cm-tooltip-autocomplete .cm-completionDetail')).toHaveTextContent('amount')
  })

  it('names the currencies', async () => {
    await ask('{"SETTINGS": {"CURRENCY": ["EUR" "CH|"]}}')
    await expect.poll(() => offered()[0]).toBe('CHF')
    expect(document.querySelector('.cm-tooltip-autocomplete li')).toHaveTextContent('Swiss Franc')
  })

  it.each([
    '{"NAME": "|"}',
    '{"SETTINGS": {"CODES": {"|"}}}',
    '{"x": {"|"}}',
    '[|]',
    '|',
    '{"NAME": "a"|}',
    '{"NAME"|}',
  ])('offers nothing at %j', async text => {
    const { draft } = await ask(text)
    await userEvent.keyboard('{Control>} {/Control}')
    expect(offered()).toEqual([])
    expect(draft.text.value).toBe(text.replace('|', ''))
  })

  it('comes while a key is typed, says what it is, and is taken with Tab', async () => {
    const { draft } = await openEditor('{}')
    draft.focusAt(1)
    await userEvent.keyboard('"SETT')
    await expect.poll(offered).toEqual(['SETTINGS'])
    await expect
      .poll(() => document.querySelector('.cm-completionInfo')?.textContent)
      .toContain('All that the handler does')
    await expect.poll(async () => (await userEvent.keyboard('{Tab}'), draft.text.value)).toBe('{"SETTINGS": {}}')
  })

  it('goes with Escape, and leaves what was typed', async () => {
    const { draft } = await openEditor('{}')
    draft.focusAt(1)
    await userEvent.keyboard('"SETT')
    await expect.poll(offered).toEqual(['SETTINGS'])
    await userEvent.keyboard('{Escape}')
    await expect.poll(offered).toEqual([])
    expect(draft.text.value).toBe('{"SETT"}')
  })
})
