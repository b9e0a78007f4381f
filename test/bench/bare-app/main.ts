import { app, BrowserWindow, ipcMain, net } from 'electron'
import { join } from 'node:path'

/**
 * What the app is measured against: the least that has a Vue window, calls main, and asks a server. It checks nothing,
 * keeps nothing, and its page comes from a file.
 */

/** An answer of the size of the app's own facts. */
const FACTS = {
  version: '0.0.0',
  electron: process.versions.electron,
  dataFolder: 'nowhere',
  platform: 'linux',
  troubles: [],
}

ipcMain.handle('facts', () => FACTS)
ipcMain.handle('call', (_event, url: string, body: string) => call(url, body))

void app.whenReady().then(() => {
  const window = new BrowserWindow({
    width: 1280,
    height: 820,
    show: false,
    webPreferences: { preload: join(__dirname, '../preload/index.js') },
  })
  window.once('ready-to-show', () => window.show())
  const page = process.env['BARE_PAGE'] ?? 'index'
  void window.loadFile(join(__dirname, `../renderer/${page}.html`))
})
app.on('window-all-closed', () => app.quit())

function call(url: string, body: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = net.request({ method: 'POST', url })
    request.setHeader('content-type', 'application/json')
    request.on('response', response => {
      const chunks: Buffer[] = []
      response.on('data', chunk => chunks.push(chunk))
      response.on('end', () => resolve(JSON.parse(Buffer.concat(chunks).toString())))
    })
    request.on('error', reject)
    request.end(body)
  })
}
