import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import type { DesktopUser, Started } from './desktop-user'

const LIMIT_MS = 30_000

/**
 * Starts the installed app, types a new draft, waits until it is on the disk, and ends the app. It is driven by Chromium's
 * own protocol, because the fuses leave nothing of Node's that Playwright could hold on to.
 */
export async function typeADraft(user: DesktopUser, text: string): Promise<{ file: string }> {
  const app = user.start(['paydesk', '--remote-debugging-port=0'])
  try {
    const page = await connect(await pageAddress(await debuggingPort(app)))
    await page.until(`document.querySelector('nav a[href$="/drafts"]') !== null`)
    await page.run(`document.querySelector('nav a[href$="/drafts"]').click()`)
    const button = `[...document.querySelectorAll('main button')].find(({ textContent }) => /New draft/.test(textContent))`
    await page.until(`${button} !== undefined`)
    await page.run(`${button}.click()`)
    const view = `[...document.querySelectorAll('[role=radio]')].find(({ textContent }) => /Text/.test(textContent))`
    await page.until(`${view} !== undefined`)
    await page.run(`${view}.click()`)
    await page.until(`document.querySelector('.cm-content') !== null`)
    await page.run(`document.querySelector('.cm-content').focus()`)
    await page.send('Input.insertText', { text })
    return { file: await draftWith(user, text) }
  } finally {
    app.child.kill('SIGTERM')
    await app.ended
  }
}

function debuggingPort({ child }: Started): Promise<string> {
  return new Promise((resolve, reject) => {
    let complaints = ''
    child.stderr?.on('data', (chunk: Buffer) => {
      complaints += chunk.toString()
      const port = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(complaints)?.[1]
      if (port !== undefined) resolve(port)
    })
    child.once('close', () => reject(new Error(`The app ended: ${complaints}`)))
  })
}

async function pageAddress(port: string): Promise<string> {
  let address: string | undefined
  await expect
    .poll(
      async () => {
        const targets = (await (await fetch(`http://127.0.0.1:${port}/json`)).json()) as Record<string, string>[]
        address = targets.find(({ url }) => url?.startsWith('app://paydesk/index.html'))?.['webSocketDebuggerUrl']
        return address
      },
      { timeout: LIMIT_MS },
    )
    .toBeDefined()
  return address ?? ''
}

async function connect(address: string) {
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', () => reject(new Error('The page cannot be reached')), { once: true })
  })
  let lastId = 0
  return { send, run, until }

  function send(method: string, params: object): Promise<{ result?: { value?: unknown } }> {
    const id = ++lastId
    return new Promise(resolve => {
      const listen = ({ data }: MessageEvent<string>): void => {
        const answer = JSON.parse(data) as { id?: number; result: { result?: { value?: unknown } } }
        if (answer.id !== id) return
        socket.removeEventListener('message', listen)
        resolve(answer.result)
      }
      socket.addEventListener('message', listen)
      socket.send(JSON.stringify({ id, method, params }))
    })
  }

  async function run(expression: string): Promise<unknown> {
    return (await send('Runtime.evaluate', { expression, returnByValue: true })).result?.value
  }

  async function until(condition: string): Promise<void> {
    await expect.poll(() => run(condition), { timeout: LIMIT_MS }).toBe(true)
  }
}

async function draftWith(user: DesktopUser, text: string): Promise<string> {
  const folder = join(user.dataFolder, 'drafts')
  const find = (): string | undefined =>
    existsSync(folder)
      ? (readdirSync(folder, { recursive: true }) as string[])
          .filter(name => name.endsWith('.json'))
          .map(name => join(folder, name))
          .find(path => readFileSync(path, 'utf8').includes(text))
      : undefined
  await expect.poll(find, { timeout: LIMIT_MS }).toBeDefined()
  return find() ?? ''
}
