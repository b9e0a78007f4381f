import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect } from 'node:util'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '../../../electron/common/ipc/app-error'
import type { HandlersOf } from '../../../electron/common/ipc/contract'
import { parseWebhookUrl, type WebhookAddress } from '../../../electron/common/portals/parse-webhook-url'
import {
  Portal,
  portalsContract,
  type PortalDraft,
  type PortalList,
} from '../../../electron/common/portals/portals.contract'
import { createConnectionCheck } from '../../../electron/main/portals/connection-check'
import { createPortalsFile } from '../../../electron/main/portals/portals-file'
import { portalsHandlers } from '../../../electron/main/portals/portals.handlers'
import { createPortalsService, type PortalsService } from '../../../electron/main/portals/portals.service'
import { createPortalClient, type CallRecord } from '../../../electron/main/rest/portal-client'
import { systemClock } from '../../../electron/main/storage/clock'
import { startPracticePortal, type PracticePortal } from '../../../electron/practice-portal/server'
import { filesHolding, holds } from '../../support/canary'
import { MemorySecretStore } from '../../support/memory-secret-store'
import { nodeTransport } from '../../support/node-transport'

let folder: string
let portal: PracticePortal
let keychain: Map<string, string>
let app: RunningApp

/** Main's ground for portals over real files and a real server. */
interface RunningApp {
  readonly handlers: HandlersOf<typeof portalsContract>
  readonly portals: PortalsService
  readonly setAside: readonly string[]
  /** Everything that left main: records of calls, and what the window was told. */
  readonly said: readonly unknown[]
}

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-portals-'))
  portal = await startPracticePortal()
  keychain = new Map()
  app = start()
})

afterEach(async () => {
  app.portals.dispose()
  await portal.close()
  await rm(folder, { recursive: true, force: true })
})

function start(): RunningApp {
  const setAside: string[] = []
  const said: (CallRecord | PortalList)[] = []
  const clock = systemClock
  const secrets = new MemorySecretStore(keychain)
  const file = createPortalsFile({ folder, onTrouble: ({ keptAs }) => setAside.push(keptAs ?? ''), clock })
  const portals = createPortalsService({ file, secrets, clock })
  portals.onChanged(list => said.push(list))
  const client = createPortalClient({ transport: nodeTransport, secrets, portals, clock, log: call => said.push(call) })
  const connection = createConnectionCheck({ client, portals, secrets, clock })
  const handlers = portalsHandlers({ portals, connection, practice: portal })
  return { handlers, portals, setAside, said }
}

/** The webhook of the running server, as the person would paste it. */
function webhook(): WebhookAddress & { readonly text: string } {
  const parsed = parseWebhookUrl(portal.address)
  if (!parsed.ok) throw new Error(`The practice portal's address is no webhook: ${parsed.reason}`)
  return { ...parsed, text: `curl -X POST '${portal.address}profile.json' -d '{}'` }
}

/** Adds as the window does: what comes back is checked against the contract. */
async function add(draft: PortalDraft): Promise<Portal> {
  return v.parse(Portal, await app.handlers.add(draft))
}

function errorOf(work: unknown): Promise<unknown> {
  return Promise.resolve(work).then(
    () => new Error('It did not fail'),
    (error: unknown) => error,
  )
}

