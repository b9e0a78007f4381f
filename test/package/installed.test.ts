import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FUSES, readFuses } from '../../resources/packaging/fuses.mjs'
import { requirementsOf } from '../../resources/setup/requirements.mjs'
import { filesOfAsar } from './asar-files'
import { createDesktopUser, type DesktopUser } from './desktop-user'
import { runCommand } from './run-command'
import { typeADraft } from './type-a-draft'

/** The whole way of an installed app on Debian: packed, installed, tried, used, and removed again. */

const PROJECT = new URL('../../', import.meta.url).pathname
const INSTALLED = '/opt/Paydesk'
const ICON_SIZES = [16, 24, 32, 48, 64, 128, 256, 512, 1024]
/** The state in which the kernel lets a process make only those calls that a filter allows. */
const SECCOMP_FILTER = '2'

let packageFile: string
let user: DesktopUser

beforeAll(async () => {
  const { output } = await runCommand(process.execPath, ['resources/setup/package.mjs', 'deb'], { cwd: PROJECT })
  packageFile = join(PROJECT, /^Made (.*\.deb)$/m.exec(output)?.[1] ?? `nothing; it said: ${output}`)
  await apt('install', '--no-install-recommends', '--allow-downgrades', packageFile)
  user = createDesktopUser()
})

afterAll(async () => {
  await user.remove()
  // Removed alone, it would still be known to the system.
  if (existsSync('/var/lib/dpkg/info/paydesk.list')) await apt('purge', 'paydesk')
})

describe('the package', () => {
  it('holds the built app and keytar, and nothing of how they came to be', () => {
    const files = filesOfAsar(join(INSTALLED, 'resources/app.asar'))
    const needed = ['package.json', 'out/main/index.js', 'out/main/keychain.js', 'out/main/practice-portal.js']
    const allowed =
      /^(?:package\.json|out\/(?:main|preload|renderer)\/.*\.(?:js|mjs|css|html|svg|png|woff2)|node_modules\/keytar\/(?:package\.json|LICENSE\.md|lib\/keytar\.js|build\/Release\/keytar\.node))$/

    expect(files).toEqual(expect.arrayContaining([...needed, 'out/preload/index.js', 'out/renderer/index.html']))
    expect(files.filter(path => !allowed.test(path))).toEqual([])
  })

  it('has keytar where the system can load it', () => {
    const keytar = 'resources/app.asar.unpacked/node_modules/keytar/build/Release/keytar.node'

    expect(statSync(join(INSTALLED, keytar)).size).toBeGreaterThan(10_000)
  })

  it('has nothing of the Electron that starts other apps', () => {
    for (const name of ['version', 'resources/default_app.asar', 'resources/app', 'electron']) {
      expect(existsSync(join(INSTALLED, name)), name).toBe(false)
    }
  })

  it('belongs to root, and nobody else can change it', () => {
    const open = everythingIn(INSTALLED).filter(path => {
      const { uid, mode } = lstatSync(path)
      return uid !== 0 || (mode & 0o022) !== 0
    })

    expect(open).toEqual([])
    expect(statSync(join(INSTALLED, 'chrome-sandbox')).mode & 0o7777).toBe(0o4755)
  })

  it('has the fuses burnt into its executable', async () => {
    const states = await readFuses(join(INSTALLED, 'paydesk'))
    const wanted = [...FUSES].filter(([fuse]) => states.has(fuse))

    expect(wanted.length).toBeGreaterThanOrEqual(7)
    expect(wanted.map(([fuse]) => [fuse, states.get(fuse)])).toEqual(wanted)
  })

  it('asks for what the app needs to run', async () => {
    const { output } = await runCommand('dpkg-query', ['-W', '-f=${Depends}', 'paydesk'])
    const needed = requirementsOf(['runtime']).map(({ packages }) => packages.join(' | '))

    expect(output.split(', ').sort()).toEqual([...needed, 'xdg-utils'].sort())
  })

  it('is in the menu of the desktop with its icon', () => {
    const entry = readFileSync('/usr/share/applications/paydesk.desktop', 'utf8').split('\n')

    expect(entry).toEqual(
      expect.arrayContaining([
        '[Desktop Entry]',
        'Name=Paydesk',
        'Type=Application',
        'Terminal=false',
        'Exec=/opt/Paydesk/paydesk %U',
        'Icon=paydesk',
        'StartupWMClass=paydesk',
        'Categories=Office;',
      ]),
    )
    for (const size of ICON_SIZES) {
      const installed = readFileSync(`/usr/share/icons/hicolor/${size}x${size}/apps/paydesk.png`)
      expect(installed.equals(readFileSync(join(PROJECT, `resources/icons/png/${size}x${size}.png`)))).toBe(true)
    }
  })

  it('can be started by its name', () => {
    expect(realpathSync('/usr/bin/paydesk')).toBe(join(INSTALLED, 'paydesk'))
  })
})

