import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { filesHolding } from '../support/canary'
import { run, startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, goTo, handlersPage, journalPage, portalsPage, pushPage } from './pages/paydesk-pages'

const UNUSED = 'Касса без дела'
const NAME = 'Картой онлайн «Мост»'

describe('going back', () => {
  let portal: PracticePortal
  let paydesk: Paydesk

  beforeAll(async () => {
    portal = await startPracticePortal()
    paydesk = await startPaydesk()
    await portalsPage.add(paydesk, portal.address, 'Fair office')
  })

  afterAll(async () => {
    await paydesk.close()
  })

  const listed = (): Promise<string> => run('curl', ['-sf', `${portal.address}sale.paysystem.handler.list`])
  const handlers = async (): Promise<unknown> => (JSON.parse(await listed()) as { result: unknown }).result
  const first = (): Promise<{ ID: string; NAME: string }> =>
    handlers().then(all => (all as { ID: string; NAME: string }[])[0] ?? { ID: '', NAME: '' })

  it('takes back a push that was merged with what somebody else changed, from the journal', async () => {
    const { window } = paydesk
    const { ID: id, NAME: name } = await first()
    await goTo(paydesk, 'Handlers')
    await window.getByRole('button', { name: `Open as draft: ${name}` }).click()
    await draftPage.replaceInText(paydesk, '"SORT": ', '"SORT": 1')
    await run('curl', ['-sf', `${portal.address}sale.paysystem.handler.update`, '-d', `ID=${id}&FIELDS[NAME]=${NAME}`])
    const before = await handlers()

    await draftPage.push(paydesk)
    await window.getByText('Somebody changed this handler on the portal').waitFor()
    await window.getByRole('button', { name: 'Merge into the draft' }).click()
    await pushPage.confirm(paydesk)
    expect(await handlers()).not.toEqual(before)

    await goTo(paydesk, 'Journal')
    const details = await journalPage.open(paydesk, `Change ${NAME}`)
    await details.getByRole('button', { name: /^Roll back/ }).click()
    await window.getByRole('heading', { name: 'Restore a backup' }).waitFor()
    await pushPage.waitForPlan(paydesk)
    await pushPage.send(paydesk)
    await window.getByText('The handler was read back and equals the backup').waitFor()
    expect(await handlers()).toEqual(before)
  })

  it('adds a deleted handler again, from the list of backups', async () => {
    const { window } = paydesk
    const { SETTINGS } = (await first()) as unknown as { SETTINGS: unknown }
    const added = JSON.stringify({ NAME: UNUSED, CODE: 'unused_till', SORT: 300, SETTINGS })
    const json = 'content-type: application/json'
    await run('curl', ['-sf', `${portal.address}sale.paysystem.handler.add`, '-H', json, '-d', added])
    const before = (await handlers()) as { CODE: string }[]
    await goTo(paydesk, 'Handlers')
    await window.getByRole('button', { name: `Delete: ${UNUSED}` }).click()
    await handlersPage.confirmRemoval(paydesk)
    await window.getByText('The handler was deleted').waitFor()
    expect((await handlers()) as unknown[]).toHaveLength(before.length - 1)

    await window.getByRole('button', { name: 'Backups' }).click()
    const rows = window.getByRole('table', { name: 'Backups' }).locator('tbody tr')
    await rows.first().waitFor()
    expect(await rows.count()).toBe(3)
    await window.getByRole('searchbox', { name: 'Search by name, CODE or id' }).fill('нет такого')
    await window.getByText('0 backups').waitFor()
    await window.getByRole('searchbox').fill('')
    await rows
      .first()
      .getByRole('button', { name: /^Restore / })
      .click()
    await window.getByText('The handler is not on the portal any more').waitFor()
    await pushPage.send(paydesk)
    await window.getByText('The handler was added again and read back').waitFor()

    const after = (await handlers()) as { CODE: string }[]
    const byCode = (all: { CODE: string }[]) => new Map(all.map(({ CODE, ...rest }) => [CODE, { ...rest, ID: '' }]))
    expect(byCode(after)).toEqual(byCode(before))
  })

  it('plans from what was last known while the portal cannot be reached, and pushes nothing by that', async () => {
    const { window } = paydesk
    await draftsPage.open(paydesk, NAME)
    await draftPage.replaceInText(paydesk, '"SORT": 1', '"SORT": 9')
    await draftPage.waitUntilSaved(paydesk)
    await portal.close()

    await draftPage.push(paydesk)
    await window.getByText('The portal cannot be reached', { exact: true }).waitFor()
    await pushPage.waitForPlan(paydesk)
    expect(await window.getByRole('button', { name: /^Push \d+ changes? to/ }).count()).toBe(0)
  })

  it('leaves no webhook in backups, records and journal', async () => {
    const secret = /\/rest\/\d+\/([^/]+)\//.exec(portal.address)?.[1] ?? ''
    expect(await filesHolding(paydesk.dataFolder, secret)).toEqual([])
  })
})
