import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication } from 'playwright-core'
import { build } from 'vite'

const electronPath = createRequire(import.meta.url)('electron') as string

export interface RunningCodesApp {
  readonly electron: ElectronApplication
  /** A folder of its own for the spec's files; it goes with `close`. */
  readonly folder: string
  close(): Promise<void>
}

/** Builds the codes of main and the rasteriser's page as the app's build does, and runs them in a real Electron. */
export async function startCodesApp(environment: Record<string, string> = {}): Promise<RunningCodesApp> {
  const folder = await mkdtemp(join(tmpdir(), 'paydesk-codes-'))
  const appFolder = join(folder, 'app')
  await Promise.all([buildMain(appFolder), buildPages(join(appFolder, 'pages'))])
  await writeFile(join(appFolder, 'package.json'), JSON.stringify({ name: 'codes-app', main: 'index.js' }))
  const electron = await _electron.launch({
    executablePath: electronPath,
    args: [
      appFolder,
      `--user-data-dir=${join(folder, 'user-data')}`,
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
    env: { ...(process.env as Record<string, string>), ...environment },
  })
  return {
    electron,
    folder,
    async close() {
      await electron.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function buildMain(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('test/support/codes-app-main.ts'),
      target: 'node18.15',
      outDir,
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'index.js' } },
    },
  })
}

async function buildPages(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'error',
    root: resolve('renderer'),
    base: './',
    build: {
      target: 'chrome114',
      outDir,
      emptyOutDir: true,
      rolldownOptions: { input: { rasteriser: resolve('renderer/rasteriser/index.html') } },
    },
  })
}