describe('the installed app', () => {
  it('tries itself as an ordinary user, with sandboxed pages, and leaves nothing behind', async () => {
    // With its fuses burnt, the app takes no notice of what would make a Node of it.
    const trial = user.start(['paydesk', '--smoke'], {
      ELECTRON_RUN_AS_NODE: '1',
      NODE_OPTIONS: '--require=/nonexistent.js',
    })
    const seccomp = new Set<string>()
    const watch = setInterval(() => {
      for (const state of seccompOfPages(user.uid)) seccomp.add(state)
    }, 20)
    const { code, output } = await trial.ended
    clearInterval(watch)

    expect(output).toMatch(
      /^Paydesk \d+\.\d+\.\d+ works: window, keychain \(available\), practice portal, payment code\. Electron \S+, linux-x64, sandboxed\.\n$/,
    )
    expect(code).toBe(0)
    expect(seccomp).toContain(SECCOMP_FILTER)
    expect(existsSync(user.dataFolder)).toBe(false)
    expect(readdirSync(user.temporaryFolder)).toEqual([])
  })

  it('says what does not work, and fails', async () => {
    const { code, output } = await user.start(['paydesk', '--smoke'], { TMPDIR: '/nonexistent' }).ended

    expect(output).toMatch(/^Paydesk \S+ does not work: temporary folder: E\w+\. .*\n$/)
    expect(code).toBe(1)
  })

  it('goes when it is removed, and what was typed with it stays', async () => {
    const draft = await typeADraft(user, 'Typed into the installed app')
    const before = readFileSync(draft.file, 'utf8')
    expect(before).toContain('Typed into the installed app')
    await apt('remove', 'paydesk')

    expect(existsSync(INSTALLED)).toBe(false)
    expect(existsSync('/usr/bin/paydesk')).toBe(false)
    expect(existsSync('/usr/share/applications/paydesk.desktop')).toBe(false)
    expect(readFileSync(draft.file, 'utf8')).toBe(before)
  })
})

async function apt(...words: string[]): Promise<void> {
  const [verb = '', ...rest] = words
  const { code, output } = await runCommand('apt-get', [verb, '-y', '-q', '-o', 'DPkg::Lock::Timeout=300', ...rest], {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  if (code !== 0) throw new Error(`apt-get ${verb} failed: ${output}`)
}

function everythingIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name)
    return entry.isDirectory() ? [path, ...everythingIn(path)] : [path]
  })
}

/** What the kernel says of each page's process of a user. */
function seccompOfPages(uid: number): string[] {
  return readdirSync('/proc').flatMap(name => {
    if (!/^\d+$/.test(name)) return []
    try {
      if (!readFileSync(`/proc/${name}/cmdline`, 'utf8').includes('--type=renderer')) return []
      const status = readFileSync(`/proc/${name}/status`, 'utf8')
      if (/^Uid:\t(\d+)/m.exec(status)?.[1] !== `${uid}`) return []
      return [/^Seccomp:\t(\d)/m.exec(status)?.[1] ?? 'none']
    } catch {
      // It ended while it was looked at.
      return []
    }
  })
}
