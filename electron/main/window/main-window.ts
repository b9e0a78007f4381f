import { BrowserWindow, nativeTheme, screen, shell, type Session } from 'electron'
import { join } from 'node:path'
import { APP_ORIGIN } from '../security/app-scheme'
import { comeBackHome } from '../security/navigation'
import { reloadCrashed } from './reload-crashed'
import { isReachable, type WindowPlace } from './window-place'

export interface MainWindowOptions {
  readonly session: Session
  readonly place: WindowPlace | null
  readonly savePlace: (place: WindowPlace) => void
  /** Asked each time the window is about to close. */
  readonly mayClose: () => boolean
  readonly isPackaged: boolean
  /** Whether the window appears on the screen; its page works either way. */
  readonly isShown: boolean
}

const HOME = `${APP_ORIGIN}/index.html`
const SMALLEST = { width: 640, height: 480 }
const FIRST_SIZE = { width: 1280, height: 820 }
/** The ground colours of the two themes, so that the window does not flash before its page is there. */
const GROUND = { light: '#f6f7f9', dark: '#14171c' }

/** Opens the app's one window where it was last time. */
export function openMainWindow(options: MainWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    ...FIRST_SIZE,
    ...reachablePlace(options.place),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    title: 'Paydesk',
    backgroundColor: nativeTheme.shouldUseDarkColors ? GROUND.dark : GROUND.light,
    show: false,
    webPreferences: {
      session: options.session,
      preload: join(__dirname, '../preload/index.js'),
      // SECURITY: the page is the most exposed part, so it has no Node, no shared world and no way out.
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      devTools: !options.isPackaged,
    },
  })
  if (options.place?.isMaximized === true) window.maximize()
  reloadCrashed(window.webContents, Date.now)
  comeBackHome(window.webContents, HOME)
  if (options.isShown) window.once('ready-to-show', () => window.show())
  rememberPlace(window, options.savePlace)
  window.on('close', event => {
    if (options.mayClose()) return
    event.preventDefault()
    shell.beep()
  })
  void window.loadURL(HOME)
  return window
}

function reachablePlace(place: WindowPlace | null): Partial<WindowPlace> {
  if (place === null) return {}
  const screens = screen.getAllDisplays().map(display => display.workArea)
  return isReachable(place, screens) ? place : { width: place.width, height: place.height }
}

function rememberPlace(window: BrowserWindow, savePlace: (place: WindowPlace) => void): void {
  const save = (): void => savePlace({ ...window.getNormalBounds(), isMaximized: window.isMaximized() })
  window.on('resized', save)
  window.on('moved', save)
  window.on('close', save)
}
