import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { comparePage, draftPage, goTo, openDrafts, portalsPage, textEditor } from './pages/paydesk-pages'

const DAYS = 30
const EDITS_A_DAY = 10
const NAME = 'Northbank card form'
const RESTORED_DAY = 10

let dataFolder: string
let portal: PracticePortal
let paydesk: Paydesk

beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-two-weeks-'))
  portal = await startPracticePortal()
})

afterAll(async () => {
  await paydesk.kill()
  await portal.close()
  await rm(dataFolder, { recursive: true, force: true, maxRetries: 5 })
})

async function draftFolder(): Promise<string> {
  const [id = ''] = (await readdir(join(dataFolder, 'drafts'))).filter(name => !name.startsWith('.'))
  return join(dataFolder, 'drafts', id)
}

async function nameOnDisk(): Promise<string | undefined> {
  const text = await readFile(join(await draftFolder(), 'handler.json'), 'utf8')
  return /"NAME": "(.*)"/.exec(text)?.[1]
}

/** At the end of NAME, on the second line; the first End leads to where the line is wrapped. */
async function typeIntoName(text: string): Promise<void> {
  const { keyboard } = paydesk.window
  await textEditor(paydesk).focus()
  for (const key of ['ControlOrMeta+Home', 'ArrowDown', 'End', 'End', 'ArrowLeft', 'ArrowLeft'])
    await keyboard.press(key)
  await keyboard.type(text)
}

function dayName(day: number): string {
  return NAME + Array.from({ length: day }, (_, index) => ` day ${String(index + 1).padStart(3, '0')},`).join('')
}

it('two weeks of work on a draft lose nothing', async () => {
  paydesk = await startPaydesk({ dataFolder })
  await portalsPage.add(paydesk, portal.address, 'Till portal')
  await goTo(paydesk, 'Handlers')
  const pull = paydesk.window.getByRole('button', { name: `Open as draft: ${NAME}` })
  await pull.click()
  await textEditor(paydesk).waitFor()
  await paydesk.window.getByRole('tab', { name: 'Revisions' }).click()
  const revisions = () => paydesk.window.getByRole('list', { name: 'Revisions' }).getByRole('listitem')

  for (let day = 1; day <= DAYS; day++) {
    const typed = dayName(day).slice(dayName(day - 1).length)
    expect(typed.length).toBe(EDITS_A_DAY - 1)
    await typeIntoName(`${typed}x`)
    await paydesk.window.keyboard.press('Backspace')
    await openDrafts.command(paydesk, 'Keep a Revision')
    await revisions()
      .getByText(/Kept by hand/)
      .nth(day - 1)
      .waitFor()
  }

  await revisions()
    .nth(DAYS - RESTORED_DAY)
    .getByRole('button', { name: /^Restore/ })
    .click()
  await expect.poll(nameOnDisk).toBe(dayName(RESTORED_DAY))
  await typeIntoName(' and then')
  await expect.poll(nameOnDisk).toBe(`${dayName(RESTORED_DAY)} and then`)
  await paydesk.kill()

  paydesk = await startPaydesk({ dataFolder })
  await textEditor(paydesk).waitFor()
  await paydesk.window.getByRole('button', { name: 'Undo', exact: true }).click()
  await paydesk.window.getByRole('button', { name: 'Undo', exact: true }).click()
  await expect.poll(nameOnDisk).toBe(dayName(DAYS))
  await paydesk.window.getByRole('button', { name: 'Redo', exact: true }).click()
  await expect.poll(nameOnDisk).toBe(dayName(RESTORED_DAY))
  await draftPage.waitUntilSaved(paydesk)

  const file = join(await draftFolder(), 'handler.json')
  const before = await readFile(file, 'utf8')
  await writeFile(file, before.replace(/"SORT": "?\d+"?/, '"SORT": 777'))
  await paydesk.window.getByText('You had typed nothing since the last save').waitFor()

  await paydesk.window.getByRole('link', { name: 'Compare with the portal now' }).click()
  const rows = comparePage.rows(paydesk)
  await rows.filter({ hasText: '/SORT' }).waitFor()
  await rows.filter({ hasText: '/NAME' }).waitFor()
  await comparePage.takeOver(paydesk, '/NAME')
  await expect.poll(() => rows.count()).toBe(1)
  await expect.poll(nameOnDisk).toBe(NAME)
  expect(await readFile(file, 'utf8')).toContain('"SORT": 777')

  const folder = join(await draftFolder(), 'revisions')
  const texts = await Promise.all((await readdir(folder)).map(name => readFile(join(folder, name), 'utf8')))
  const names = new Set(texts.map(text => /"NAME": "(.*)"/.exec(text)?.[1]))
  for (let day = 0; day <= DAYS; day++) expect(names).toContain(dayName(day))
})
