import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import type { DraftViewName } from '#common/settings/settings.contract'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'

export const PROJECT = resolve(import.meta.dirname, '../../..')
export const ELECTRON = join(PROJECT, 'node_modules/electron/dist/electron')

/** The built app in real Electron, with data of its own. */
export interface Paydesk {
  readonly app: ElectronApplication
  readonly window: Page
  /** The folder that holds everything the app keeps. */
  readonly dataFolder: string
  /** What the app wrote to its output streams so far. */
  readonly output: () => string
  /** Answers the next dialogs: a test cannot click in a window of the system. */
  readonly answerDialogs: (path: string | null) => Promise<void>
  /** Pastes into what has the focus, as a person does; afterwards the clipboard holds nothing. */
  readonly paste: (text: string) => Promise<void>
  readonly resize: (size: WindowSize) => Promise<void>
  /** Shows the window in a theme, as the settings do, and waits until it is drawn. */
  readonly setTheme: (theme: 'light' | 'dark') => Promise<void>
  readonly kill: () => Promise<void>
  /** Closes the window as a person does, and waits until the app is gone. */
  readonly quit: () => Promise<void>
  readonly close: () => Promise<void>
}

export interface PaydeskOptions {
  /** A copy of the built app that lacks something, in the place of the built app. */
  readonly appFolder?: string
  /** Starts once more with the data of an earlier start; left to its owner to remove. */
  readonly dataFolder?: string
  /** The view that was chosen before, if any; most journeys are about the text. */
  readonly firstView?: DraftViewName | null
  readonly env?: Readonly<Record<string, string | undefined>>
  readonly size?: WindowSize
  /** A program that runs Electron in its own way, and is given what Electron is given. */
  readonly program?: string
  /** Switches of Chromium's, for what a test needs of the computer. */
  readonly switches?: readonly string[]
}

/** In CSS pixels, without the frame. */
export interface WindowSize {
  readonly width: number
  readonly height: number
}

/** Starts the app and waits until its window can be used. */
export async function startPaydesk(options: PaydeskOptions = {}): Promise<Paydesk> {
  const dataFolder = options.dataFolder ?? (await mkdtemp(join(tmpdir(), 'paydesk-e2e-')))
  if (options.firstView !== null) await chooseView(dataFolder, options.firstView ?? 'text')
  const app = await _electron.launch({
    executablePath: options.program ?? ELECTRON,
    args: [
      options.appFolder ?? PROJECT,
      `--user-data-dir=${dataFolder}`,
      ...sandboxArguments(),
      ...(options.switches ?? []),
    ],
    env: definedOnly({ ...process.env, ...options.env }),
    // Without this, pages would be told to be light whatever the window is.
    colorScheme: null,
  })
  // Once the app is gone, Playwright does not give its process any more.
  const child = app.process()
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => (output += chunk.toString()))
  }
  const window = await mainWindow(app)
  if (options.size) await resize(app, window, options.size)
  await window.getByRole('navigation', { name: 'Places' }).waitFor()
  return {
    app,
    window,
    dataFolder,
    output: () => output,
    answerDialogs: path => answerDialogs(app, path),
    paste: text => paste(app, window, text),
    resize: size => resize(app, window, size),
    setTheme: theme => setTheme(app, window, theme),
    kill: () => kill(child),
    quit: () => quit(app, window, child),
    close: async () => {
      await app.close()
      if (options.dataFolder === undefined) await rm(dataFolder, { recursive: true, force: true })
    },
  }
}

/** The address of the app's one window; the rasteriser and the sheets have hidden windows of their own. */
async function mainWindow(app: ElectronApplication): Promise<Page> {
  const isMain = (page: Page): boolean => page.url().startsWith('app://paydesk/index.html')
  const open = app.windows().find(isMain)
  return open ?? app.waitForEvent('window', { predicate: async page => (await page.waitForLoadState(), isMain(page)) })
}

/** Lets drafts open in a view as if it had been chosen before; settings that are there stay. */
async function chooseView(dataFolder: string, draftView: DraftViewName): Promise<void> {
  await mkdir(dataFolder, { recursive: true })
  const settings = JSON.stringify({ version: 1, theme: 'system', draftView })
  await writeFile(join(dataFolder, 'settings.json'), settings, { flag: 'wx' }).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  })
}

/** Chromium refuses its sandbox to root, and to nobody else. */
export function sandboxArguments(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

async function resize(app: ElectronApplication, window: Page, size: WindowSize): Promise<void> {
  const browserWindow = await app.browserWindow(window)
  await browserWindow.evaluate((target, { width, height }) => target.setContentSize(width, height), size)
  await window.waitForFunction(({ width }) => globalThis.innerWidth === width, size)
}

async function setTheme(app: ElectronApplication, window: Page, theme: 'light' | 'dark'): Promise<void> {
  await app.evaluate(({ nativeTheme }, source) => void (nativeTheme.themeSource = source), theme)
  await window.locator(`html[data-theme="${theme}"]`).waitFor({ state: 'attached' })
  await untilStill(window)
}

/** No transition of the app takes longer; one that is given up for another may never say that it has ended. */
const LONGEST_TRANSITION_MS = 1_000

/** Waits for colours and sizes that are on their way to new ones; what turns for ever is not waited for. */
export async function untilStill(window: Page): Promise<void> {
  await window.evaluate(async longestMs => {
    const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity)
    const limit = new Promise(resolve => setTimeout(resolve, longestMs))
    await Promise.race([limit, Promise.allSettled(ending.map(({ finished }) => finished))])
  }, LONGEST_TRANSITION_MS)
}

async function answerDialogs(app: ElectronApplication, path: string | null): Promise<void> {
  await app.evaluate(({ dialog }, answer) => {
    dialog.showOpenDialog = () =>
      Promise.resolve({ canceled: answer === null, filePaths: answer === null ? [] : [answer] })
    dialog.showSaveDialog = () => Promise.resolve({ canceled: answer === null, filePath: answer ?? '' })
  }, path)
}

async function paste(app: ElectronApplication, window: Page, text: string): Promise<void> {
  await app.evaluate(({ clipboard }, content) => clipboard.writeText(content), text)
  await window.keyboard.press('ControlOrMeta+V')
  await app.evaluate(({ clipboard }) => clipboard.clear())
}

/** Ends the app as a power cut does: at once, with all its processes. One that ended already is left alone. */
async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

async function quit(app: ElectronApplication, window: Page, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit')
  const browserWindow = await app.browserWindow(window)
  await browserWindow.evaluate(target => setImmediate(() => target.close()))
  await ended
}

function definedOnly(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}

/** Runs a program and answers what it prints; rejects with its complaints when it fails. */
export function run(command: string, args: readonly string[], input?: string): Promise<string> {
  return new Promise((resolveOutput, reject) => {
    const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] })
    let [printed, complaints] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.once('error', reject)
    child.once('close', code => (code === 0 ? resolveOutput(printed) : reject(new Error(`${command}: ${complaints}`))))
    child.stdin.end(input)
  })
}
