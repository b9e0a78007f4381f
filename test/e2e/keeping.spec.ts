import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftsPage, openDrafts, textEditor } from './pages/paydesk-pages'

const DRAFT = 'winter-fair-a1b2c3'
const FIRST = '{ "NAME": "Winter fair" }'

let dataFolder: string
let paydesk: Paydesk

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-keeping-'))
  await putDraft(DRAFT, FIRST)
})

afterEach(async () => {
  await paydesk.kill()
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
})

async function putDraft(id: string, text: string): Promise<void> {
  await mkdir(placeOf(id), { recursive: true })
  await writeFile(placeOf(id, 'handler.json'), text)
}

function placeOf(id: string, file = ''): string {
  return join(dataFolder, 'drafts', id, file)
}

function textOnDisk(): Promise<string> {
  return readFile(placeOf(DRAFT, 'handler.json'), 'utf8')
}

async function openDraft(): Promise<void> {
  paydesk = await startPaydesk({ dataFolder })
  await draftsPage.open(paydesk, 'Winter fair')
  await textEditor(paydesk).click()
}

async function typeAtEnd(text: string): Promise<void> {
  await textEditor(paydesk).focus()
  await paydesk.window.keyboard.press('ControlOrMeta+End')
  await paydesk.window.keyboard.type(text)
}

/** As editors do: whole, and by a new file. */
async function saveOutside(text: string): Promise<void> {
  await writeFile(placeOf(DRAFT, 'handler.json.new'), text)
  await rename(placeOf(DRAFT, 'handler.json.new'), placeOf(DRAFT, 'handler.json'))
}

async function press(name: string): Promise<void> {
  await paydesk.window.getByRole('button', { name, exact: true }).click()
}

function shownText(): Promise<string> {
  return textEditor(paydesk).innerText()
}

describe('undo and redo', () => {
  it('survive a kill and another start', async () => {
    await openDraft()
    await typeAtEnd('one')
    await expect.poll(textOnDisk).toBe(`${FIRST}one`)
    await press('Undo')
    await expect.poll(textOnDisk).toBe(FIRST)
    await typeAtEnd(' two')
    await expect.poll(textOnDisk).toBe(`${FIRST} two`)
    await press('Undo')
    await expect.poll(textOnDisk).toBe(FIRST)
    await paydesk.kill()

    await openDraft()
    await press('Redo')
    expect(await shownText()).toBe(`${FIRST} two`)
    await press('Undo')
    expect(await shownText()).toBe(FIRST)
    expect(await paydesk.window.getByRole('button', { name: 'Undo', exact: true }).isDisabled()).toBe(true)
  })
})

describe('a draft whose file another program changes', () => {
  it('takes the change over when nothing was typed, and gives the text before back', async () => {
    await openDraft()
    await saveOutside('{ "NAME": "Spring fair" }')

    await paydesk.window.getByText('You had typed nothing since the last save').waitFor()
    expect(await shownText()).toBe('{ "NAME": "Spring fair" }')
    await paydesk.window.getByRole('status').getByRole('button', { name: 'Undo' }).click()
    expect(await shownText()).toBe(FIRST)
    await expect.poll(textOnDisk).toBe(FIRST)
  })

  it('asks when both were changed, keeps both texts until then and through a kill, and does what is chosen', async () => {
    await openDraft()
    await typeAtEnd('mine')
    await saveOutside('{ "NAME": "Theirs" }')
    await typeAtEnd(' and more')
    const { window } = paydesk

    await window.getByText('Another program changed this draft’s file').waitFor()
    await window.getByText('Kept aside').waitFor()
    expect(await window.getByRole('button', { name: 'Push' }).isDisabled()).toBe(true)
    await press('Show the difference')
    await window.getByText('In the file', { exact: true }).waitFor()
    expect(await textOnDisk()).toBe('{ "NAME": "Theirs" }')
    await expect
      .poll(() => readFile(placeOf(DRAFT, 'undo.json'), 'utf8'), { message: 'what is typed is kept beside' })
      .toContain('mine and more')
    await paydesk.kill()

    await openTheirs()
    expect(await shownText()).toBe(`${FIRST}mine and more`)
    await press('Keep mine')
    await expect.poll(textOnDisk).toBe(`${FIRST}mine and more`)
    await paydesk.window.getByText('Saved', { exact: true }).waitFor()

    await typeAtEnd('!')
    await saveOutside('{ "NAME": "Theirs again" }')
    await typeAtEnd('!')
    await press('Take the file’s text')
    expect(await shownText()).toBe('{ "NAME": "Theirs again" }')
    await press('Undo')
    await expect.poll(textOnDisk).toBe(`${FIRST}mine and more!!`)
  })

  /** The list tells what is in the file. */
  async function openTheirs(): Promise<void> {
    paydesk = await startPaydesk({ dataFolder })
    await draftsPage.open(paydesk, 'Theirs')
    await paydesk.window.getByText('Another program changed this draft’s file').waitFor()
  }
})

