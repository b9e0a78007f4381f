import { Menu, type MenuItemConstructorOptions } from 'electron'
import type { Command } from '#common/app/app.contract'

export interface AppMenuOptions {
  readonly run: (command: Command) => void
  readonly isPackaged: boolean
}

/** Sets the application menu: every place and every action of the window with its key. */
export function setAppMenu({ run, isPackaged }: AppMenuOptions): void {
  const item = (label: string, command: Command, accelerator?: string): MenuItemConstructorOptions => ({
    label,
    ...(accelerator === undefined ? {} : { accelerator }),
    click: () => run(command),
  })
  const separator: MenuItemConstructorOptions = { type: 'separator' }
  const template: MenuItemConstructorOptions[] = [
    ...(process.platform === 'darwin' ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        item('New Draft', 'new-draft', 'CmdOrCtrl+N'),
        item('Open File…', 'open-file', 'CmdOrCtrl+O'),
        separator,
        item('Push Draft…', 'push-draft', 'CmdOrCtrl+Shift+U'),
        separator,
        { role: process.platform === 'darwin' ? 'close' : 'quit' },
      ],
    },
    {
      label: '&Edit',
      submenu: [
        // The document has one undo stack over all its views, so undo is the app's and not the focused element's.
        { ...item('Undo', 'undo', 'CmdOrCtrl+Z'), registerAccelerator: false },
        { ...item('Redo', 'redo', 'CmdOrCtrl+Shift+Z'), registerAccelerator: false },
        separator,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'selectAll' },
        separator,
        { ...item('Find', 'find', 'CmdOrCtrl+F'), registerAccelerator: false },
      ],
    },
    {
      label: '&Go',
      submenu: [
        item('Drafts', 'go-drafts', 'CmdOrCtrl+1'),
        item('Handlers', 'go-handlers', 'CmdOrCtrl+2'),
        item('Payments', 'go-payments', 'CmdOrCtrl+3'),
        item('Portals', 'go-portals', 'CmdOrCtrl+4'),
        item('Settings', 'go-settings', 'CmdOrCtrl+,'),
      ],
    },
    {
      label: '&View',
      submenu: [
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        separator,
        { role: 'togglefullscreen' },
        ...(isPackaged ? [] : [separator, { role: 'reload' } as const, { role: 'toggleDevTools' } as const]),
      ],
    },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
