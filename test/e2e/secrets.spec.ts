import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startPracticePortal, type PracticePortal } from '../../electron/practice-portal/server'
import { filesHolding, holds } from '../support/canary'
import { startPaydesk, type Paydesk } from './hosts/paydesk'
import { draftsPage, goTo, paymentsPage, portalsPage } from './pages/paydesk-pages'

const DEAD_BUS = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' }

describe('a secret that was entered in the window', () => {
  let portal: PracticePortal
  let paydesk: Paydesk
  let secret: string

  beforeAll(async () => {
    portal = await startPracticePortal()
    secret = /\/rest\/\d+\/([^/]+)\//.exec(portal.address)?.[1] ?? ''
    expect(secret.length).toBeGreaterThan(8)
    paydesk = await startPaydesk()
    // The command a person would paste, so that the secret stands between other words.
    await portalsPage.add(paydesk, `curl -s '${portal.address}profile.json' \\\n -d 'a=b'`, 'Canary')
    await portalsPage.checkConnection(paydesk)
    await paydesk.window.getByText('Connected as').first().waitFor()
    await goTo(paydesk, 'Handlers')
    await paydesk.window.getByRole('table', { name: 'Handlers' }).waitFor()
    await paymentsPage.make(paydesk, 1063)
    await paymentsPage.waitForCode(paydesk, 1063)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it('is used for calls and never shown', async () => {
    await goTo(paydesk, 'Portals')
    const page = await paydesk.window.evaluate(() => {
      const values = [...document.querySelectorAll('input, textarea')].map(field => (field as HTMLInputElement).value)
      return document.documentElement.outerHTML + values.join('\n')
    })
    expect(holds(page, secret)).toBe(false)
    expect(holds(await paydesk.window.title(), secret)).toBe(false)
  })

  it('is not in the memory of the page once the form is closed', async () => {
    expect(holds(await heapOf(paydesk.window), secret)).toBe(false)
  })

  it('is in no answer to the window', async () => {
    const answers = await paydesk.window.evaluate(async () => {
      const { bridge } = window as unknown as {
        bridge: Record<string, Record<string, (input?: unknown) => Promise<unknown>>>
      }
      const portals = (await bridge['portals']?.['list']?.()) as { value: { portals: { id: string }[] } }
      const others = await Promise.all([
        bridge['app']?.['facts']?.(),
        bridge['drafts']?.['list']?.(),
        ...portals.value.portals.flatMap(({ id }) => [
          bridge['handlers']?.['list']?.(id),
          bridge['portals']?.['check']?.(id),
        ]),
      ])
      return JSON.stringify([portals, others])
    })
    expect(answers.length).toBeGreaterThan(500)
    expect(holds(answers, secret)).toBe(false)
  })

  it('is in no file of the app and in nothing that it printed', async () => {
    expect(await filesHolding(paydesk.dataFolder, secret)).toEqual([])
    expect(holds(paydesk.output(), secret)).toBe(false)
  })
})

describe('a payment link that was fetched', () => {
  let portal: PracticePortal
  let paydesk: Paydesk
  let access: string

  beforeAll(async () => {
    portal = await startPracticePortal()
    const answer = await fetch(`${portal.address}salescenter.payment.getPublicUrl?id=1063`)
    access = /access=([0-9a-f]{32})/.exec(await answer.text())?.[1] ?? ''
    expect(access).toHaveLength(32)
    paydesk = await startPaydesk()
    await portalsPage.add(paydesk, portal.address, 'Till')
    await paymentsPage.make(paydesk, 1063)
    await paymentsPage.waitForCode(paydesk, 1063)
    // Errors are what most often carries an address to where it should not be.
    for (const fault of ['wrong-link', 'short-link-elsewhere'] as const) {
      portal.faults.set(fault, { paymentId: 1063, times: 1 })
      await paymentsPage.make(paydesk, 1063)
      await paydesk.window.getByRole('alert').waitFor()
    }
    // A link is kept no longer once its short link was seen to lead elsewhere.
    await paymentsPage.make(paydesk, 1063)
    await paymentsPage.waitForCode(paydesk, 1063)
  })

  afterAll(async () => {
    await paydesk.close()
    await portal.close()
  })

  it('is in its own file, which only its owner may read, and in no other', async () => {
    const holding = await filesHolding(paydesk.dataFolder, access)
    expect(holding.map(path => basename(path))).toEqual(['payment-links.json'])
    expect((await stat(holding[0] ?? '')).mode & 0o777).toBe(0o600)
  })

  it('is in nothing that the app printed, and in no part of the page', async () => {
    expect(holds(paydesk.output(), access)).toBe(false)
    const page = await paydesk.window.evaluate(() => document.documentElement.outerHTML)
    expect(holds(page, access)).toBe(false)
    expect(holds(await heapOf(paydesk.window), access)).toBe(false)
  })

  it('is gone with its portal', async () => {
    await goTo(paydesk, 'Portals')
    await paydesk.window.getByRole('button', { name: 'Remove' }).click()
    await paydesk.window.getByRole('button', { name: 'Remove portal' }).click()
    await paydesk.window.getByRole('heading', { name: 'Till' }).waitFor({ state: 'detached' })
    await expect.poll(() => filesHolding(paydesk.dataFolder, access)).toEqual([])
  })
})

describe('a computer without a keychain', () => {
  it('keeps the secret until the app quits, says so, and keeps the portal afterwards', async () => {
    const portal = await startPracticePortal()
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const first = await startPaydesk({ dataFolder, env: DEAD_BUS })
    await portalsPage.add(first, portal.address, 'Forgetful')
    await first.window.getByText('This session has no message bus').waitFor()
    await first.window.getByText('Credential in memory until Paydesk quits').waitFor()
    await goTo(first, 'Handlers')
    await first.window.getByRole('table', { name: 'Handlers' }).waitFor()
    await first.close()

    const second = await startPaydesk({ dataFolder, env: DEAD_BUS })
    await goTo(second, 'Portals')
    await second.window.getByRole('heading', { name: 'Forgetful' }).waitFor()
    await second.window.getByText('was forgotten when Paydesk quit').waitFor()
    // What needs no portal works all the same.
    await draftsPage.create(second)
    await second.close()
    await rm(dataFolder, { recursive: true })
    await portal.close()
  })
})

describe('a computer with a keychain', () => {
  it('needs the secret once', async () => {
    const portal = await startPracticePortal()
    const dataFolder = await mkdtemp(join(tmpdir(), 'paydesk-e2e-'))
    const first = await startPaydesk({ dataFolder })
    await portalsPage.add(first, portal.address, 'Lasting')
    await first.window.getByText('Credential in the system’s keychain').waitFor()
    await first.close()

    const second = await startPaydesk({ dataFolder })
    await goTo(second, 'Handlers')
    await second.window.getByRole('table', { name: 'Handlers' }).waitFor()
    await goTo(second, 'Portals')
    await second.window.getByRole('button', { name: 'Remove' }).click()
    await second.window.getByRole('button', { name: 'Remove portal' }).click()
    await second.window.getByRole('heading', { name: 'Lasting' }).waitFor({ state: 'detached' })
    await second.close()
    await rm(dataFolder, { recursive: true })
    await portal.close()
  })
})

/** Everything the page's memory holds after a garbage collection, as the developer tools would save it. */
async function heapOf(page: Page): Promise<string> {
  const tools = await page.context().newCDPSession(page)
  const chunks: string[] = []
  tools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk))
  await tools.send('HeapProfiler.collectGarbage')
  await tools.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false })
  await tools.detach()
  const snapshot = chunks.join('')
  expect(snapshot).toContain('Webhook address')
  return snapshot
}
