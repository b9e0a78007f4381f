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

  it('comes with a policy as a header that allows only the app’s own code', async () => {
    const policy = await paydesk.window.evaluate(async () =>
      (await fetch(location.href.replace(/#.*/, ''))).headers.get('content-security-policy'),
    )
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).not.toContain('unsafe-eval')
  })

  it('does not run a script that was put into the page', async () => {
    const blocked = await paydesk.window.evaluate(
      () =>
        new Promise<string>(resolve => {
          document.addEventListener('securitypolicyviolation', event => resolve(event.effectiveDirective))
          const script = document.createElement('script')
          script.textContent = 'window.wasRun = true'
          document.body.append(script)
        }),
    )
    expect(blocked).toBe('script-src-elem')
    expect(await paydesk.window.evaluate(() => 'wasRun' in window)).toBe(false)
  })

  it('has nothing of Node and only the calls of the contract', async () => {
    const seen = await paydesk.window.evaluate(() => ({
      node: ['require', 'process', 'module', 'Buffer'].filter(name => name in window),
      features: Object.keys((window as unknown as { bridge: object }).bridge).sort(),
    }))
    expect(seen.node).toEqual([])
    expect(seen.features).toEqual(['app', 'codes', 'drafts', 'handlers', 'portals', 'push', 'settings'])
  })

  it.each([
    ['Portals', 'Portals'],
    ['Payments', 'Payments'],
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

  it('opens no other window', async () => {
    expect(await paydesk.window.evaluate(() => window.open('https://example.com/') === null)).toBe(true)
  })

  it('loads nothing from outside and no file of the computer', async () => {
    const reached = await paydesk.window.evaluate(() =>
      Promise.all(
        ['https://example.com/', 'http://127.0.0.1/', 'file:///etc/hostname', 'app://paydesk/../main/index.js'].map(
          address =>
            fetch(address).then(
              answer => answer.ok,
              () => false,
            ),
        ),
      ),
    )
    expect(reached).toEqual([false, false, false, false])
  })

  it.each(['geolocation', 'notifications', 'camera', 'microphone', 'midi'])('is not granted %s', async name => {
    const state = await paydesk.window.evaluate(
      async permission => (await navigator.permissions.query({ name: permission as PermissionName })).state,
      name,
    )
    expect(state).toBe('denied')
  })

  it('runs in the sandbox of its process, apart from the world of the preload', async () => {
    const preferences = await paydesk.app.evaluate(({ BrowserWindow }) => {
      const window = BrowserWindow.getAllWindows().find(one => one.webContents.getURL().includes('index.html'))
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      return contents.getLastWebPreferences()
    })
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
    })
  })
})

describe('the window, when its page wants to leave', () => {
  it.each([
    'https://example.com/',
    'file:///etc/hostname',
    'data:text/html,hello',
    'app://paydesk/rasteriser/index.html',
  ])('stays where it is and does not go to %s', async address => {
    const paydesk = await startPaydesk()
    // Asked through main, because Playwright itself waits for every navigation that a page asks for.
    const place = await paydesk.app.evaluate(async ({ BrowserWindow }, target) => {
      const isMain = (url: string): boolean => url.startsWith('app://paydesk/index.html')
      const contents = BrowserWindow.getAllWindows().find(one => isMain(one.webContents.getURL()))?.webContents
      await contents?.executeJavaScript(`setTimeout(() => location.assign(${JSON.stringify(target)}))`)
      // Two turns of the page: the first one asks to leave, the second one shows that it is still there.
      const still = 'new Promise(done => setTimeout(() => setTimeout(() => done(document.title), 50), 50))'
      return { title: (await contents?.executeJavaScript(still)) as unknown, url: contents?.getURL() }
    }, address)
    expect(place.title).toBe('Drafts – Paydesk')
    expect(place.url).toMatch(/^app:\/\/paydesk\/index\.html/)
    await paydesk.kill()
    await rm(paydesk.dataFolder, { recursive: true, force: true })
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
