import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { build } from 'vite'

const electronPath = createRequire(import.meta.url)('electron') as string

/** The built app folder, for as many starts as a spec wants. */
export interface PortalsAppBuild {
  start(env?: Readonly<Record<string, string | undefined>>): Promise<RunningPortalsApp>
  remove(): Promise<void>
}

export interface RunningPortalsApp {
  readonly electron: ElectronApplication
  readonly userDataFolder: string
  close(): Promise<void>
}

/** Builds main's ground for portals and the keychain process as the app's build does, to run them in a real Electron. */
export async function buildPortalsApp({ hasKeytar = true } = {}): Promise<PortalsAppBuild> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-portals-'))
  const appFolder = join(folder, 'app')
  await Promise.all([
    bundle('test/support/portals-app-main.ts', appFolder, 'index.js'),
    bundle('electron/keychain/index.ts', appFolder, 'keychain.js'),
  ])
  await writeFile(join(appFolder, 'package.json'), JSON.stringify({ name: 'portals-app', main: 'index.js' }))
  // The built files lie outside the project, where Node would look for keytar in vain.
  if (hasKeytar) await symlink(resolve('node_modules'), join(appFolder, 'node_modules'))
  return {
    start: env => start(appFolder, folder, env),
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

async function start(
  appFolder: string,
  folder: string,
  env: Readonly<Record<string, string | undefined>> = {},
): Promise<RunningPortalsApp> {
  const userDataFolder = await mkdtemp(join(folder, 'user-data-'))
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const electron = await _electron.launch({
    executablePath: electronPath,
    args: [appFolder, `--user-data-dir=${userDataFolder}`, ...asRoot],
    env: definedOnly({ ...process.env, ...env }),
  })
  await electron.evaluate(({ app }) => app.whenReady())
  return { electron, userDataFolder, close: () => electron.close() }
}

async function bundle(entry: string, outDir: string, name: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, external: ['keytar'] },
    build: {
      ssr: resolve(entry),
      target: 'node18.15',
      outDir,
      emptyOutDir: false,
      rolldownOptions: { external: ['electron', 'keytar'], output: { format: 'cjs', entryFileNames: name } },
    },
  })
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined)) as Record<string, string>
}
