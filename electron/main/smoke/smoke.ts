import { app } from 'electron'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { FIRST_SEEDED_PAYMENT_ID } from '#common/practice-portal/seeded-payment'
import type { KeychainState, PortalId } from '#common/portals/portals.contract'
import type { Services } from '../create-services'
import { startPaydesk } from '../start-paydesk'
import { checkInstallation, SmokeFault, type SmokeStep } from './check-installation'

/** A first start on a slow disk takes seconds; a keychain that asks the person is waited for ten more. */
const LIMIT_MS = 60_000

/** What an installation lacks when the keychain says this; the rest is up to the session that the app runs in. */
const BROKEN: ReadonlySet<KeychainState> = new Set(['no-library', 'not-loaded', 'ended'])

/**
 * `paydesk --smoke`: starts the app for real, without showing its window, makes a code of a payment of its practice portal,
 * prints one line on the standard output, and ends with 0, or with 1 when something does not work. It has a data folder of
 * its own, which is gone afterwards: what the person keeps is neither read nor written, and an app that runs goes on. The
 * keychain is asked to keep a random text and to forget it.
 *
 * To be called before the lock of the single instance is taken, which belongs to the data folder.
 */
export function prepareSmoke(): () => Promise<void> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'paydesk-smoke-'))
  app.setPath('userData', dataFolder)
  return async () => {
    let services: Services | undefined
    const result = await checkInstallation(
      stepsOf(async () => (services = await startHidden())),
      LIMIT_MS,
    )
    const verdict = `Paydesk ${app.getVersion()} ${result.hasPassed ? 'works' : 'does not work'}`
    await print(`${verdict}: ${result.words}. ${surroundings()}\n`)
    await services?.finish()
    await rm(dataFolder, { recursive: true, force: true })
    app.exit(result.hasPassed ? 0 : 1)
  }
}

function stepsOf(start: () => Promise<Services>): SmokeStep[] {
  let services: Services
  let practiceId: PortalId
  return [
    { name: 'window', prove: async () => void (services = await start()) },
    {
      name: 'keychain',
      async prove() {
        const state = await services.keychain.probe()
        if (BROKEN.has(state)) throw new SmokeFault(state)
        return state
      },
    },
    {
      name: 'practice portal',
      async prove() {
        const { portals } = await services.portals.portals.list()
        const practice = portals.find(({ isPractice }) => isPractice)
        if (practice === undefined) throw new SmokeFault('not started')
        practiceId = practice.id
      },
    },
    {
      name: 'payment code',
      async prove() {
        await services.codes.service.make({ portalId: practiceId, paymentId: FIRST_SEEDED_PAYMENT_ID })
      },
    },
  ]
}

/** Answers once the window's page says that it can be used, and the practice portal runs. */
async function startHidden(): Promise<Services> {
  let usable = (): void => {}
  const isUsable = new Promise<void>(resolve => (usable = resolve))
  const [services] = await Promise.all([startPaydesk({ isShown: false, onUsable: usable }), isUsable])
  return services
}

function surroundings(): string {
  const sandbox = app.commandLine.hasSwitch('no-sandbox') ? 'without sandbox' : 'sandboxed'
  return `Electron ${process.versions.electron}, ${process.platform}-${process.arch}, ${sandbox}.`
}

/** Waits until it is out, because leaving drops what a pipe has not taken yet. */
function print(line: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(line, () => resolve()))
}
