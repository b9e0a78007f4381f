import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { DraftId } from '#common/drafts/drafts.contract'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { LONGEST_WORK_MS } from '#common/push/push-record'
import type { PushOutcome } from '#common/push/push.contract'
import {
  FakePushDrafts,
  FakePushPortal,
  MemoryBackups,
  pushParts,
  type UpdateFate,
} from '../../../../support/push-fakes'

const ROW = '{"ID":"7","NAME":"Till","CODE":"till","SORT":"100","SETTINGS":{"CODES":{"A":1}}}'
const TEXT = ROW.replace('"ID":"7",', '').replace('"100"', '200')
const NEW = TEXT.replace('"till"', '"new_till"')
const portalId = v.parse(PortalId, 'shop')
const source = { kind: 'draft', draftId: v.parse(DraftId, 'till-a1b2c3') } as const
const seven = v.parse(HandlerId, '7')
const LATER = LONGEST_WORK_MS + 1_500
const lost = (): AppError => new AppError('network', 'x', { details: { layer: 'timeout', mayHaveArrived: true } })

let portal: FakePushPortal
let drafts: FakePushDrafts
let backups: MemoryBackups
let now: number
let parts: ReturnType<typeof pushParts>

beforeEach(() => {
  now = Date.UTC(2031, 4, 4, 10)
  portal = new FakePushPortal(ROW)
  drafts = new FakePushDrafts(TEXT)
  backups = new MemoryBackups(portal.events)
  start()
})

/** A run of the app over the records that are kept. */
function start(kept = new Map<string, unknown>()): void {
  parts = pushParts({ portal, drafts, backups, clock: { now: () => now } })
  for (const [id, record] of kept) parts.kept.set(id, record as never)
}

async function pass(milliseconds: number): Promise<void> {
  now += milliseconds
  await parts.timer.pass(milliseconds)
}

async function update(): Promise<PushOutcome> {
  const { fingerprint, problems } = await parts.service.plan({ source, portalId, handlerId: seven })
  return parts.service.apply(
    { source, portalId, handlerId: seven },
    fingerprint,
    problems.map(({ id }) => id),
  )
}

async function add(): Promise<PushOutcome> {
  drafts.text = NEW
  const { fingerprint, problems } = await parts.service.plan({ source, portalId, handlerId: null, isNew: true })
  return parts.service.add(
    { source, portalId },
    fingerprint,
    problems.map(({ id }) => id),
  )
}

const ends = (): string[] => parts.noted.map(({ end }) => end)
const states = (): string[] => parts.unsettled.list().map(({ state }) => state)
const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.details['reason'] : error),
  )

describe('a write whose answer was lost', () => {
  it.each<[string, UpdateFate['does'], () => Promise<unknown>, string[]]>([
    ['update that did not arrive', 'refused', update, ['undecided', 'not-done']],
    ['handler that was not added', 'refused', add, ['undecided', 'not-done']],
    ['update that was done', 'lost', update, ['done']],
    ['handler that was added', 'lost', add, ['done']],
  ])('is found out and told to the journal: an %s', async (_what, does, push, expected) => {
    portal.fate = { does, error: lost() }
    await push().catch(() => undefined)
    portal.fate = { does: 'done' }
    await pass(LATER)

    expect(ends()).toEqual(expected)
    expect(portal.bodies).toHaveLength(1)
    expect(parts.kept.size).toBe(0)
  })

  it('is not told to be undone before the portal must have ended its work on it', async () => {
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)
    const [push] = parts.unsettled.list()

    await parts.unsettled.readAgain(push?.id ?? '')
    await pass(LONGEST_WORK_MS - 1_000)
    await parts.unsettled.readAgain(push?.id ?? '')
    expect(states()).toEqual(['waiting'])
    expect(parts.kept.size).toBe(1)

    await pass(2_500)
    expect(states()).toEqual(['not-done'])
  })

  it('that is done while it is waited for leaves the draft with its base, and its text as a revision', async () => {
    const pushed: string[] = []
    drafts.keepPushed = ((_id: unknown, text: string) => Promise.resolve(void pushed.push(text))) as never
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)
    portal.replaceAll(ROW.replace('"100"', '"200"'))
    await pass(LATER)

    expect(states()).toEqual(['done'])
    expect(drafts.base).toMatchObject({ portalId, handlerId: '7' })
    expect(pushed).toEqual([TEXT])
  })

  it('over which somebody wrote stays undecided, until a person has seen that', async () => {
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)
    portal.replaceAll(ROW.replace('Till', 'Somebody’s'))
    await pass(LATER)
    expect(states()).toEqual(['undecided'])
    expect(parts.kept.size).toBe(1)

    await parts.unsettled.dismiss(parts.unsettled.list()[0]?.id ?? '')
    expect(parts.unsettled.list()).toEqual([])
    expect(parts.kept.size).toBe(0)
    expect(parts.timer.pending).toBe(0)
  })

  it('is read again while the portal cannot be reached', async () => {
    portal.fate = { does: 'refused', error: lost() }
    portal.readFaults.push(null, null, lost(), lost())
    await update().catch(() => undefined)
    await pass(LATER)
    expect(states()).toEqual(['unreachable'])

    await pass(LONGEST_WORK_MS + 1)
    expect(states()).toEqual(['not-done'])
  })

  it('refuses another push of the handler until it is known, and then not', async () => {
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)
    portal.fate = { does: 'done' }

    expect(await reasonOf(update())).toBe('push-undecided')
    expect(portal.bodies).toHaveLength(1)
    await pass(LATER)
    expect(await reasonOf(update())).toBe('done')
  })

  it('cannot be taken from the list while the portal may still be at it', async () => {
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)

    expect(await reasonOf(parts.unsettled.dismiss(parts.unsettled.list()[0]?.id ?? ''))).toBe('push-undecided')
    expect(states()).toEqual(['waiting'])
  })
})

describe('what an earlier run of the app has left', () => {
  /** The app ends after the write has left. */
  async function leave(): Promise<void> {
    portal.fate = { does: 'refused', error: lost() }
    await update().catch(() => undefined)
    start(parts.kept)
    portal.fate = { does: 'done' }
  }

  it('is found out at the start when it was done', async () => {
    await leave()
    portal.replaceAll(ROW.replace('"100"', '"200"'))
    await parts.unsettled.start()

    expect(states()).toEqual(['done'])
    expect(ends()).toEqual(['done'])
  })

  it('is read again when its minute is not over', async () => {
    await leave()
    now += 10_000
    await parts.unsettled.start()
    expect(states()).toEqual(['waiting'])

    await pass(LATER)
    expect(states()).toEqual(['not-done'])
    expect(portal.bodies).toHaveLength(1)
  })

  it('is waited for though the clock was put back meanwhile', async () => {
    await leave()
    now -= 3_600_000
    await parts.unsettled.start()
    expect(states()).toEqual(['waiting'])

    await pass(LATER)
    expect(states()).toEqual(['not-done'])
  })
})

it('sends nothing when the record of it cannot be kept', async () => {
  const full = new AppError('internal', 'x', { details: { reason: 'disk-full' } })
  parts.kept.set = () => {
    throw full
  }

  expect(await reasonOf(update())).toBe('disk-full')
  expect(portal.bodies).toEqual([])
  expect(ends()).toEqual(['not-done'])
})
