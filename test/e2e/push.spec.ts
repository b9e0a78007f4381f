import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parseJson, printJson, type JsonValue } from '../../electron/common/json/json-value'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { run, startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, portalsPage, pushPage, textEditor } from './pages/paydesk-pages'

const FILE = resolve(import.meta.dirname, '../support/winter-fair-update.json')

describe('pushing a draft', () => {
  let portal: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    portal = await startPracticePortal()
    paydesk = await startPaydesk()
    await portalsPage.add(paydesk, portal.address, 'Fair office')
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it('applies a handler from a file, edited as tree and as text, exactly as it is written', async () => {
    const { window } = paydesk
    await draftsPage.openFile(paydesk, FILE)
    await draftPage.show(paydesk, 'Tree')
    await draftPage.replaceInTree(paydesk, 'Stall number', 'Number of the stall')
    await draftPage.show(paydesk, 'Text')
    await draftPage.replaceInText(paydesk, '"SORT": 250', '"SORT": 260')
    await draftPage.waitUntilSaved(paydesk)

    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    expect(await pushPage.target(paydesk)).toContain('id 3')
    await window.getByText('This push gives the handler another CODE').waitFor()
    const users = window.getByRole('region', { name: 'Payment systems that use this handler' })
    expect(await users.getByRole('listitem').allTextContents()).toEqual([
      expect.stringMatching(/Касса «Гавань» · id 23.*Not active.*Left without a handler/s),
    ])
    await window.getByText('What is sent').click()
    await window.getByRole('button', { name: 'Copy as curl' }).click()
    await window.getByText('The command is on the clipboard').waitFor()
    expect(await paydesk.app.evaluate(({ clipboard }) => clipboard.readText())).toContain('https://PORTAL/rest/')
    await pushPage.confirm(paydesk)

    const original = await readFile(FILE, 'utf8')
    const edited = original.replace('"Stall number"', '"Number of the stall"').replace('"SORT": 250', '"SORT": "260"')
    const wanted = fieldsOf(edited)
    const listed = await handlerByCurl('3')
    expect(listed.get('CODE')).toBe('"winter_fair_form"')
    expect(listed.get('NAME')).toBe('"Winter fair cards"')
    expect(listed.get('SORT')).toBe('"260"')
    expect(listed.get('SETTINGS')).toBe(wanted.get('SETTINGS'))
    expect(await window.getByText('equals the draft').count()).toBe(1)
  })

  it('keeps the handler as it was before the push', async () => {
    const folder = `${paydesk.dataFolder}/backups`
    const found = await run('grep', ['-rl', 'harbour_iframe', folder])
    expect(found.trim().split('\n')).toHaveLength(1)
  })

  it('stops when the handler changed on the portal, until the change was seen', async () => {
    await draftsPage.open(paydesk, 'Winter fair cards')
    await draftPage.replaceInText(paydesk, '"SORT": 260', '"SORT": 270')
    await run('curl', [
      '-sf',
      `${portal.address}sale.paysystem.handler.update`,
      '-d',
      'ID=3&FIELDS[NAME]=Somebody else',
    ])

    await draftPage.push(paydesk)
    await paydesk.window.getByText('Somebody changed this handler on the portal').waitFor()
    expect(await paydesk.window.getByRole('button', { name: /^Push \d+ change/ }).count()).toBe(0)
    expect((await handlerByCurl('3')).get('NAME')).toBe('"Somebody else"')

    await paydesk.window.getByRole('button', { name: 'I have seen them, go on' }).click()
    await pushPage.confirm(paydesk)
    expect((await handlerByCurl('3')).get('NAME')).toBe('"Winter fair cards"')
  })

  it('merges what was changed here and on the portal, and asks where both changed the same', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, 'Winter fair cards')
    await draftPage.replaceInText(paydesk, '"SORT": 270', '"SORT": 271')
    await run('curl', [
      '-sf',
      `${portal.address}sale.paysystem.handler.update`,
      '-d',
      'ID=3&FIELDS[SORT]=555&FIELDS[NAME]=Spring fair cards',
    ])

    await draftPage.push(paydesk)
    await window.getByText('1 conflict is still to be decided').waitFor()
    const choice = window.getByRole('radiogroup', { name: 'Which value to take at /SORT' })
    await choice.getByRole('radio').first().focus()
    // An arrow chooses only while it is held down, as a person holds it.
    await window.keyboard.press('ArrowRight', { delay: 100 })
    await choice.getByRole('radio', { name: 'Portal’s', checked: true }).waitFor()
    await choice.getByRole('radio', { name: 'Draft’s' }).click()
    await window.getByRole('button', { name: 'Merge into the draft' }).click()
    await pushPage.confirm(paydesk)

    const listed = await handlerByCurl('3')
    expect(listed.get('NAME')).toBe('"Spring fair cards"')
    expect(listed.get('SORT')).toBe('"271"')
    await window.getByRole('button', { name: 'Back to the draft' }).click()
    expect(await textEditor(paydesk).textContent()).toContain('Spring fair cards')
    await draftPage.replaceInText(paydesk, 'Spring fair cards', 'Winter fair cards')
    await draftPage.replaceInText(paydesk, '"SORT": 271', '"SORT": 270')
    await draftPage.waitUntilSaved(paydesk)
  })

  it('refuses to write when the handler changes between the difference and the confirmation', async () => {
    await draftsPage.open(paydesk, 'Winter fair cards')
    await draftPage.replaceInText(paydesk, '"SORT": 270', '"SORT": 280')
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await run('curl', ['-sf', `${portal.address}sale.paysystem.handler.update`, '-d', 'ID=3&FIELDS[SORT]=999'])

    await pushPage.send(paydesk)
    await paydesk.window.getByText('changed after the difference was shown').waitFor()
    expect((await handlerByCurl('3')).get('SORT')).toBe('"999"')
  })

  it('has words of its own for a code that another handler has', async () => {
    await draftsPage.openFile(paydesk, FILE)
    await draftPage.replaceInText(paydesk, '"winter_fair_form"', '"northbank_form"')
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await paydesk.window.getByText('1 error stops this push').waitFor()
    expect(await paydesk.window.getByRole('button', { name: /^Push \d+ change/ }).isDisabled()).toBe(true)
    await paydesk.window.getByRole('checkbox', { name: 'Push in spite of this error' }).check()
    await pushPage.send(paydesk)
    await paydesk.window.getByText('Another handler of the portal already has this CODE').waitFor()
  })

  it('adds a handler that the portal does not have, and the draft comes from there', async () => {
    const { window } = paydesk
    await draftsPage.openFile(paydesk, FILE)
    await draftPage.replaceInText(paydesk, '"winter_fair_form"', '"spring_fair_form"')
    await draftPage.push(paydesk)
    await pushPage.waitForPlan(paydesk)
    await window.getByLabel('Handler that is overwritten').click()
    await window.getByRole('option', { name: 'Add as a new handler' }).click()
    await window.getByText('so the push adds one').waitFor()
    await pushPage.send(paydesk)
    await window.getByText('The handler was added and read back').waitFor()

    expect((await handlerByCurl('4')).get('CODE')).toBe('"spring_fair_form"')
    expect((await handlerByCurl('3')).get('CODE')).toBe('"winter_fair_form"')
    await window.getByRole('button', { name: 'Back to the draft' }).click()
    await draftPage.push(paydesk)
    await window.getByText('The portal already has exactly this').waitFor()
  })

  it('deletes a handler that nobody uses, after a backup, and none that is used', async () => {
    const { window } = paydesk
    await goTo(paydesk, 'Handlers')
    await window.getByRole('button', { name: 'Delete: ' }).first().click()
    await window.getByText('so the portal would refuse to delete it').waitFor()
    expect(await window.getByRole('button', { name: 'Delete the handler' }).count()).toBe(0)
    await window.getByRole('button', { name: 'Delete: ' }).last().click()
    const confirm = window.getByRole('button', { name: 'Delete the handler from production: Fair office' })
    expect(await confirm.isDisabled()).toBe(true)
    await window.getByRole('textbox', { name: 'Type the name of the portal to delete' }).fill('Fair office')
    await window.keyboard.press('Enter')
    await window.getByText('The handler was deleted.').waitFor()

    await expect(handlerByCurl('4')).rejects.toThrow('No handler 4')
    expect((await handlerByCurl('3')).get('CODE')).toBe('"winter_fair_form"')
    const found = await run('grep', ['-rl', 'spring_fair_form', `${paydesk.dataFolder}/backups`])
    expect(found.trim().split('\n')).toHaveLength(1)
  })

  it('does not offer to push a text that is not JSON, and keeps it as typed', async () => {
    await draftsPage.create(paydesk)
    await textEditor(paydesk).click()
    await paydesk.window.keyboard.press('ControlOrMeta+End')
    await paydesk.window.keyboard.type('and this is no JSON')
    await paydesk.window.getByRole('button', { name: /^Go to line/ }).waitFor()
    expect(await paydesk.window.getByRole('button', { name: 'Push…' }).isDisabled()).toBe(true)
    await draftPage.show(paydesk, 'Tree')
    await paydesk.window.getByText('The tree is closed').waitFor()
    await draftPage.show(paydesk, 'Text')
    expect(await textEditor(paydesk).textContent()).toContain('and this is no JSON')
  })

  /** One handler as another client reads it: its fields printed in their order, numbers as spelled. */
  async function handlerByCurl(id: string): Promise<ReadonlyMap<string, string>> {
    const answer = parsed(await run('curl', ['-sf', `${portal.address}sale.paysystem.handler.list`]))
    const rows = valueAt(answer, 'result')
    if (rows?.kind !== 'array') throw new Error('The list of handlers is not a list')
    const row = rows.items.map(entriesOf).find(entries => entries.get('ID') === `"${id}"`)
    if (row === undefined) throw new Error(`No handler ${id}`)
    return row
  }
})

function fieldsOf(file: string): ReadonlyMap<string, string> {
  const fields = valueAt(parsed(file), 'FIELDS')
  if (fields === undefined) throw new Error('The file has no FIELDS')
  return entriesOf(fields)
}

function entriesOf(value: JsonValue): ReadonlyMap<string, string> {
  if (value.kind !== 'object') throw new Error('Not an object')
  return new Map(value.entries.map(([key, item]) => [key, printJson(item, 0)]))
}

function valueAt(value: JsonValue, key: string): JsonValue | undefined {
  return value.kind === 'object' ? value.entries.find(([name]) => name === key)?.[1] : undefined
}

function parsed(text: string): JsonValue {
  const result = parseJson(text)
  if (!result.ok) throw new Error(`Not JSON at line ${result.problem.line}`)
  return result.value
}
