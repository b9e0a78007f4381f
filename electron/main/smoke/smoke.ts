import { app } from 'electron'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DEFAULT_CODE_OPTIONS } from '#common/codes/code-options'
import { FIRST_SEEDED_PAYMENT_ID } from '#common/practice-portal/seeded-payment'
import type { KeychainState, PortalId } from '#common/portals/portals.contract'
import type { Services } from '../create-services'
import { startPaydesk } from '../start-paydesk'
import { checkInstallation, SmokeFault, type SmokeResult, type SmokeStep } from './check-installation'

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
  const dataFolder = freshFolder()
  app.setPath('userData', dataFolder)
  return async () => {
    let services: Services | undefined
    const result = await checkInstallation(
      stepsOf(async () => (services = await startHidden())),
      LIMIT_MS,
    )
    await print(lineOf(result))
    await services?.finish()
    await rm(dataFolder, { recursive: true, force: true })
    app.exit(result.hasPassed ? 0 : 1)
  }
}

/** Where there is none, nothing may go on: what follows would take the person's own. */
function freshFolder(): string {
  try {
    return mkdtempSync(join(tmpdir(), 'paydesk-smoke-'))
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    process.stdout.write(lineOf({ hasPassed: false, words: `temporary folder: ${code}` }))
    return process.exit(1)
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
        await services.codes.service.make({
          portalId: practiceId,
          paymentId: FIRST_SEEDED_PAYMENT_ID,
          options: DEFAULT_CODE_OPTIONS,
        })
      },
    },
  ]
}

/** Answers once the window's page says that it can be used, and the practice portal runs. */
async function startHidden(): Promise<Services> {
  let usable = (): void => {}
  const isUsable = new Promise<void>(resolve => (usable = resolve))
  const [services] = await Promise.all([
    startPaydesk({ dataFolder: app.getPath('userData'), isShown: false, onUsable: usable }),
    isUsable,
  ])
  return services
}

function lineOf({ hasPassed, words }: SmokeResult): string {
  const sandbox = app.commandLine.hasSwitch('no-sandbox') ? 'without sandbox' : 'sandboxed'
  const surroundings = `Electron ${process.versions.electron}, ${process.platform}-${process.arch}, ${sandbox}`
  return `Paydesk ${app.getVersion()} ${hasPassed ? 'works' : 'does not work'}: ${words}. ${surroundings}.\n`
}

/** Waits until it is out, because leaving drops what a pipe has not taken yet. */
function print(line: string): Promise<void> {
  return new Promise(resolve => process.stdout.write(line, () => resolve()))
}
