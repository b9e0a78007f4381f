import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contract } from '#common/ipc/index'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { startPaydesk, PROJECT, type Paydesk } from './hosts/paydesk'
import { asPageCode, refusedByPolicy } from './pages/page-code'
import { paymentsPage, portalsPage } from './pages/paydesk-pages'

const PAYMENT = 1063
const OUTSIDE = 'https://outside.example'

type Kind = 'main' | 'rasteriser' | 'sheet'
const KINDS: readonly Kind[] = ['main', 'rasteriser', 'sheet']

/** What Electron itself says of a window: the preferences it really runs with, and where it is. */
interface SeenWindow {
  readonly kind: Kind
  readonly scheme: string
  readonly preferences: Readonly<Record<string, unknown>>
}

interface Main {
  seenWindows: SeenWindow[]
}

/** The points of Electron's own security checklist, in its order, each asked of the built app as it runs. */
describe('the security checklist', () => {
  let folder: string
  let portal: PracticePortal
  let paydesk: Paydesk
  let windows: SeenWindow[]

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'paydesk-checklist-'))
    portal = await startPracticePortal()
    paydesk = await startPaydesk({
      env: await environmentThatNotesOpenings(folder),
      // Without a camera a page would hear that there is none, and not that it may not have it.
      switches: ['--use-fake-device-for-media-stream'],
    })
    await watchWindows(paydesk)
    await portalsPage.add(paydesk, portal.address, 'Checklist')
    await paymentsPage.make(paydesk, PAYMENT)
    await paymentsPage.waitForCode(paydesk, PAYMENT)
    await paymentsPage.save(paydesk, 'PDF', join(folder, 'code.pdf'))
    windows = await paydesk.app.evaluate(() => (globalThis as unknown as Main).seenWindows)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
    await rm(folder, { recursive: true })
  })

  it('has seen every kind of window that there is', () => {
    expect(new Set(windows.map(({ kind }) => kind))).toEqual(new Set(KINDS))
  })

  describe('1. only secure content is loaded:', () => {
    it('every window shows the app’s own pages, or a sheet that is complete in itself', () => {
      expect(new Set(windows.map(({ scheme }) => scheme))).toEqual(new Set(['app:', 'sheet:']))
    })

    it('the page is in a secure context', async () => {
      expect(await paydesk.window.evaluate(() => isSecureContext)).toBe(true)
    })

    it('the page does not reach a server that is there, on this computer or by a name', async () => {
      const origin = new URL(portal.address).origin
      for (const address of [origin, origin.replace('127.0.0.1', 'localhost'), OUTSIDE]) {
        expect(await asPageCode(paydesk.window, url => fetch(url).then(() => 'reached'), address)).toBe('TypeError')
      }
    })
  })

  it.each(KINDS)('2. Node is not in a page (nodeIntegration): %s', kind => {
    expect(preferencesOf(kind)).toMatchObject({ nodeIntegration: false })
    expect(preferencesOf(kind)['nodeIntegrationInWorker'] ?? false).toBe(false)
    expect(preferencesOf(kind)['nodeIntegrationInSubFrames'] ?? false).toBe(false)
  })

  it('2. Node is not in a page: page code finds nothing of it', async () => {
    const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', '__dirname', 'setImmediate']
    const found = (searched: string[]) => searched.filter(name => name in globalThis)
    expect(await asPageCode(paydesk.window, found, names)).toEqual([])
    expect(await inRasteriser(`${JSON.stringify(names)}.filter(name => name in globalThis)`)).toEqual([])
  })

  it.each(KINDS)('3. the preload has a world of its own (contextIsolation): %s', kind => {
    expect(preferencesOf(kind)).toMatchObject({ contextIsolation: true })
  })

  it('3. the preload has a world of its own: page code that changes its own world does not change the bridge', async () => {
    const answer = await asPageCode(
      paydesk.window,
      async () => {
        const { then } = Promise.prototype
        const { entries } = Object
        const seen: unknown[] = []
        Object.entries = (...given: [object]) => (seen.push(given), entries(...given))
        const { bridge } = window as unknown as { bridge: { app: { facts: () => Promise<unknown> } } }
        const before = bridge.app.facts
        try {
          Object.assign(bridge.app, { facts: () => Promise.resolve('replaced') })
        } catch {
          // Refusing loudly is as good as refusing in silence.
        }
        const reply = (await bridge.app.facts()) as { ok: boolean }
        Object.entries = entries
        return { isSame: bridge.app.facts === before, isOk: reply.ok, seen: seen.length, then: typeof then }
      },
      null,
    )
    expect(answer).toEqual({ isSame: true, isOk: true, seen: 0, then: 'function' })
  })

  it.each(KINDS)('4. a page is sandboxed (sandbox): %s', kind => {
    expect(preferencesOf(kind)).toMatchObject({ sandbox: true })
  })

  it.skipIf(process.getuid?.() === 0)(
    '4. a page is sandboxed: its process may not make system calls freely',
    async () => {
      const pid = await paydesk.app.evaluate(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getOSProcessId() ?? 0,
      )
      expect(await readFile(`/proc/${String(pid)}/status`, 'utf8')).toMatch(/^Seccomp:\t2$/m)
    },
  )

  describe('5. permissions are refused, when asked for and when checked:', () => {
    it.each(['geolocation', 'notifications', 'camera', 'microphone', 'midi', 'clipboard-read'])(
      'a check of %s',
      async name => {
        const query = (asked: string) =>
          navigator.permissions.query({ name: asked as PermissionName }).then(({ state }) => state as string)
        expect(await asPageCode(paydesk.window, query, name)).toBe('denied')
      },
    )

    it.each([
      ['notifications', () => Notification.requestPermission()],
      ['camera', () => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted')],
      ['microphone', () => navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted')],
      ['the screen', () => navigator.mediaDevices.getDisplayMedia().then(() => 'granted')],
      ['MIDI', () => navigator.requestMIDIAccess({ sysex: true }).then(() => 'granted')],
      ['the clipboard', () => navigator.clipboard.readText().then(() => 'granted')],
      [
        'the place',
        () =>
          new Promise<string>(done =>
            navigator.geolocation.getCurrentPosition(
              () => done('granted'),
              ({ code }) => done(code === 1 ? 'denied' : 'failed'),
            ),
          ),
      ],
    ] as const)('a request for %s', async (_name, ask) => {
      const isRefused = /^(?:denied|NotAllowedError|InvalidStateError|SecurityError)$/
      expect(await asPageCode(paydesk.window, ask, null)).toMatch(isRefused)
    })

    // Listing USB devices ended the whole app where the system has no service for them.
    it.each([
      ['usb', 'getDevices', 'SecurityError'],
      ['hid', 'getDevices', 'SecurityError'],
      ['serial', 'getPorts', 'SecurityError'],
    ])('devices are not even listed for page code: %s', async (name, method, outcome) => {
      const list = ([api = '', call = '']: string[]) => {
        const owner = (navigator as unknown as Record<string, Record<string, () => Promise<unknown>>>)[api]
        return owner?.[call]?.().then(String) ?? Promise.resolve('none')
      }
      expect(await asPageCode(paydesk.window, list, [name, method])).toBe(outcome)
    })

    it('the clipboard may be written to, which the buttons that copy need, and nothing else', async () => {
      await paydesk.window.bringToFront()
      const write = () => navigator.clipboard.writeText('checklist').then(() => 'written')
      expect(await asPageCode(paydesk.window, write, null)).toBe('written')
    })

    it('also in a session that the app does not use', async () => {
      const answer = await paydesk.app.evaluate(async ({ BrowserWindow }) => {
        const window = new BrowserWindow({ show: false, webPreferences: { partition: 'unknown' } })
        await window.loadURL('data:text/html,<title>unknown</title>')
        const state = (await window.webContents.executeJavaScript(
          `navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`,
        )) as string
        window.destroy()
        return state
      })
      expect(answer).toBe('denied')
    })
  })

  it.each(KINDS)('6. the rules of the web are not switched off (webSecurity): %s', kind => {
    expect(preferencesOf(kind)['webSecurity'] ?? true).toBe(true)
  })

  describe('7. a policy says what a page may load, as page code meets it:', () => {
    it.each(['/index.html', '/rasteriser/index.html'])('it comes as a header with %s', async path => {
      const headers = await paydesk.window.evaluate(
        async address => Object.fromEntries((await fetch(address)).headers),
        `app://paydesk${path}`,
      )
      const policy = headers['content-security-policy'] ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toMatch(/unsafe-eval|wasm|https?:|\*/)
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cache-control': 'no-store',
      })
    })

    it('it comes with scripts and styles, too', async () => {
      const policies = await paydesk.window.evaluate(async () => {
        const parts = [...document.querySelectorAll<HTMLScriptElement | HTMLLinkElement>('script[src], link[href]')]
        const addresses = parts.map(part => ('src' in part ? part.src : part.href))
        return Promise.all(
          addresses.map(async address => (await fetch(address)).headers.get('content-security-policy')),
        )
      })
      expect(policies.length).toBeGreaterThan(1)
      for (const policy of policies) expect(policy).toContain("script-src 'self';")
    })

    it.each([
      // eslint-disable-next-line no-eval -- That it does not run is what is tested.
      ['eval', () => (0, eval)('"ran"') as string],
      // eslint-disable-next-line no-new-func, @typescript-eslint/no-implied-eval -- As above.
      ['new Function', () => (new Function('return "ran"') as () => string)()],
      ['WebAssembly', () => WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])).then(() => 'ran')],
    ] as const)('%s does not run', async (_name, code) => {
      expect(await asPageCode(paydesk.window, code as () => string, null)).toMatch(/^(?:EvalError|CompileError)$/)
    })

    it.each([
      ['a text in a timer', () => setTimeout('window.ran = true' as unknown as () => void), 'script-src', 'eval'],
      [
        'a script in the page',
        () => {
          const script = document.createElement('script')
          script.textContent = 'window.ran = true'
          document.body.append(script)
        },
        'script-src-elem',
        'inline',
      ],
      [
        'a script in an attribute',
        () => {
          const button = document.createElement('button')
          button.setAttribute('onclick', 'window.ran = true')
          document.body.append(button)
          button.click()
          button.remove()
        },
        'script-src-attr',
        'inline',
      ],
      [
        'a script as an address',
        () => {
          const link = document.createElement('a')
          link.href = 'javascript:window.ran=true'
          document.body.append(link)
          link.click()
          link.remove()
        },
        'script-src-elem',
        'inline',
      ],
      [
        'a module from a text',
        () => {
          const script = document.createElement('script')
          script.type = 'module'
          script.src = 'data:text/javascript,window.ran = true'
          document.body.append(script)
        },
        'script-src-elem',
        'data',
      ],
      [
        'a module from a blob',
        () => {
          const script = document.createElement('script')
          script.type = 'module'
          script.src = URL.createObjectURL(new Blob(['window.ran = true'], { type: 'text/javascript' }))
          document.body.append(script)
        },
        'script-src-elem',
        'blob',
      ],
      [
        'a worker from a blob',
        () => new Worker(URL.createObjectURL(new Blob(['0'], { type: 'text/javascript' }))),
        'worker-src',
        'blob',
      ],
    ] as const)('%s does not run', async (_name, code, directive, blocked) => {
      expect(await refusedByPolicy(paydesk.window, code, null)).toEqual({ directive, blocked })
      expect(await paydesk.window.evaluate(() => 'ran' in window)).toBe(false)
    })

    it.each([
      ['script', 'src', 'script-src-elem'],
      ['img', 'src', 'img-src'],
      ['iframe', 'src', 'frame-src'],
      ['object', 'data', 'object-src'],
      ['embed', 'src', 'object-src'],
      ['audio', 'src', 'media-src'],
      ['link', 'href', 'style-src-elem'],
    ])('%s loads nothing from outside', async (tag, attribute, directive) => {
      const load = ([name = '', key = '', address = '']: string[]) => {
        const element = document.createElement(name)
        if (element instanceof HTMLLinkElement) element.rel = 'stylesheet'
        element.setAttribute(key, address)
        document.body.append(element)
      }
      const refused = await refusedByPolicy(paydesk.window, load, [tag, attribute, `${OUTSIDE}/x`])
      expect(refused.directive).toBe(directive)
      expect(refused.blocked.startsWith(OUTSIDE)).toBe(true)
    })

    it.each([
      ['fetch', (address: string) => fetch(address)],
      [
        'XMLHttpRequest',
        (address: string) => {
          const request = new XMLHttpRequest()
          request.open('GET', address)
          request.send()
        },
      ],
      ['a socket', (address: string) => new WebSocket(address.replace('https', 'wss'))],
      ['a stream of events', (address: string) => new EventSource(address)],
      ['a beacon', (address: string) => navigator.sendBeacon(address, 'x')],
    ] as const)('%s sends nothing outside', async (_name, code) => {
      expect((await refusedByPolicy(paydesk.window, code, `${OUTSIDE}/x`)).directive).toBe('connect-src')
    })

    it('a form sends nothing, and the base of addresses cannot be moved', async () => {
      const send = (address: string) => {
        const form = document.createElement('form')
        form.action = address
        document.body.append(form)
        form.submit()
        form.remove()
      }
      expect((await refusedByPolicy(paydesk.window, send, OUTSIDE)).directive).toBe('form-action')
      const move = (address: string) => {
        const base = document.createElement('base')
        base.href = address
        document.head.append(base)
      }
      expect((await refusedByPolicy(paydesk.window, move, OUTSIDE)).directive).toBe('base-uri')
    })
  })

  it.each(KINDS)('8. insecure content is not let in (allowRunningInsecureContent): %s', kind => {
    expect(preferencesOf(kind)['allowRunningInsecureContent'] ?? false).toBe(false)
  })

  it.each(KINDS)('9. nothing experimental is on (experimentalFeatures): %s', kind => {
    expect(preferencesOf(kind)['experimentalFeatures'] ?? false).toBe(false)
  })

  it.each(KINDS)('10. no feature of Blink is switched on (enableBlinkFeatures): %s', kind => {
    expect(preferencesOf(kind)['enableBlinkFeatures'] ?? '').toBe('')
  })

  it.each(KINDS)('11. and 12. there is no webview to allow pop-ups to, or to verify (webviewTag): %s', kind => {
    expect(preferencesOf(kind)).toMatchObject({ webviewTag: false })
  })

  it('11. and 12. there is no webview: page code that makes one gets an element that does nothing', async () => {
    const before = await countOfContents()
    const make = () => {
      const view = document.createElement('webview')
      view.setAttribute('src', 'data:text/html,hello')
      view.setAttribute('allowpopups', '')
      document.body.append(view)
      const answer = { isPlain: view.constructor === HTMLElement, has: 'getWebContentsId' in view }
      view.remove()
      return answer
    }
    expect(await asPageCode(paydesk.window, make, null)).toEqual({ isPlain: true, has: false })
    expect(await countOfContents()).toBe(before)
  })

  describe('13. no page can be led away:', () => {
    it.each([
      `${OUTSIDE}/`,
      'file:///etc/hostname',
      'data:text/html,hello',
      'app://paydesk/rasteriser/index.html',
      'app://elsewhere/index.html',
    ])('the window stays, and does not go to %s', async address => {
      const place = await placeAfterLeaving('app://paydesk/index.html', address)
      expect(place.title).toMatch(/ – Paydesk$/)
      expect(place.url).toMatch(/^app:\/\/paydesk\/index\.html/)
    })

    it.each(['app://paydesk/index.html', `${OUTSIDE}/`])(
      'the rasteriser stays, and does not go to %s',
      async address => {
        const place = await placeAfterLeaving('app://paydesk/rasteriser/', address)
        expect(place).toEqual({ title: 'Paydesk rasteriser', url: 'app://paydesk/rasteriser/index.html' })
      },
    )

    // Chromium asks nobody before it shows an empty page.
    it('the window comes back from an empty page, with which it could do nothing', async () => {
      await asPageCode(paydesk.window, () => location.assign('about:blank'), null)
      await paydesk.window.getByRole('navigation', { name: 'Places' }).waitFor()
      expect(paydesk.window.url()).toMatch(/^app:\/\/paydesk\/index\.html/)
    })

    it('a sheet runs no script that could lead it away', () => {
      expect(preferencesOf('sheet')).toMatchObject({ javascript: false })
    })
  })

  it('14. no page opens a window', async () => {
    const before = await countOfContents()
    const open = (address: string) => {
      const link = document.createElement('a')
      link.href = address
      link.target = '_blank'
      document.body.append(link)
      link.click()
      link.remove()
      return [address, 'about:blank', '', 'app://paydesk/index.html'].map(url => window.open(url) === null)
    }
    expect(await asPageCode(paydesk.window, open, OUTSIDE)).toEqual([true, true, true, true])
    expect(await inRasteriser(`window.open('${OUTSIDE}') === null`)).toBe(true)
    expect(await countOfContents()).toBe(before)
  })

  describe('15. nothing is handed to the system to open:', () => {
    it.each([
      OUTSIDE,
      'mailto:a@b.example',
      'file:///etc/hostname',
      'smb://host.example/share',
      'ms-msdt:x',
      'tel:112',
    ])('a click on a link to %s opens nothing', async address => {
      const click = (target: string) => {
        const link = document.createElement('a')
        link.href = target
        document.body.append(link)
        link.click()
        link.remove()
      }
      await asPageCode(paydesk.window, click, address)
      // A later opening that is seen shows that an earlier one would have been seen.
      await showDataFolder()
      expect(await openings()).toEqual([paydesk.dataFolder])
    })

    it('the one thing that is opened, on request, is the app’s own folder, whatever a page sends along', async () => {
      const show = (address: string) => {
        const { bridge } = window as unknown as {
          bridge: { app: { showDataFolder: (path?: string) => Promise<unknown> } }
        }
        return bridge.app.showDataFolder(address).then(reply => JSON.stringify(reply))
      }
      expect(await asPageCode(paydesk.window, show, OUTSIDE)).toContain('"invalid-input"')
      expect(await openings()).toEqual([])
    })
  })

  it('16. the Electron that is asked for is one exact version, and the lock file holds it', async () => {
    const manifest = JSON.parse(await readFile(join(PROJECT, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>
    }
    const lock = JSON.parse(await readFile(join(PROJECT, 'package-lock.json'), 'utf8')) as {
      packages: Record<string, { version: string }>
    }
    expect(manifest.devDependencies['electron']).toMatch(/^\d+\.\d+\.\d+$/)
    expect(lock.packages['node_modules/electron']?.version).toBe(manifest.devDependencies['electron'])
  })

  describe('17. every call is checked for its sender:', () => {
    it.each(['app://paydesk/rasteriser/index.html', 'data:text/html,hello', 'about:blank'])(
      'a window that has the bridge, but shows %s, is refused whatever it asks',
      async address => {
        const replies = await paydesk.app.evaluate(
          async ({ BrowserWindow, session }, { url, preload }) => {
            const pages = session.fromPartition('pages')
            const window = new BrowserWindow({
              show: false,
              webPreferences: { session: pages, preload, sandbox: true },
            })
            await window.loadURL(url)
            const replies = (await window.webContents.executeJavaScript(`(async () => {
              const replies = {}
              const ask = async call => {
                try {
                  return await call()
                } catch (error) {
                  if (!error.message.includes('Only a function can listen')) throw error
                }
              }
              for (const [feature, calls] of Object.entries(window.bridge)) {
                for (const [name, call] of Object.entries(calls)) {
                  // What is told to a listener is no call, and says so.
                  const answer = await ask(call)
                  if (typeof answer === 'object') replies[feature + '.' + name] = answer
                }
              }
              return replies
            })()`)) as Record<string, unknown>
            window.destroy()
            return replies
          },
          { url: address, preload: join(PROJECT, 'out/preload/index.js') },
        )
        expect(Object.keys(replies).length).toBeGreaterThan(20)
        for (const [call, reply] of Object.entries(replies)) {
          expect(reply, call).toMatchObject({ ok: false, error: { code: 'unauthorized' } })
        }
      },
    )

    it('a frame inside the page has no bridge', async () => {
      const look = () => {
        const frame = document.createElement('iframe')
        document.body.append(frame)
        const has = 'bridge' in (frame.contentWindow ?? {})
        frame.remove()
        return has
      }
      expect(await asPageCode(paydesk.window, look, null)).toBe(false)
    })
  })

  describe('18. a scheme of its own in the place of file:', () => {
    it.each([
      '/../main/index.js',
      '/%2e%2e/main/index.js',
      '/..%2fmain%2findex.js',
      '/%2e%2e%2fmain%2findex.js',
      '/..%5cmain%5cindex.js',
      '/%252e%252e%252fmain%252findex.js',
      '/assets/..%2f..%2f..%2fpackage.json',
      '/assets/%2e%2e%2f%2e%2e%2fmain%2findex.js',
      '//etc/hostname',
      '/%2fetc%2fhostname',
      '/index.html%00.js',
      '/%E0%A4%A',
      '/',
      '/assets/',
      '/assets',
    ])('it serves the files of the built folder, and not %s', async path => {
      expect(await statusOf(`app://paydesk${path}`)).toMatch(/^(?:404 0|TypeError)$/)
    })

    it.each(['app://elsewhere/index.html', 'app://paydesk.example/index.html', 'app://paydesk@elsewhere/index.html'])(
      'it serves one host, and not %s',
      async address => {
        expect(await statusOf(address)).not.toMatch(/^200/)
      },
    )

    it.each(['POST', 'PUT', 'DELETE', 'HEAD'])('it is only read: %s is refused', async method => {
      expect(await statusOf('app://paydesk/index.html', method)).toMatch(/^405/)
    })

    it.each(['file:///etc/hostname', `file://${PROJECT}/package.json`, 'filesystem:app://paydesk/temporary/x'])(
      'page code does not read %s',
      async address => {
        expect(await statusOf(address)).toBe('TypeError')
      },
    )

    it('it is served to the session of the pages alone', async () => {
      const outcome = await paydesk.app.evaluate(({ net }) =>
        net.fetch('app://paydesk/index.html').then(
          () => 'served',
          () => 'not served',
        ),
      )
      expect(outcome).toBe('not served')
    })
  })

  it('19. fuses are flipped in the packaged app and read back there; this Electron is that of the developers', async () => {
    expect(await paydesk.app.evaluate(({ app }) => app.isPackaged)).toBe(false)
  })

  it('20. no part of Electron is given to a page: the bridge is plain functions of the contract', async () => {
    const look = () => {
      const { bridge } = window as unknown as { bridge: Record<string, Record<string, unknown>> }
      const values = Object.values(bridge).flatMap(feature => Object.values(feature))
      const reach = Object.getOwnPropertyNames(window).filter(name => /electron|ipc|native/i.test(name))
      return { kinds: [...new Set(values.map(value => typeof value))], reach, features: Object.keys(bridge).sort() }
    }
    expect(await asPageCode(paydesk.window, look, null)).toEqual({
      kinds: ['function'],
      reach: [],
      features: Object.keys(contract).toSorted(),
    })
  })

  it('20. no part of Electron is given to a page: what main tells comes without the event that has its sender', async () => {
    const listen = () =>
      new Promise<number>(done => {
        const { bridge } = window as unknown as {
          bridge: {
            settings: { changed: (listener: (...given: unknown[]) => void) => void; set: (theme: object) => void }
          }
        }
        bridge.settings.changed((...given) => done(given.length))
        bridge.settings.set({ theme: 'light' })
      })
    expect(await asPageCode(paydesk.window, listen, null)).toBe(1)
  })

  // What took a listener away answered with all that it was taken from: a way to send on any channel.
  it('20. no part of Electron is given to a page: who stops listening is given nothing', async () => {
    const stop = () => {
      const { bridge } = window as unknown as {
        bridge: { settings: { changed: (listener: () => void) => () => unknown } }
      }
      return typeof bridge.settings.changed(() => undefined)()
    }
    expect(await asPageCode(paydesk.window, stop, null)).toBe('undefined')
  })

  it.each(KINDS.filter(kind => kind !== 'main'))(
    '20. a window that shows what came from outside has no bridge: %s',
    kind => {
      expect(preferencesOf(kind)['preload']).toBeUndefined()
    },
  )

  function preferencesOf(kind: Kind): Readonly<Record<string, unknown>> {
    const seen = windows.find(window => window.kind === kind)
    if (seen === undefined) throw new Error(`No window of this kind was opened: ${kind}`)
    return seen.preferences
  }

  function countOfContents(): Promise<number> {
    return paydesk.app.evaluate(({ webContents }) => webContents.getAllWebContents().length)
  }

  function inRasteriser(code: string): Promise<unknown> {
    return paydesk.app.evaluate(
      ({ webContents }, source) =>
        webContents
          .getAllWebContents()
          .find(one => one.getURL().startsWith('app://paydesk/rasteriser/'))
          ?.executeJavaScript(source) as Promise<unknown>,
      code,
    )
  }

  /** Asked through main, because Playwright itself waits for every navigation that a page asks for. */
  function placeAfterLeaving(page: string, address: string): Promise<{ title: string; url: string }> {
    return paydesk.app.evaluate(
      async ({ webContents }, { start, target }) => {
        const contents = webContents.getAllWebContents().find(one => one.getURL().startsWith(start))
        if (contents === undefined) throw new Error('There is no such page')
        await contents.executeJavaScript(`setTimeout(() => location.assign(${JSON.stringify(target)}))`)
        // Two turns of the page: the first one asks to leave, the second one shows that it is still there.
        const still = 'new Promise(done => setTimeout(() => setTimeout(() => done(document.title), 50), 50))'
        return { title: (await contents.executeJavaScript(still)) as string, url: contents.getURL() }
      },
      { start: page, target: address },
    )
  }

  function statusOf(address: string, method = 'GET'): Promise<string> {
    const read = ([url = '', verb = '']: string[]) =>
      fetch(url, { method: verb }).then(
        async answer => `${String(answer.status)} ${String((await answer.text()).length)}`,
      )
    return asPageCode(paydesk.window, read, [address, method])
  }

  function showDataFolder(): Promise<unknown> {
    return asPageCode(
      paydesk.window,
      () =>
        (
          window as unknown as { bridge: { app: { showDataFolder: () => Promise<unknown> } } }
        ).bridge.app.showDataFolder(),
      null,
    )
  }

  /** What was handed to the system since the last look, once something was. */
  async function openings(): Promise<string[]> {
    const note = join(folder, 'opened')
    const opened = await readFile(note, 'utf8').catch(() => '')
    await rm(note, { force: true })
    return opened.split('\n').filter(line => line !== '')
  }
})

