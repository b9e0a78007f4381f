import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { createHandlerRemoval } from '../../../../../electron/main/push/handler-removal'
import { FakePushDrafts, FakePushPortal, MemoryBackups, pushParts } from '../../../../support/push-fakes'

const DELETE = 'sale.paysystem.handler.delete'
const ROW = '{"ID":"7","NAME":"Till","CODE":"till","SORT":"100","SETTINGS":{"CODES":{}}}'
const OTHER = '{"ID":"8","NAME":"Card","CODE":"card","SORT":"50","SETTINGS":{"CODES":{}}}'
const target = { portalId: v.parse(PortalId, 'shop'), handlerId: v.parse(HandlerId, '7') }

let portal: FakePushPortal
let backups: MemoryBackups
let removal: ReturnType<typeof createHandlerRemoval>

beforeEach(() => {
  portal = new FakePushPortal(ROW, OTHER)
  backups = new MemoryBackups(portal.events)
  const { writer } = pushParts({ portal, backups, drafts: new FakePushDrafts('{}') })
  removal = createHandlerRemoval({ portal, handlers: portal, backups, writer })
})

async function detailsOf(work: Promise<unknown>): Promise<object> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (error instanceof AppError) return { ...error.details, kind: error.code }
  throw new Error('There was no AppError', { cause: error })
}

describe('deleting a handler', () => {
  it('is planned with the payment systems that use it, and changes nothing', async () => {
    portal.systems = ['{"ID":21,"NAME":"Bank card","ACTIVE":"Y","PERSON_TYPE_ID":5,"ACTION_FILE":"till"}']

    expect(await removal.plan(target)).toMatchObject({
      target: { id: '7', code: 'till' },
      users: { status: 'known', systems: [{ id: '21', name: 'Bank card' }] },
    })
    expect(portal.bodies).toEqual([])
    expect(backups.kept).toEqual([])
  })

  it('keeps a backup, asks once, and touches no other', async () => {
    const { fingerprint } = await removal.plan(target)
    portal.events.length = 0

    expect(await removal.remove(target, fingerprint)).toEqual({ backup: backups.kept[0]?.name })
    expect(portal.events).toEqual(['read', 'backup', 'record', DELETE])
    expect(portal.bodies).toEqual(['{"ID":7}'])
    expect(portal.handler('7')).toBeUndefined()
    expect(portal.handler('8')).toBeDefined()
  })

  it('is refused when the handler changed since it was shown', async () => {
    const { fingerprint } = await removal.plan(target)
    portal.replaceAll(ROW.replace('Till', 'Other'), OTHER)

    expect(await detailsOf(removal.remove(target, fingerprint))).toMatchObject({ reason: 'changed-since-plan' })
    expect(portal.bodies).toEqual([])
  })

  it('is not done when no backup can be kept', async () => {
    const { fingerprint } = await removal.plan(target)
    backups.fault = new AppError('internal', 'x', { details: { reason: 'disk' } })

    expect(await detailsOf(removal.remove(target, fingerprint))).toMatchObject({ reason: 'disk' })
    expect(portal.bodies).toEqual([])
  })

  it.each([
    ['lost', null],
    ['refused', 'write-undecided'],
  ] as const)('is settled by a read after a lost answer, and never asked for twice: %s', async (does, reason) => {
    const { fingerprint } = await removal.plan(target)
    portal.fate = { does, error: new AppError('network', 'x', { details: { mayHaveArrived: true } }) }
    const removing = removal.remove(target, fingerprint)

    if (reason === null) expect(await removing).toEqual({ backup: backups.kept[0]?.name })
    else expect(await detailsOf(removing)).toMatchObject({ kind: 'network', reason })
    expect(portal.bodies).toHaveLength(1)
  })
})
