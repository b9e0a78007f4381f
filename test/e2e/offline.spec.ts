import { spawnSync } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { readPdf, readWithZbar } from '../support/codes-zbar'
import { writeProgram } from '../support/program-file'
import { ELECTRON, PROJECT, run, startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftPage, draftsPage, paymentsPage, portalsPage, textEditor } from './pages/paydesk-pages'

const PAYMENT = 1063
/** Root may give a process a network of its own; nobody else can be taken off the network without help. */
const canLeaveNetwork = spawnSync('unshare', ['--net', 'true']).status === 0

describe('a link that was fetched', () => {
  let portal: PracticePortal
  let folder: string
  let dataFolder: string
  let shortUrl: string

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-offline-'))
    dataFolder = join(folder, 'data')
    portal = await startPracticePortal()
    const online = await startPaydesk({ dataFolder })
    await portalsPage.add(online, portal.address, 'Till')
    await paymentsPage.make(online, PAYMENT)
    await paymentsPage.waitForCode(online, PAYMENT)
    shortUrl = (await online.window.getByText('Holds').locator('code').textContent()) ?? ''
    await online.close()
  })

  afterAll(async () => {
    await portal.close()
    await rm(folder, { recursive: true })
  })

  describe.skipIf(!canLeaveNetwork)('with no network from the start (only root can take it away)', () => {
    let paydesk: Paydesk

    beforeAll(async () => {
      const program = await writeProgram(join(folder, 'electron'), [
        process.execPath,
        join(PROJECT, 'test/support/without-network.mjs'),
        ELECTRON,
      ])
      paydesk = await startPaydesk({ dataFolder, program })
    })

    afterAll(() => paydesk.close())

    it('is really without: the portal answers out here and is not there for the app', async () => {
      const address = new URL(portal.address).origin
      expect((await fetch(address)).status).toBeGreaterThanOrEqual(200)
      const reached = await paydesk.app.evaluate(
        ({ net }, url) =>
          net.fetch(url).then(
            () => 'reached',
            (error: unknown) => String(error),
          ),
        address,
      )
      expect(reached).toMatch(/ERR_/)
    })

    it('a draft is begun, edited and saved', async () => {
      await draftsPage.create(paydesk)
      await draftPage.replaceInText(paydesk, '"NAME": ""', '"NAME": "Ferry tickets"')
      await paydesk.window.getByRole('heading', { name: 'Ferry tickets', level: 1 }).waitFor()
      await draftPage.waitUntilSaved(paydesk)
      expect(await textEditor(paydesk).textContent()).toContain('Ferry tickets')
      const drafts = join(dataFolder, 'drafts')
      const ids = (await readdir(drafts)).filter(name => !name.startsWith('.'))
      const texts = await Promise.all(ids.map(name => readFile(join(drafts, name, 'handler.json'), 'utf8')))
      expect(texts.join('\n')).toContain('Ferry tickets')
    })

    it('a link fetched earlier is offered where the portal cannot be reached, and its code says how old it is', async () => {
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForStandIn(paydesk)
      await paymentsPage.useStandIn(paydesk)
      await paymentsPage.waitForCode(paydesk, PAYMENT)
      await paydesk.window.getByText(/^Made of a kept link that was fetched today/).waitFor()
    })

    it('the code is saved in every format, and another reader decodes each to the short link', async () => {
      const [svg, png, pdf, drawn] = ['code.svg', 'code.png', 'code.pdf', 'drawn.png'].map(name => join(folder, name))
      await paymentsPage.save(paydesk, 'SVG', svg ?? '')
      await paymentsPage.save(paydesk, 'PNG', png ?? '')
      await paymentsPage.save(paydesk, 'PDF', pdf ?? '')
      await run('rsvg-convert', ['--dpi-x', '300', '--dpi-y', '300', '-o', drawn ?? '', svg ?? ''])
      expect(shortUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/~/)
      expect((await readWithZbar(drawn ?? '')).trim()).toBe(shortUrl)
      expect((await readWithZbar(png ?? '')).trim()).toBe(shortUrl)
      expect((await readPdf(await readFile(pdf ?? ''))).codes.map(code => code.trim())).toEqual([shortUrl])
    })

    it('the practice portal works all the same', async () => {
      await portalsPage.chooseInRail(paydesk, 'Practice portal')
      await paymentsPage.make(paydesk, PAYMENT)
      await paymentsPage.waitForCode(paydesk, PAYMENT)
    })
  })

  it('is also offered where the keychain does not give the credential', async () => {
    const paydesk = await startPaydesk({
      dataFolder,
      env: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
    })
    await portalsPage.chooseInRail(paydesk, 'Till')
    await paymentsPage.make(paydesk, PAYMENT)
    await paydesk.window.getByRole('alert').getByText('Nothing was sent').waitFor()
    await paymentsPage.useStandIn(paydesk)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await paydesk.close()
  })
})