describe('a draft whose files another program takes away', () => {
  it('stays in the window, cannot be left by mistake, and is written again', async () => {
    await openDraft()
    await typeAtEnd('mine')
    await expect.poll(textOnDisk).toBe(`${FIRST}mine`)
    await rm(placeOf(DRAFT), { recursive: true })
    await paydesk.window.getByText('Another program took this draft’s files away').waitFor()
    expect(await openDrafts.names(paydesk)).toEqual(['Winter fair'])

    await paydesk.window.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Drafts' }).click()
    expect(await shownText()).toBe(`${FIRST}mine`)
    await press('Write it again')
    await expect.poll(textOnDisk).toBe(`${FIRST}mine`)
    await typeAtEnd('!')
    await expect.poll(textOnDisk).toBe(`${FIRST}mine!`)
  })

  it('is let go when that is wanted', async () => {
    await openDraft()
    await rm(placeOf(DRAFT), { recursive: true })

    await press('Let it go')
    await paydesk.window.getByText('No drafts yet').waitFor()
  })
})

it('shows in the list at once what is added, changed and taken away in the folder', async () => {
  paydesk = await startPaydesk({ dataFolder })
  const link = (name: string) => paydesk.window.getByRole('link', { name, exact: true })
  await link('Winter fair').waitFor()

  await Promise.all([
    putDraft('summer-000001', '{ "NAME": "Summer" }'),
    putDraft('autumn-000002', '{ "NAME": "Autumn" }'),
    saveOutside('{ "NAME": "Winter sale" }'),
  ])
  for (const name of ['Summer', 'Autumn', 'Winter sale']) await link(name).waitFor()
  await rm(placeOf('summer-000001'), { recursive: true })
  await link('Summer').waitFor({ state: 'detached' })
})

describe('revisions', () => {
  it('are kept by hand and by themselves, named, compared, restored and removed', async () => {
    await openDraft()
    const { window } = paydesk
    const list = window.getByRole('list', { name: 'Revisions' })
    const items = list.getByRole('listitem')
    await window.getByRole('tab', { name: 'Revisions' }).click()
    await window.getByText('No revisions yet').waitFor()

    await textEditor(paydesk).focus()
    await window.keyboard.press('ControlOrMeta+a')
    await window.keyboard.type('{ "NAME": "Winter sale" }')
    await expect.poll(textOnDisk).toContain('Winter sale')
    await list.getByText('Kept by itself').waitFor()
    await openDrafts.command(paydesk, 'Keep a Revision')
    await window.getByText('A revision was kept.').waitFor()
    expect(await items.allInnerTexts()).toEqual([
      expect.stringMatching(/Kept by hand[^]*1 changed: NAME/),
      expect.stringContaining('Kept by itself'),
    ])
    await openDrafts.command(paydesk, 'Keep a Revision')
    await window.getByText('The newest revision is this text already.').waitFor()

    await items
      .first()
      .getByRole('button', { name: /^Name / })
      .click()
    await items.first().getByRole('textbox').fill('Prices of winter')
    await window.keyboard.press('Enter')
    await items.first().getByText('Prices of winter').waitFor()

    await items
      .last()
      .getByRole('button', { name: /^Compare/ })
      .click()
    await window.getByRole('heading', { name: 'Compare', level: 1 }).waitFor()
    await window.getByRole('cell', { name: '"Winter fair"' }).waitFor()
    await press('Back to the draft')

    await window.getByRole('tab', { name: 'Revisions' }).click()
    await items
      .last()
      .getByRole('button', { name: /^Restore/ })
      .click()
    await window.getByText('Restored. What was here before is a revision').waitFor()
    expect(await shownText()).toBe(FIRST)
    await expect.poll(textOnDisk).toBe(FIRST)
    expect(await items.count()).toBe(3)
    await press('Undo')
    expect(await shownText()).toBe('{ "NAME": "Winter sale" }')

    await items
      .first()
      .getByRole('button', { name: /^Remove/ })
      .click()
    await items.first().getByRole('button', { name: 'Remove for ever' }).click()
    await expect.poll(() => items.count()).toBe(2)
    await items.first().getByText('Prices of winter').waitFor()
  })
})