describe('a portal that answers', () => {
  it('is added from a pasted command and checked', async () => {
    const saved = await add({ address: webhook().text, title: 'Trial' })
    const report = await app.handlers.check(saved.id)

    expect(v.is(portalsContract.check.output, report)).toBe(true)
    expect(report).toMatchObject({ portalId: saved.id, owner: { isAdmin: true } })
    expect(report.scopes.every(({ isGranted }) => isGranted)).toBe(true)
  })

  it('says which scopes it was not given', async () => {
    await portal.close()
    portal = await startPracticePortal({ scopes: ['pay_system', 'sale'], isAdmin: false })
    const saved = await add({ address: webhook().text })

    expect(await app.handlers.check(saved.id)).toMatchObject({
      owner: { isAdmin: false },
      scopes: [
        { scope: 'pay_system', isGranted: true },
        { scope: 'salescenter', isGranted: false },
        { scope: 'crm', isGranted: false },
        { scope: 'sale', isGranted: true },
      ],
    })
  })

  it('refuses a wrong secret as unauthorized', async () => {
    const { origin, userId } = webhook()
    const saved = await add({ address: `${origin}/rest/${userId}/wrongSecret12345/` })

    expect(await errorOf(app.handlers.check(saved.id))).toMatchObject({
      code: 'unauthorized',
      details: { method: 'profile', code: 'INVALID_CREDENTIALS', status: 401 },
    })
  })

  it('is told from one that does not run', async () => {
    const saved = await add({ address: webhook().text })
    await portal.close()

    expect(await errorOf(app.handlers.check(saved.id))).toMatchObject({ code: 'network', details: { layer: 'tcp' } })
  })
})

describe('the list of portals', () => {
  it('is there again after a restart, and its portals can be called', async () => {
    const saved = await add({ address: webhook().text })
    await app.handlers.choose(saved.id)
    app = start()

    expect(await app.handlers.list()).toMatchObject({ portals: [saved], currentId: saved.id })
    expect(await app.handlers.check(saved.id)).toMatchObject({ portalId: saved.id })
  })

  it('that is damaged is set aside, and the practice portal is there all the same', async () => {
    await writeFile(join(folder, 'portals.json'), '{"version":1,"portals":[{"id"')

    const practice = await app.portals.ensurePractice(webhook())

    expect(app.setAside).toEqual([expect.stringMatching(/^portals\.damaged-.*\.json$/)])
    expect((await readdir(folder)).sort()).toEqual([...app.setAside, 'portals.json'])
    expect(await app.handlers.check(practice.id)).toMatchObject({ portalId: practice.id })
  })

  it('that a later version wrote is left as it is, and the practice portal works for this run', async () => {
    await writeFile(join(folder, 'portals.json'), '{"version":99,"everything":"else"}')

    expect(await errorOf(app.portals.ensurePractice(webhook()))).toMatchObject({
      code: 'conflict',
      details: { reason: 'newer-file', file: 'portals.json' },
    })
    const [practice] = (await app.portals.list()).portals
    expect(practice && (await app.handlers.check(practice.id))).toMatchObject({ portalId: practice?.id })
  })
})

it('leaves no trace of a secret in any file, answer, error or record', async () => {
  const { text, secret, origin, userId } = webhook()
  const wrong = 'wrongSecret12345'
  const answers: unknown[] = []
  const does = async (work: unknown): Promise<void> => {
    answers.push(await Promise.resolve(work).catch((error: unknown) => error))
  }

  await does(app.portals.ensurePractice({ origin, userId, secret }))
  await does(app.handlers.resetPractice())
  const saved = await add({ address: `${origin}/rest/2/${wrong}/` })
  await does(saved)
  await does(app.handlers.add({ address: `${text} https://other.example/rest/1/${wrong}/` }))
  await does(app.handlers.check(saved.id))
  await does(app.handlers.replaceSecret({ id: saved.id, address: `${origin}/rest/3/${secret}/` }))
  await does(app.handlers.check(saved.id))
  await does(app.handlers.change({ id: saved.id, title: 'Trial' }))
  await does(app.handlers.list())
  await portal.close()
  await does(app.handlers.check(saved.id))
  await does(app.handlers.remove(saved.id))

  expect(answers.filter(answer => answer instanceof AppError).length).toBeGreaterThanOrEqual(3)
  const shown = inspect([answers, app.said], { depth: 20, maxArrayLength: null, maxStringLength: null })
  for (const trace of [secret, wrong]) {
    expect(holds(shown, trace)).toBe(false)
    expect(await filesHolding(folder, trace)).toEqual([])
  }
  expect(keychain.size).toBe(0)
})