/** A program in the place of the system's own, that notes what it is asked to open. */
async function environmentThatNotesOpenings(folder: string): Promise<Record<string, string>> {
  const opener = join(folder, 'xdg-open')
  await writeFile(opener, `#!/bin/sh\nprintf '%s\\n' "$@" >> '${join(folder, 'opened')}'\n`)
  await chmod(opener, 0o755)
  return { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
}

/** Notes every window that is there or comes, with the preferences it runs with once it shows its page. */
async function watchWindows({ app }: Paydesk): Promise<void> {
  await app.evaluate(({ app: electron, webContents }) => {
    const main = globalThis as unknown as Main
    main.seenWindows = []
    const note = (contents: Electron.WebContents): void => {
      const url = contents.getURL()
      const kind = url.startsWith('sheet:') ? 'sheet' : url.includes('/rasteriser/') ? 'rasteriser' : 'main'
      const { getLastWebPreferences } = contents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      const preferences = JSON.parse(JSON.stringify(getLastWebPreferences.call(contents), withoutSession)) as Record<
        string,
        unknown
      >
      main.seenWindows.push({ kind, scheme: new URL(url).protocol, preferences })
    }
    const withoutSession = (key: string, value: unknown): unknown => (key === 'session' ? undefined : value)
    webContents.getAllWebContents().forEach(note)
    electron.on('web-contents-created', (_event, contents) => contents.once('did-finish-load', () => note(contents)))
  })
}
