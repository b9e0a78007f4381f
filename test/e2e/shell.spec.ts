import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { run, startPaydesk, ELECTRON, PROJECT, sandboxArguments, type Paydesk } from './hosts/paydesk'
import { goTo } from './pages/paydesk-pages'

describe('the window', () => {
  let paydesk: Paydesk

  beforeAll(async () => {
    paydesk = await startPaydesk()
  })

  afterAll(() => paydesk.close())

  it.each([
    ['Portals', 'Portals'],
    ['Payments', 'Payments'],
    ['Journal', 'Journal'],
    ['Settings', 'Settings'],
    ['New Draft', 'Unnamed draft'],
    ['Handlers', 'Handlers'],
  ])('goes where the menu item %s says', async (label, heading) => {
    await paydesk.app.evaluate(({ Menu }, wanted) => {
      const items = Menu.getApplicationMenu()?.items.flatMap(({ submenu }) => submenu?.items ?? []) ?? []
      items.find(item => item.label === wanted)?.click()
    }, label)
    await paydesk.window.getByRole('heading', { name: heading, level: 1 }).waitFor()
  })
})

describe('the app', () => {
  it('remembers where its window was', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const place = { x: 120, y: 90, width: 900, height: 640 }
    const first = await startPaydesk({ dataFolder })
    const browserWindow = await first.app.browserWindow(first.window)
    await browserWindow.evaluate((window, wanted) => window.setBounds(wanted), place)
    await first.close()
    const second = await startPaydesk({ dataFolder })
    const reopened = await second.app.browserWindow(second.window)
    expect(await reopened.evaluate(window => window.getBounds())).toEqual(place)
    await second.close()
    await rm(dataFolder, { recursive: true })
  })

  it('runs once: a second start ends by itself and leaves the first one running', async () => {
    const paydesk = await startPaydesk()
    await run(ELECTRON, [PROJECT, `--user-data-dir=${paydesk.dataFolder}`, ...sandboxArguments()])
    await goTo(paydesk, 'Portals')
    await paydesk.close()
  })

  it('keeps the chosen theme', async () => {
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const first = await startPaydesk({ dataFolder })
    await goTo(first, 'Settings')
    await first.window.getByRole('radio', { name: 'Dark' }).click()
    await first.window.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
    await first.close()
    const second = await startPaydesk({ dataFolder })
    await second.window.locator('html[data-theme="dark"]').waitFor({ state: 'attached' })
    await second.close()
    await rm(dataFolder, { recursive: true })
  })
})
