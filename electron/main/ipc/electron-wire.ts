import { BrowserWindow, ipcMain } from 'electron'
import type { Wire } from './router'
import { isTrustedSender } from '../security/trusted-sender'

/** The one place that touches Electron's IPC: every call is checked for its sender before its input is looked at. */
export function createElectronWire(): Wire {
  return {
    answer(channel, reply) {
      ipcMain.handle(channel, (event, input: unknown) => {
        if (isTrustedSender(event.senderFrame)) return reply(input)
        return { ok: false, error: { code: 'unauthorized', message: 'This page may not call Paydesk.' } }
      })
    },
    send(channel, payload) {
      for (const window of BrowserWindow.getAllWindows()) {
        if (isTrustedSender(window.webContents.mainFrame)) window.webContents.send(channel, payload)
      }
    },
  }
}
