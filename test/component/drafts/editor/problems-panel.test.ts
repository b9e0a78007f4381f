import { beforeEach, describe, expect, it } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openEditor, treeValue, type EditorPage } from './editor-page'

/** Two keys in the wrong case, and a CODE that is missing. */
const WRONG = `{
  "NAME": "Till",
  "SORT": 100,
  "settings": {
    "FORM_DATA": {
      "ACTION_URI": "https://pay.example.com/",
      "method": "POST",
      "FIELDS": {}
    },
    "CODES": {}
  }
}
`

beforeEach(() => page.viewport(1200, 900))

function openWithPanel(text: string): Promise<EditorPage> {
  return openEditor(text, 'text', true)
}

const panel = page.getByRole('complementary', { name: 'Problems' })
const cards = panel.getByRole('list', { name: 'Problems' }).getByRole('listitem')

function card(words: string): ReturnType<typeof panel.getByRole> {
  return cards.filter({ hasText: words })
}

describe('the problems panel', () => {
  it('names each problem, its place and what it leads to, the gravest first', async () => {
    await openWithPanel(WRONG)

    await expect.element(card('settings must be written SETTINGS')).toHaveTextContent('Line 4')
    await expect.element(card('settings must be written SETTINGS')).toHaveTextContent('SETTINGS counts as missing')
    await expect.element(card('CODE is missing')).toHaveTextContent('The portal refuses the handler')
    const severities = cards.elements().map(({ textContent }) => textContent.trim().split(':')[0])
    expect(severities).toEqual([...severities].sort((one, other) => RANK.indexOf(one!) - RANK.indexOf(other!)))
  })

  it('leads to the place of a problem', async () => {
    await openWithPanel(WRONG)

    await userEvent.click(card('settings must be written').getByRole('button', { name: /settings must be/ }))

    expect(window.getSelection()?.toString()).toContain('settings')
  })

  it('mends one problem by a click, as one step to undo, to the byte', async () => {
    const { draft } = await openWithPanel(WRONG)

    await userEvent.click(card('settings must be written').getByRole('button', { name: 'Rename to SETTINGS' }))
    await expect.poll(() => draft.text.value).toBe(WRONG.replace('"settings"', '"SETTINGS"'))
    await expect.element(card('settings must be written')).not.toBeInTheDocument()

    draft.undo()
    expect(draft.text.value).toBe(WRONG)
    await expect.element(card('settings must be written')).toBeVisible()
  })

  it('mends all problems of a rule in one step', async () => {
    const wrong = WRONG.replace('"settings"', '"SETTINGS"').replace('"FIELDS"', '"fields"')
    const { draft } = await openWithPanel(wrong)

    await userEvent.click(page.getByRole('button', { name: /^Mend all 2: Key in the wrong case/ }).first())
    await expect
      .poll(() => draft.text.value)
      .toBe(wrong.replace('"method"', '"METHOD"').replace('"fields"', '"FIELDS"'))

    draft.undo()
    expect(draft.text.value).toBe(wrong)
  })

  it('ignores a problem for a reason, shows it apart, and heeds it again', async () => {
    const { ignored } = await openWithPanel(WRONG)
    const words = 'settings must be written'

    await userEvent.click(card(words).getByRole('button', { name: 'Ignore…' }))
    expect(document.activeElement).toBe(card(words).getByRole('textbox', { name: 'Why it may stay' }).element())
    await userEvent.keyboard('  Known to the shop  {Enter}')
    await expect.element(card(words)).not.toBeInTheDocument()
    expect(ignored.value).toMatchObject([{ rule: 'key-wrong-case', path: ['settings'], reason: 'Known to the shop' }])

    await userEvent.click(panel.getByText('1 ignored'))
    await expect.element(panel.getByText('Ignored because: Known to the shop')).toBeVisible()
    await userEvent.click(panel.getByRole('button', { name: 'Stop ignoring' }))
    await expect.element(card(words)).toBeVisible()
  })

  it('needs a reason to ignore, and is left by Escape', async () => {
    const { ignored } = await openWithPanel(WRONG)

    await userEvent.click(card('settings must be written').getByRole('button', { name: 'Ignore…' }))
    await userEvent.keyboard('   {Enter}')
    expect(ignored.value).toEqual([])
    await userEvent.keyboard('{Escape}')
    const button = card('settings must be written').getByRole('button', { name: 'Ignore…' })
    await expect.poll(() => document.activeElement === button.element()).toBe(true)
  })

  it('shows the kinds and the words that are asked for', async () => {
    await openWithPanel(WRONG)
    await expect.element(card('settings must be written')).toBeVisible()

    await userEvent.click(panel.getByRole('button', { name: /\d errors?$/ }))
    await expect.element(card('settings must be written')).not.toBeInTheDocument()

    await userEvent.click(panel.getByRole('button', { name: 'Show all problems' }))
    await expect.element(card('settings must be written')).toBeVisible()
  })

  it('marks the places in the text and in the tree', async () => {
    const wrong = WRONG.replace('"settings"', '"SETTINGS"')
    const { show } = await openWithPanel(wrong)
    await expect.poll(() => document.querySelectorAll('.cm-lintRange-error').length).toBeGreaterThan(0)

    await show('tree')

    const row = (): Element | null => treeValue('NAME').closest('.jse-json-node')!.parentElement
    await expect.poll(() => row()?.querySelectorAll('.jse-validation-error').length).toBeGreaterThan(0)
  })

  it('can be closed and opened again', async () => {
    await openWithPanel(WRONG)

    await userEvent.click(page.getByRole('button', { name: 'Hide panel' }))
    await expect.element(panel).not.toBeInTheDocument()
    await userEvent.click(page.getByRole('button', { name: 'Show panel' }))
    await expect.element(panel).toBeVisible()
  })

  it('has its problems to see in a window that is low and narrow', async () => {
    await page.viewport(580, 420)
    await openWithPanel(WRONG)

    await expect.element(cards.first()).toBeInViewport({ ratio: 0.3 })
    await page.viewport(580, 800)
    await expect.element(cards.first()).toBeInViewport({ ratio: 0.99 })
  })

  it('does not say that a text has no problems before it was checked', async () => {
    await openWithPanel('{}')

    expect(document.body.textContent).toContain('The draft is being checked…')
    expect(document.body.textContent).not.toContain('No problems')
    await expect.element(page.getByRole('status')).toHaveTextContent('Line 1')
  })

  it('says that a text without problems has none', async () => {
    await openWithPanel(
      '{"NAME":"Till","CODE":"till","SORT":100,"SETTINGS":{"CODES":{},"CURRENCY":["EUR"],"CLIENT_TYPE":"b2c"}}',
    )

    await expect.element(page.getByRole('status')).not.toHaveTextContent('Line 1')
  })
})

const RANK = ['Error', 'Warning', 'Hint']
