import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Command, MenuLabel, MenuTexts } from '#common/app/app.contract'

export interface AppMenuOptions {
  readonly texts: MenuTexts
  readonly run: (command: Command) => void
  readonly isPackaged: boolean
}

type Role = NonNullable<MenuItemConstructorOptions['role']>

const SEPARATOR: MenuItemConstructorOptions = { type: 'separator' }

/** Sets the application menu: every place and every action of the window with its key. */
export function setAppMenu({ texts, run, isPackaged }: AppMenuOptions): void {
  const isMac = process.platform === 'darwin'
  const command = (name: Command & MenuLabel, accelerator: string): MenuItemConstructorOptions => ({
    label: texts[name],
    accelerator,
    click: () => run(name),
  })
  // A document has one undo stack over all its views, and its view listens to these keys itself.
  const documentCommand = (name: Command & MenuLabel, accelerator: string): MenuItemConstructorOptions => ({
    ...command(name, accelerator),
    registerAccelerator: false,
  })
  // Alt with a digit writes a character on a Mac, and Ctrl+Alt with one does on many keyboards of others.
  const viewKey = (digit: number): string => (isMac ? `Cmd+Alt+${digit}` : `Alt+${digit}`)
  const role = (name: Role, label: MenuLabel): MenuItemConstructorOptions => ({ role: name, label: texts[label] })
  const developerItems: MenuItemConstructorOptions[] = [SEPARATOR, { role: 'reload' }, { role: 'toggleDevTools' }]

  const template: MenuItemConstructorOptions[] = [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: texts.file,
      submenu: [
        command('new-draft', 'CmdOrCtrl+N'),
        command('template', 'CmdOrCtrl+Shift+N'),
        command('open-file', 'CmdOrCtrl+O'),
        command('import', 'CmdOrCtrl+I'),
        SEPARATOR,
        command('keep-revision', 'CmdOrCtrl+S'),
        command('push-draft', 'CmdOrCtrl+Shift+U'),
        SEPARATOR,
        command('reopen-tab', 'CmdOrCtrl+Shift+T'),
        // With no tab in front the window closes, so that the key does what it does elsewhere.
        command('close-tab', 'CmdOrCtrl+W'),
        isMac ? { ...role('close', 'close'), accelerator: 'Shift+Cmd+W' } : role('quit', 'quit'),
      ],
    },
    {
      label: texts.edit,
      submenu: [
        documentCommand('undo', 'CmdOrCtrl+Z'),
        documentCommand('redo', 'CmdOrCtrl+Shift+Z'),
        SEPARATOR,
        role('cut', 'cut'),
        role('copy', 'copy'),
        role('paste', 'paste'),
        role('selectAll', 'select-all'),
        SEPARATOR,
        documentCommand('find', 'CmdOrCtrl+F'),
      ],
    },
    {
      label: texts.go,
      submenu: [
        command('go-drafts', 'CmdOrCtrl+1'),
        command('go-handlers', 'CmdOrCtrl+2'),
        command('go-payments', 'CmdOrCtrl+3'),
        command('go-portals', 'CmdOrCtrl+4'),
        command('go-journal', 'CmdOrCtrl+5'),
        command('go-settings', 'CmdOrCtrl+,'),
        SEPARATOR,
        command('next-tab', 'Ctrl+Tab'),
        command('previous-tab', 'Ctrl+Shift+Tab'),
      ],
    },
    {
      label: texts.view,
      submenu: [
        command('show-form', viewKey(1)),
        command('show-tree', viewKey(2)),
        command('show-text', viewKey(3)),
        command('show-table', viewKey(4)),
        SEPARATOR,
        role('resetZoom', 'actual-size'),
        role('zoomIn', 'zoom-in'),
        role('zoomOut', 'zoom-out'),
        SEPARATOR,
        role('togglefullscreen', 'full-screen'),
        ...(isPackaged ? [] : developerItems),
      ],
    },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
