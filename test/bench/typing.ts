import { readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import type { Paydesk } from '../e2e/hosts/paydesk'
import { draftsPage } from '../e2e/pages/paydesk-pages'
import { KEY_MARK, readTrace, type MeasuredTyping, type TraceEvent } from './trace'

const SIZE = 1_000_000
const KEYS = 150
/** A quick typist's pace; work that is put off until the typing pauses gets no pause. */
const KEY_EVERY_MS = 80

/** Keeps the checker of a window from ever starting, so that nothing is found or marked; the rest stays as it is. */
export async function doWithoutChecker(page: Page): Promise<void> {
  await page.evaluate(() => {
    const RealWorker = window.Worker
    class IdleWorker extends EventTarget {
      postMessage(): void {}
      terminate(): void {}
    }
    const choose = (address: string | URL): object =>
      String(address).includes('checker') ? new IdleWorker() : new RealWorker(address, { type: 'module' })
    window.Worker = new Proxy(RealWorker, { construct: (_, [address]: [string | URL]) => choose(address) })
  })
}

/** Opens a text of 1 MB in the app. Answers the text. */
export async function openLargeDraft(paydesk: Paydesk): Promise<string> {
  const text = largeHandler()
  const file = join(tmpdir(), `paydesk-large-${process.pid}.json`)
  await writeFile(file, text)
  await draftsPage.openFile(paydesk, file)
  await rm(file)
  return text
}

/** A handler with very many codes, as a text of 1 MB. */
export function largeHandler(): string {
  const codes: Record<string, object> = {}
  let size = 0
  for (let index = 0; size < SIZE; index++) {
    const code = {
      NAME: `Code number ${index}`,
      SORT: index,
      GROUP: 'CONNECT_SETTINGS',
      DEFAULT: { PROVIDER_KEY: 'VALUE', PROVIDER_VALUE: `${index}` },
    }
    codes[`CODE_${index}`] = code
    size += JSON.stringify(code, null, 2).length + 60
  }
  const settings = {
    CURRENCY: ['EUR'],
    FORM_DATA: { ACTION_URI: 'https://pay.example/form', METHOD: 'POST', FIELDS: {} },
    CODES: codes,
  }
  return JSON.stringify({ NAME: 'Large', CODE: 'large', SORT: 100, SETTINGS: settings }, null, 2)
}

/** Waits until what the checker finds in an open draft is shown. */
export async function awaitProblems({ window }: Paydesk): Promise<void> {
  await window.getByRole('list', { name: 'Problems' }).getByRole('listitem').first().waitFor()
}

/** Types into a value near the beginning of the text, with the page's tasks recorded by Chromium itself. */
export async function measureTyping(app: ElectronApplication, window: Page): Promise<MeasuredTyping> {
  await window.locator('.cm-content').click({ position: { x: 120, y: 100 } })
  // A pointer over a marked place would show its hint, and have it placed anew with every key.
  await window.mouse.move(2, 2)
  // Inside the string on the second line, so that the text stays JSON and all of it stands behind the caret.
  for (const key of ['ControlOrMeta+Home', 'ArrowDown', 'End', 'ArrowLeft', 'ArrowLeft'])
    await window.keyboard.press(key)
  await window.evaluate(listenToKeys, KEY_MARK)
  await app.evaluate(({ contentTracing }) =>
    contentTracing.startRecording({ included_categories: ['toplevel', 'devtools.timeline', 'blink.user_timing'] }),
  )
  for (let key = 0; key < KEYS; key++) {
    const at = Date.now()
    await window.keyboard.press(key % 10 === 9 ? 'Backspace' : 'a')
    await new Promise(resolve => setTimeout(resolve, Math.max(0, KEY_EVERY_MS - (Date.now() - at))))
  }
  const file = await app.evaluate(({ contentTracing }) => contentTracing.stopRecording())
  const trace = JSON.parse(await readFile(file, 'utf8')) as { traceEvents: TraceEvent[] }
  await rm(file)
  return readTrace(trace.traceEvents)
}

/** Marks each key, and the moment at which the frame after it was drawn; runs in the page. */
function listenToKeys(mark: string): void {
  const marked = window as unknown as { benchListens?: boolean }
  if (marked.benchListens) return
  marked.benchListens = true
  window.addEventListener(
    'keydown',
    () => {
      performance.mark(mark)
      requestAnimationFrame(() => {
        const channel = new MessageChannel()
        // A message posted from a frame is heard when that frame is laid out and painted.
        channel.port1.onmessage = () => performance.mark(`${mark}-frame`)
        channel.port2.postMessage(null)
      })
    },
    { capture: true },
  )
}
