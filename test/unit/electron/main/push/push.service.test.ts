import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { identityOf } from '#common/checker/ignored-problem'
import { DraftId } from '#common/drafts/drafts.contract'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { PortalId } from '#common/portals/portals.contract'
import { PushOutcome, PushPlan, type MergeSide } from '#common/push/push.contract'
import type { PushService } from '../../../../../electron/main/push/push.service'
import type { Target } from '../../../../../electron/main/push/push-parts'
import {
  FakePushDrafts,
  FakePushPortal,
  fieldsOf,
  MemoryBackups,
  objectOf,
  pushParts,
} from '../../../../support/push-fakes'

const UPDATE = 'sale.paysystem.handler.update'
const PORTAL = v.parse(PortalId, 'shop')
const OTHER_PORTAL = v.parse(PortalId, 'other')
const DRAFT = v.parse(DraftId, 'till-a1b2c3')
const SOURCE = { kind: 'draft', draftId: DRAFT } as const
const SEVEN = v.parse(HandlerId, '7')
const SEVENS_BACKUP = 'handler-7 2031-05-04T00-00-00.000Z 0001.json'
const EIGHT = v.parse(HandlerId, '8')

const ROW_SEVEN = '{"ID":"7","NAME":"Till","CODE":"till","SORT":"100","SETTINGS":{"CODES":{"10":1,"2":2}}}'
const ROW_EIGHT = '{"ID":"8","NAME":"Card","CODE":"Card","SORT":"50","SETTINGS":{"CODES":{"A":1}}}'
const FIELDS_SEVEN = '{"NAME":"Till","CODE":"till","SORT":100,"SETTINGS":{"CODES":{"10":1,"2":2}}}'

let portal: FakePushPortal
let drafts: FakePushDrafts
let backups: MemoryBackups
let faults: unknown[]
let copied: string[]
let parts: ReturnType<typeof pushParts>
let service: PushService

beforeEach(() => {
  faults = []
  portal = new FakePushPortal(ROW_SEVEN, ROW_EIGHT)
  drafts = new FakePushDrafts('{ "SORT" : 200.0 }\n')
  backups = new MemoryBackups(portal.events)
  copied = []
  parts = pushParts({ portal, drafts, backups, copied, report: fault => faults.push(fault) })
  service = parts.service
})

/** A draft that began with handler 7 of the portal as it is now. */
function pulledSeven(): void {
  drafts.base = { portalId: PORTAL, handlerId: SEVEN, base: FIELDS_SEVEN }
}

async function planFor(handlerId: HandlerId | null = null, portalId = PORTAL): Promise<PushPlan> {
  return v.parse(PushPlan, await service.plan({ source: SOURCE, portalId, handlerId }))
}

async function applied(handlerId = SEVEN): Promise<PushOutcome> {
  const { fingerprint } = await planFor(handlerId)
  portal.events.length = 0
  return v.parse(PushOutcome, await overruling({ source: SOURCE, portalId: PORTAL, handlerId }, fingerprint))
}

/** Applies in spite of all errors, which are those of short texts. */
function overruling(target: Target, fingerprint: string): Promise<PushOutcome> {
  const errors = ['till', 'Card'].flatMap(code => checkHandler(drafts.text, { isUpdate: true, otherCodes: [code] }))
  return service.apply(target, fingerprint, errors.map(identityOf))
}

async function refusalOf(work: Promise<unknown>): Promise<object> {
  const error: unknown = await work.then(
    () => null,
    (caught: unknown) => caught,
  )
  if (error instanceof AppError) return { ...error.details, kind: error.code }
  throw new Error('There was no AppError', { cause: error })
}

describe('a plan', () => {
  it('is ready with the difference, both texts and every handler to choose from', async () => {
    pulledSeven()

    const plan = await planFor()

    expect(plan).toMatchObject({
      state: 'ready',
      target: { id: '7', code: 'till' },
      candidates: [{ id: '7' }, { id: '8' }],
      changes: [{ kind: 'changed', path: '/SORT', before: '100', after: '200.0' }],
      portalChanges: [],
    })
    expect(plan.nowText.replaceAll(/\s/g, '')).toBe(FIELDS_SEVEN)
    expect(plan.draftText.replaceAll(/\s/g, '')).toBe(FIELDS_SEVEN.replace('100', '200.0'))
  })

  it('writes nothing and keeps no backup', async () => {
    await planFor(SEVEN)

    expect(portal.events).toEqual(['read', 'sale.paysystem.list'])
    expect(backups.kept).toEqual([])
  })

  it.each([
    ['the very text', FIELDS_SEVEN],
    ['another spelling', '{"SORT":"1e2","SETTINGS":{"CODES":{"10":1.0,"2":2}}}'.replace('"1e2"', '1e2')],
    ['only some fields', '{"CODE":"till"}'],
    ['another order of fields', '{"SETTINGS":{"CODES":{"10":1,"2":2}},"NAME":"Till"}'],
  ])('has nothing to change when the draft is what the portal has, in %s', async (_, text) => {
    drafts.text = text

    expect(await planFor(SEVEN)).toMatchObject({ state: 'nothing-to-change', changes: [] })
  })

  it('sees another order of keys within SETTINGS, because payment pages keep it', async () => {
    drafts.text = '{"SETTINGS":{"CODES":{"2":2,"10":1}}}'

    expect(await planFor(SEVEN)).toMatchObject({
      state: 'ready',
      changes: [{ kind: 'moved', path: '/SETTINGS/CODES' }],
    })
  })

  it('tells when the portal changed since the draft began, and what', async () => {
    pulledSeven()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)

    expect(await planFor()).toMatchObject({
      state: 'portal-changed',
      portalChanges: [{ kind: 'changed', path: '/NAME', before: '"Till"', after: '"Till 2"' }],
    })
  })

  // A base with the marks of a merge in it once counted as one that the portal still had.
  it('takes nothing for unchanged when its base cannot be read', async () => {
    pulledSeven()
    drafts.base = { portalId: PORTAL, handlerId: SEVEN, base: `<<<<<<< mine\n${FIELDS_SEVEN}` }

    expect(await planFor()).toMatchObject({ state: 'portal-changed', portalChanges: [{ kind: 'changed', path: '' }] })
    expect(await refusalOf(applied())).toMatchObject({ reason: 'portal-changed' })
    expect(portal.bodies).toEqual([])
  })

  // With its facts damaged a draft was pushed over what others had changed meanwhile.
  it('compares a base whose handler is not known with the one it would write to', async () => {
    drafts.base = { portalId: PORTAL, handlerId: null, base: FIELDS_SEVEN }
    drafts.text = '{"CODE":"till","SORT":200}'
    expect(await planFor()).toMatchObject({ state: 'ready', target: { id: '7' } })

    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)
    expect(await planFor()).toMatchObject({ state: 'portal-changed', portalChanges: [{ path: '/NAME' }] })
  })

  it('takes no other handler for a base that the portal changed', async () => {
    pulledSeven()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)

    expect(await planFor(EIGHT)).toMatchObject({ state: 'ready', target: { id: '8' }, portalChanges: [] })
  })

  it('without a target has the handlers to choose from, and no fingerprint to apply', async () => {
    expect(await planFor()).toMatchObject({
      state: 'no-target',
      target: null,
      candidates: [{ id: '7' }, { id: '8' }],
      fingerprint: '',
    })
  })

  it.each([
    ['{', 'not-json'],
    ['{"SORT":1,"SORT":2}', 'duplicate-key'],
    ['[]', 'not-a-handler'],
    ['{"TITLE":"x"}', 'unknown-field'],
    ['{"SETTINGS":"{}"}', 'settings-not-an-object'],
  ])('of %s is refused without asking the portal', async (text, reason) => {
    drafts.text = text

    expect(await refusalOf(planFor(SEVEN))).toMatchObject({ kind: 'invalid-input', reason })
    expect(portal.events).toEqual([])
  })
})

describe('the target', () => {
  it('is the handler the draft began from', async () => {
    drafts.base = { portalId: PORTAL, handlerId: EIGHT, base: FIELDS_SEVEN }
    drafts.text = '{"CODE":"till"}'

    expect((await planFor()).target?.id).toBe('8')
  })

  it('on another portal is not the id it had on the first', async () => {
    drafts.base = { portalId: PORTAL, handlerId: EIGHT, base: FIELDS_SEVEN }
    drafts.text = '{"CODE":"till"}'

    expect((await planFor(null, OTHER_PORTAL)).target?.id).toBe('7')
  })

  it('is the id that the file of the draft named', async () => {
    drafts.namedHandlerId = EIGHT

    expect((await planFor()).target?.id).toBe('8')
  })

  // A portal refuses a CODE twice, so the wrong one of the two is never written.
  it('is the id that the file named though another handler has the CODE', async () => {
    drafts.namedHandlerId = EIGHT
    drafts.text = '{"CODE":"till"}'

    expect((await planFor()).target?.id).toBe('8')
  })

  it.each(['till', 'TILL'])('is the handler with the same CODE: %s', async code => {
    drafts.text = `{"CODE":"${code}"}`

    expect((await planFor()).target?.id).toBe('7')
  })

  it('is the chosen one before all others', async () => {
    pulledSeven()
    drafts.text = '{"CODE":"till"}'

    expect((await planFor(EIGHT)).target?.id).toBe('8')
  })

  it.each(['{"CODE":""}', '{"CODE":null}', '{"SORT":1}', '{"CODE":"another"}'])('is none for %s', async text => {
    portal.replaceAll(ROW_SEVEN.replace('"till"', '""'), ROW_EIGHT)
    drafts.text = text

    expect((await planFor()).target).toBeNull()
  })

  it('is the handler with the same CODE where a new one was asked for', async () => {
    drafts.text = '{"CODE":"Till"}'
    const plan = await service.plan({ source: SOURCE, portalId: PORTAL, handlerId: null, isNew: true })

    expect(plan.target?.id).toBe('7')
  })
})

describe('applying', () => {
  it('keeps a backup of the old handler, writes once, and reads back', async () => {
    pulledSeven()

    const outcome = await applied()

    expect(outcome).toEqual({ isVerified: true, differences: [], backup: SEVENS_BACKUP })
    expect(portal.events).toEqual(['read', 'backup', 'record', UPDATE, 'read'])
    expect(backups.kept[0]?.text.replaceAll(/\s/g, '')).toBe(FIELDS_SEVEN)
    expect(fieldsOf(portal.handler('7'))).toBe(FIELDS_SEVEN.replace('100', '200.0'))
  })

  it("sends the draft's own text, byte for byte", async () => {
    drafts.text = '\n{ "SETTINGS" : {"CODES":{ "10":1.0, "2" : [] , "ключ": "\\u00e9\\/" }},\n\t"SORT":1e2 }\n'

    await applied()

    expect(portal.bodies).toEqual([`{"ID":7,"FIELDS":${drafts.text.trim()}}`])
  })

  it('touches no other handler', async () => {
    await applied()

    expect(fieldsOf(portal.handler('8'))).toBe('{"NAME":"Card","CODE":"Card","SORT":50,"SETTINGS":{"CODES":{"A":1}}}')
  })

  it('makes what the portal has now the base of the draft', async () => {
    await applied()

    expect(drafts.base).toMatchObject({ portalId: PORTAL, handlerId: SEVEN })
    expect(objectOf(drafts.base?.base ?? '')).toEqual(portal.handler('7')?.fields)
    expect((await planFor()).state).toBe('nothing-to-change')
  })

  it('tells where what was read back differs from what was sent', async () => {
    portal.keeps = wanted => ({
      kind: 'object',
      entries: wanted.entries.map(([key, value]) => [key, key === 'SORT' ? { kind: 'number', lexeme: '500' } : value]),
    })

    expect(await applied()).toMatchObject({
      isVerified: false,
      differences: [{ kind: 'changed', path: '/SORT', before: '200.0', after: '500' }],
      backup: SEVENS_BACKUP,
    })
  })

  it('takes what a portal does to values for what was sent', async () => {
    drafts.text = '{"SORT":"300","SETTINGS":{"CODES":{},"LIST":{"0":"a","1":"b"}}}'

    expect(await applied()).toMatchObject({ isVerified: true, differences: [] })
  })
})

describe('a push beside another', () => {
  // Both once read the same handler, and both wrote.
  it('is written once when it was asked for twice', async () => {
    const { fingerprint } = await planFor(SEVEN)
    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }

    const [first, second] = await Promise.allSettled([overruling(target, fingerprint), overruling(target, fingerprint)])

    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ status: 'rejected', reason: { details: { reason: 'changed-since-plan' } } })
    expect(portal.bodies).toHaveLength(1)
    expect(backups.kept).toHaveLength(1)
  })

  it('leaves the base that the first one made', async () => {
    pulledSeven()
    const { fingerprint } = await planFor(SEVEN)
    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }

    const accepting = [overruling(target, fingerprint), service.acceptPortal(target, fingerprint)] as const
    await Promise.allSettled(accepting)

    expect((await planFor()).state).toBe('nothing-to-change')
  })

  it('has ended once the pushes are settled', async () => {
    const { fingerprint } = await planFor(SEVEN)
    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }
    let hasEnded = false
    const ending = overruling(target, fingerprint).then(() => (hasEnded = true))

    await service.settled()

    expect(hasEnded).toBe(true)
    await ending
  })
})

describe('a draft that cannot be written after the push', () => {
  // The push once failed with "a file could not be written", though the portal had the new handler.
  it('does not make a failure of a push that succeeded', async () => {
    const fault = new AppError('internal', 'Disk full', { details: { reason: 'disk' } })
    drafts.setBase = () => Promise.reject(fault)

    expect(await applied()).toMatchObject({ isVerified: true, backup: SEVENS_BACKUP })
    expect(faults).toEqual([fault])
  })
})

describe('nothing is written', () => {
  it.each<[string, () => void, object]>([
    ['the draft changed since the plan', () => (drafts.text = '{"SORT":201}'), { reason: 'changed-since-plan' }],
    [
      'the portal changed since the plan',
      () => portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT),
      { reason: 'changed-since-plan' },
    ],
    ['the draft became unreadable', () => (drafts.text = '{'), { kind: 'invalid-input', reason: 'not-json' }],
    ['the handler is gone', () => portal.replaceAll(ROW_EIGHT), { kind: 'not-found', reason: 'handler' }],
    ['the portal cannot be read', () => portal.readFaults.push(lostAnswer()), { kind: 'network', layer: 'timeout' }],
    [
      'the backup cannot be kept',
      () => (backups.fault = new AppError('internal', 'Disk full', { details: { reason: 'disk' } })),
      { kind: 'internal', reason: 'disk' },
    ],
  ])('when %s', async (_, change, refusal) => {
    const { fingerprint } = await planFor(SEVEN)
    change()

    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }
    expect(await refusalOf(overruling(target, fingerprint))).toMatchObject({ kind: 'conflict', ...refusal })
    expect(portal.bodies).toEqual([])
    expect(backups.kept).toEqual([])
    expect(drafts.base).toBeNull()
  })

  it('when the portal is no longer what the draft began from, though that was shown', async () => {
    pulledSeven()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)

    expect(await refusalOf(applied())).toMatchObject({ kind: 'conflict', reason: 'portal-changed' })
    expect(portal.bodies).toEqual([])
  })

  it.each([
    ['another handler', { handlerId: EIGHT }],
    ['another portal', { portalId: OTHER_PORTAL }],
    ['another draft', { source: { kind: 'draft', draftId: v.parse(DraftId, 'another-a1b2c3') } as const }],
  ])('with the fingerprint of %s', async (_, other) => {
    const { fingerprint } = await planFor(SEVEN)

    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN, ...other }
    expect(await refusalOf(overruling(target, fingerprint))).toMatchObject({ reason: 'changed-since-plan' })
    expect(portal.bodies).toEqual([])
  })

  it('with the fingerprint of a handler that is its twin', async () => {
    portal.replaceAll(ROW_SEVEN, ROW_SEVEN.replace('"7"', '"8"'))
    const { fingerprint } = await planFor(SEVEN)

    const target = { source: SOURCE, portalId: PORTAL, handlerId: EIGHT }
    expect(await refusalOf(overruling(target, fingerprint))).toMatchObject({ reason: 'changed-since-plan' })
    expect(portal.bodies).toEqual([])
  })

  it('with the empty fingerprint of a plan without a target', async () => {
    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }

    expect(await refusalOf(overruling(target, ''))).toMatchObject({ reason: 'changed-since-plan' })
    expect(portal.bodies).toEqual([])
  })
})

describe('an answer to the write that was lost', () => {
  it('is settled by reading: what was written is verified and not sent again', async () => {
    portal.fate = { does: 'lost', error: lostAnswer() }

    expect(await applied()).toMatchObject({ isVerified: true, backup: SEVENS_BACKUP })
    expect(portal.bodies).toHaveLength(1)
  })

  it('is told as unanswered when the portal still has the old handler', async () => {
    portal.fate = { does: 'refused', error: lostAnswer() }

    expect(await refusalOf(applied())).toMatchObject({
      kind: 'network',
      layer: 'timeout',
      reason: 'write-unanswered',
    })
    expect(portal.bodies).toHaveLength(1)
  })

  it('is told as undecided when the portal cannot be read', async () => {
    portal.fate = { does: 'lost', error: lostAnswer() }
    const { fingerprint } = await planFor(SEVEN)
    portal.readFaults.push(null, lostAnswer())

    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }
    expect(await refusalOf(overruling(target, fingerprint))).toMatchObject({ reason: 'write-undecided' })
    expect(portal.bodies).toHaveLength(1)
  })

  it('is told as undecided when the portal has neither the old handler nor the new one', async () => {
    portal.fate = { does: 'lost', error: lostAnswer() }
    portal.keeps = () => objectOf('{"NAME":"Something else"}')

    expect(await refusalOf(applied())).toMatchObject({ reason: 'write-undecided' })
    expect(portal.bodies).toHaveLength(1)
  })

  // It once passed as a fault of the app, as if nothing had been sent.
  it.each([
    ['a fault of the client', new AppError('internal', 'The call failed in an unexpected way')],
    ['anything else', new TypeError('x')],
  ])('is settled by reading when %s hides what became of it', async (_, error) => {
    portal.fate = { does: 'lost', error }
    expect(await applied()).toMatchObject({ isVerified: true })

    drafts.text = '{"SORT":300}'
    portal.fate = { does: 'refused', error }
    expect(await refusalOf(applied())).toMatchObject({ kind: 'network', reason: 'write-unanswered' })
    expect(portal.bodies).toHaveLength(2)
  })

  it('is no question when the call never left this computer', async () => {
    const error = new AppError('network', 'x', {
      details: { layer: 'dns', reason: 'unknown-host', mayHaveArrived: false },
    })
    portal.fate = { does: 'refused', error }

    expect(await refusalOf(applied())).toEqual({ kind: 'network', ...error.details })
    expect(portal.events).toEqual(['read', 'backup', 'record', UPDATE])
  })
})

describe('a handler that was written and cannot be read back', () => {
  it.each([
    ['the portal is silent', lostAnswer()],
    ['the portal refuses', portalRefusal('ACCESS_DENIED')],
  ])('is told as such, with its backup, when %s', async (_, fault) => {
    const { fingerprint } = await planFor(SEVEN)
    portal.readFaults.push(null, fault)

    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }
    expect(await refusalOf(overruling(target, fingerprint))).toMatchObject({
      kind: fault.code,
      reason: 'not-read-back',
      backup: SEVENS_BACKUP,
    })
    expect(portal.bodies).toHaveLength(1)
  })
})

describe('a refusal of the write', () => {
  it.each([
    'ACCESS_DENIED',
    'ERROR_CHECK_FAILURE',
    'ERROR_HANDLER_NOT_FOUND',
    'ERROR_HANDLER_ALREADY_EXIST',
    'ERROR_HANDLER_UPDATE',
    'ERROR_UNEXPECTED_ANSWER',
    'ERROR_ARGUMENT',
  ])('passes as it is: %s', async code => {
    const error = portalRefusal(code)
    portal.fate = { does: 'refused', error }

    expect(await refusalOf(applied())).toEqual({ kind: 'portal', ...error.details })
    expect(portal.events).toEqual(['read', 'backup', 'record', UPDATE])
    expect(drafts.base).toBeNull()
  })

  it.each(['unauthorized', 'rate-limited', 'keychain', 'cancelled'] as const)('passes as it is: %s', async code => {
    portal.fate = { does: 'refused', error: new AppError(code, 'x') }

    expect(await refusalOf(applied())).toEqual({ kind: code })
    expect(portal.bodies).toHaveLength(1)
  })
})

describe("accepting the portal's changes", () => {
  it('makes the handler of now the base, so that the push can go on', async () => {
    pulledSeven()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)
    const { fingerprint } = await planFor()

    await service.acceptPortal({ source: SOURCE, portalId: PORTAL, handlerId: SEVEN }, fingerprint)

    expect(await planFor()).toMatchObject({ state: 'ready', portalChanges: [] })
  })

  it('is refused when the portal changed once more since they were shown', async () => {
    pulledSeven()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 2'), ROW_EIGHT)
    const { fingerprint } = await planFor()
    portal.replaceAll(ROW_SEVEN.replace('Till', 'Till 3'), ROW_EIGHT)

    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }
    expect(await refusalOf(service.acceptPortal(target, fingerprint))).toMatchObject({ reason: 'changed-since-plan' })
    expect(drafts.base?.base).toBe(FIELDS_SEVEN)
  })
})

function lostAnswer(): AppError {
  return new AppError('network', 'x', { details: { layer: 'timeout', reason: 'no-answer', mayHaveArrived: true } })
}

function portalRefusal(code: string): AppError {
  return new AppError('portal', 'x', { details: { method: UPDATE, code, description: 'x', status: 400 } })
}

describe("merging with the portal's changes", () => {
  const THEIRS = ROW_SEVEN.replace('"Till"', '"Till 2"').replace('"SORT":"100"', '"SORT":"300"')

  beforeEach(() => {
    pulledSeven()
    drafts.text = FIELDS_SEVEN.replace('100', '200').replace('"2":2', '"2":5')
    portal.replaceAll(THEIRS, ROW_EIGHT)
  })

  async function merged(choices: readonly MergeSide[]): Promise<void> {
    const { fingerprint } = await planFor()
    await service.merge({ source: SOURCE, portalId: PORTAL, handlerId: SEVEN }, fingerprint, choices)
  }

  it('is planned with what each side changed', async () => {
    expect((await planFor()).merge).toEqual([
      { kind: 'theirs', path: '/NAME', base: '"Till"', mine: '"Till"', theirs: '"Till 2"' },
      { kind: 'conflict', path: '/SORT', base: '100', mine: '200', theirs: '300' },
      { kind: 'mine', path: '/SETTINGS/CODES/2', base: '2', mine: '5', theirs: '2' },
    ])
  })

  it.each([
    ['mine', '200'],
    ['theirs', '300'],
  ] as const)('makes it the text of the draft with %s, keeps the text before, and can go on', async (side, sort) => {
    const before = drafts.text
    await merged([side])

    expect(drafts.text).toBe(before.replace('"Till"', '"Till 2"').replace('200', sort))
    expect(drafts.replaced).toEqual([before])
    expect(await planFor()).toMatchObject({ state: 'ready', portalChanges: [], merge: null })
    expect(portal.bodies).toEqual([])
  })

  it('is refused without a choice for each conflict', async () => {
    expect(await refusalOf(merged([]))).toMatchObject({ kind: 'conflict', reason: 'changed-since-plan' })
    expect(drafts.replaced).toEqual([])
  })

  it('is refused when the portal changed once more since it was shown', async () => {
    const { fingerprint } = await planFor()
    portal.replaceAll(THEIRS.replace('300', '400'), ROW_EIGHT)
    const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }

    expect(await refusalOf(service.merge(target, fingerprint, ['mine']))).toMatchObject({
      reason: 'changed-since-plan',
    })
    expect(drafts.replaced).toEqual([])
  })

  it('is not offered from a base that cannot be read', async () => {
    drafts.base = { portalId: PORTAL, handlerId: SEVEN, base: '<<<<<<<' }

    expect(await planFor()).toMatchObject({ state: 'portal-changed', merge: null })
  })
})

describe('a portal that cannot be reached', () => {
  const away = new AppError('network', 'x', { details: { layer: 'dns' } })
  const readAt = '2031-05-04T10:00:00.000Z'

  it('is planned for as it was last, and nothing can be written by that plan', async () => {
    portal.known = { readAt, handlers: await portal.readAll() }
    portal.readFaults.push(away)
    portal.events.length = 0

    const plan = await planFor(SEVEN)

    expect(plan).toMatchObject({
      state: 'remembered',
      asOf: readAt,
      changes: [{ path: '/SORT' }],
      users: null,
      rights: null,
      fingerprint: '',
    })
    expect(portal.events).toEqual(['read'])
    expect(await refusalOf(overruling({ source: SOURCE, portalId: PORTAL, handlerId: SEVEN }, ''))).toMatchObject({
      reason: 'changed-since-plan',
    })
    expect(portal.bodies).toEqual([])
  })

  it('has no plan where it was never read, or refuses by itself', async () => {
    portal.readFaults.push(away)
    expect(await refusalOf(planFor(SEVEN))).toMatchObject({ layer: 'dns' })

    portal.known = { readAt, handlers: await portal.readAll() }
    portal.readFaults.push(new AppError('portal', 'x', { details: { code: 'ACCESS_DENIED' } }))
    expect(await refusalOf(planFor(SEVEN))).toMatchObject({ code: 'ACCESS_DENIED' })
  })
})

describe('a backup', () => {
  const ERRONEOUS = '{"NAME":"","CODE":"till","SORT":1,"SETTINGS":{"CODES":{"A":1}}}'

  async function kept(text: string) {
    const name = await backups.keep(PORTAL, SEVEN, text)
    return { kind: 'backup', portalId: PORTAL, name } as const
  }

  it('goes back over the handler it is of, whatever came after it and whatever the checker finds', async () => {
    const source = await kept(ERRONEOUS)
    portal.replaceAll(ROW_SEVEN.replace('"Till"', '"Somebody’s"'), ROW_EIGHT)
    const plan = v.parse(PushPlan, await service.plan({ source, portalId: PORTAL, handlerId: null }))
    expect(plan).toMatchObject({ state: 'ready', target: { id: '7' }, portalChanges: [], problems: [] })

    const outcome = await service.apply({ source, portalId: PORTAL, handlerId: SEVEN }, plan.fingerprint, [])

    expect(outcome).toMatchObject({ isVerified: true })
    expect(fieldsOf(portal.handler('7'))).toBe(ERRONEOUS)
    expect(drafts.base).toBeNull()
    expect(parts.noted.at(-1)).toMatchObject({ end: 'done', record: { source } })
  })

  it('adds its handler again where that is gone', async () => {
    const source = await kept(FIELDS_SEVEN)
    portal.replaceAll(ROW_EIGHT)
    const plan = v.parse(PushPlan, await service.plan({ source, portalId: PORTAL, handlerId: null }))
    expect(plan).toMatchObject({ state: 'new' })

    expect(await service.add({ source, portalId: PORTAL }, plan.fingerprint, [])).toMatchObject({ isVerified: true })
  })

  it('is stopped where another handler has its CODE meanwhile', async () => {
    const source = await kept(FIELDS_SEVEN)
    portal.replaceAll(ROW_SEVEN.replace('"till"', '"other"'), ROW_EIGHT.replace('"CODE":"Card"', '"CODE":"TILL"'))

    const plan = await service.plan({ source, portalId: PORTAL, handlerId: null })

    expect(plan.problems).toMatchObject([{ rule: 'handler-code-taken', severity: 'error' }])
  })

  it('means on another portal only what its CODE says, and is checked like a draft', async () => {
    const source = await kept(ERRONEOUS)
    portal.replaceAll(ROW_SEVEN.replace('"till"', '"other"'))

    const plan = await service.plan({ source, portalId: OTHER_PORTAL, handlerId: null })

    expect(plan).toMatchObject({ state: 'new', target: null })
    expect(plan.problems).not.toEqual([])
  })
})

describe('what a plan says of the portal', () => {
  const BANK = '{"ID":21,"NAME":"Bank card","ACTIVE":"Y","PERSON_TYPE_ID":5,"ACTION_FILE":"TILL"}'
  const OTHER = '{"ID":22,"NAME":"Other","ACTIVE":"N","PERSON_TYPE_ID":5,"ACTION_FILE":"till2"}'

  it('are the payment systems that use the handler, whatever the case of its CODE', async () => {
    portal.systems = [BANK, OTHER]

    expect((await planFor(SEVEN)).users).toEqual({
      status: 'known',
      payerTypes: 'all',
      systems: [{ id: '21', name: 'Bank card', isActive: true, heldCodes: [] }],
    })
  })

  it.each<[string, string | null, object]>([
    ['the values of every payer type', '{"personTypes":[{"id":5},{"id":6}]}', { payerTypes: 'all', codes: ['KEY'] }],
    ['those of payer types listed in the other shape', '[{"id":"6"}]', { payerTypes: 'all', codes: ['KEY'] }],
    ['only the defaults and its own where they are not listed', null, { payerTypes: 'own', codes: [] }],
  ])('has with what they lose %s', async (_what, personTypes, expected) => {
    portal.replaceAll('{"ID":"7","NAME":"T","CODE":"till","SORT":"1","SETTINGS":{"CODES":{"KEY":{},"LEFT":{}}}}')
    portal.systems = [BANK]
    const asked: string[] = []
    const call = portal.call.bind(portal)
    portal.call = async (id, method, body, options) => {
      if (method === 'sale.persontype.list' && personTypes === null) throw new AppError('portal', 'x')
      if (method === 'sale.paysystem.settings.get') {
        asked.push(body)
        return { value: objectOf(body.includes('"PERSON_TYPE_ID":6') ? '{"KEY":{"VALUE":"x"}}' : '{}') }
      }
      return call(id, method, body, options)
    }
    portal.personTypes = personTypes ?? ''
    drafts.text = '{"SETTINGS":{"CODES":{"LEFT":{}}}}'

    const { users } = await planFor(SEVEN)

    if (users?.status !== 'known') throw new Error('Not known')
    expect({ payerTypes: users.payerTypes, codes: users.systems[0]?.heldCodes }).toEqual(expected)
    expect(asked.map(body => (JSON.parse(body) as { PERSON_TYPE_ID: number }).PERSON_TYPE_ID)).toContain(0)
  })

  it('is with whose rights the push is made, and which scopes are missing', async () => {
    const owner = { id: '1', name: 'Anna', isAdmin: true }
    const scopes = (['pay_system', 'salescenter', 'crm', 'sale'] as const).map(scope => ({
      scope,
      isGranted: scope === 'pay_system',
    }))
    parts = pushParts({ portal, drafts, backups, rightsOf: () => Promise.resolve({ owner, scopes }) })
    service = parts.service

    expect((await planFor(SEVEN)).rights).toEqual({ owner: { id: '1', name: 'Anna' }, missingScopes: ['sale'] })
  })

  it('is nothing of the rights where the portal does not tell, and the push can go on', async () => {
    expect(await planFor(SEVEN)).toMatchObject({ state: 'ready', rights: null })
  })

  it('is what they lose: the CODE, removed codes that hold values, and modes', async () => {
    portal.replaceAll(
      '{"ID":"7","NAME":"T","CODE":"till","SORT":"1","SETTINGS":{"CODES":{"KEY":{},"shop":{},"LEFT":{}},"FORM_DATA":{"ACTION_URI":"x"}}}',
    )
    portal.systems = [BANK]
    portal.settings = '{"KEY":{"TYPE":"VALUE","VALUE":"hush"},"SHOP":{"TYPE":null,"VALUE":null}}'
    drafts.text = '{"CODE":"desk","SETTINGS":{"CODES":{"left":{}},"CHECKOUT_DATA":{"ACTION_URI":"x"}}}'

    const plan = await planFor(SEVEN)

    expect(plan.losses).toEqual({ oldCode: 'till', codes: ['KEY', 'shop'], modes: ['form'] })
    expect(plan.users).toMatchObject({ systems: [{ heldCodes: ['KEY'] }] })
    expect(JSON.stringify(plan)).not.toContain('hush')
  })

  it.each([
    ['refused', new AppError('portal', 'x', { details: { code: 'insufficient_scope' } })],
    ['failed', new AppError('network', 'x', { details: { layer: 'timeout' } })],
  ] as const)(
    'is that the payment systems are not known when the call %s, and the push can go on',
    async (reason, error) => {
      portal.listFault = error

      expect(await planFor(SEVEN)).toMatchObject({ state: 'ready', users: { status: 'unknown', reason } })
    },
  )

  it('is the call with its very body, which can be taken along without the address of a portal', async () => {
    const { request } = await planFor(SEVEN)
    await service.copyRequest(SOURCE, SEVEN)

    expect(request).toEqual({ method: UPDATE, body: '{"ID":7,"FIELDS":{ "SORT" : 200.0 }}' })
    expect(copied[0]).toContain(`-d '{"ID":7,"FIELDS":{ "SORT" : 200.0 }}'`)
    expect(copied[0]).toContain(`https://PORTAL/rest/USER_ID/WEBHOOK_CODE/${UPDATE}`)
  })
})

describe('an error of the checker', () => {
  const target = { source: SOURCE, portalId: PORTAL, handlerId: SEVEN }

  beforeEach(() => {
    drafts.text = '{"CODE":"card","SORT":200}'
  })

  it('stops the push until it is overruled', async () => {
    const { problems, fingerprint } = await planFor(SEVEN)
    const errors = problems.filter(({ severity }) => severity === 'error').map(({ id }) => id)

    expect(errors).toHaveLength(1)
    expect(await refusalOf(service.apply(target, fingerprint, []))).toMatchObject({ reason: 'stopped-by-errors' })
    expect(await refusalOf(service.apply(target, fingerprint, ['another']))).toMatchObject({
      reason: 'stopped-by-errors',
    })
    expect(portal.bodies).toEqual([])
    expect(backups.kept).toEqual([])

    await service.apply(target, fingerprint, errors)
    expect(portal.bodies).toHaveLength(1)
  })

  it('stops nothing when the draft ignores it', async () => {
    const { problems, fingerprint } = await planFor(SEVEN)
    drafts.ignored = problems.map(({ rule, path, values }) => ({ rule, path, values, reason: 'x', ignoredAt: '' }))

    expect((await planFor(SEVEN)).problems).toEqual([])
    await service.apply(target, fingerprint, [])
    expect(portal.bodies).toHaveLength(1)
  })
})

describe('adding', () => {
  const place = { source: SOURCE, portalId: PORTAL }
  const ADD = 'sale.paysystem.handler.add'
  const TEXT = '{ "NAME":"Desk", "CODE":"desk", "SETTINGS":{"CODES":{"A":{"NAME":"A","SORT":1}}} }\n'

  beforeEach(() => {
    drafts.text = TEXT
  })

  async function planToAdd(): Promise<{ fingerprint: string; errors: string[] }> {
    const { fingerprint, problems } = await planFor()
    portal.events.length = 0
    return { fingerprint, errors: problems.map(({ id }) => id) }
  }

  it('is planned where no handler has the CODE, with the call and all that will be there', async () => {
    expect(await planFor()).toMatchObject({
      state: 'new',
      target: null,
      changes: [{ path: '/NAME' }, { path: '/CODE' }, { path: '/SORT', after: '100' }, { path: '/SETTINGS' }],
      request: { method: ADD, body: TEXT.trim() },
    })
  })

  it('is planned on demand for a draft of another handler', async () => {
    pulledSeven()

    expect(await planFor()).toMatchObject({ target: { id: '7' } })
    expect(await service.plan({ ...place, handlerId: null, isNew: true })).toMatchObject({ state: 'new' })
  })

  it('writes once, reads back, and lets the draft come from there', async () => {
    const { fingerprint, errors } = await planToAdd()

    const outcome = v.parse(PushOutcome, await service.add(place, fingerprint, errors))

    expect(outcome).toEqual({ isVerified: true, differences: [], backup: null })
    expect(portal.events).toEqual(['read', 'record', ADD, 'read'])
    expect(portal.bodies).toEqual([TEXT.trim()])
    expect(drafts.base).toMatchObject({ portalId: PORTAL, handlerId: '12' })
    expect(await planFor()).toMatchObject({ state: 'nothing-to-change', target: { id: '12' } })
  })

  it.each<[string, () => void]>([
    ['the draft changed', () => (drafts.text = TEXT.replace('Desk', 'Other'))],
    ['a handler has the CODE meanwhile', () => portal.replaceAll(ROW_SEVEN.replace('"till"', '"DESK"'))],
  ])('is refused when %s after the plan', async (_, change) => {
    const { fingerprint, errors } = await planToAdd()
    change()

    expect(await refusalOf(service.add(place, fingerprint, errors))).toMatchObject({ reason: 'changed-since-plan' })
    expect(portal.bodies).toEqual([])
  })

  it('is refused with errors that were not overruled', async () => {
    drafts.text = '{"CODE":"desk"}'
    const { fingerprint } = await planToAdd()

    expect(await refusalOf(service.add(place, fingerprint, []))).toMatchObject({ reason: 'stopped-by-errors' })
    expect(portal.bodies).toEqual([])
  })

  it.each([
    ['done when the portal has the handler', 'lost', null],
    ['unanswered when it does not have it', 'refused', 'add-unanswered'],
  ] as const)('is %s after the answer was lost, and is never sent again', async (_, does, reason) => {
    const { fingerprint, errors } = await planToAdd()
    portal.fate = { does, error: new AppError('network', 'x', { details: { mayHaveArrived: true } }) }
    const adding = service.add(place, fingerprint, errors)

    if (reason === null) expect(await adding).toMatchObject({ isVerified: true })
    else expect(await refusalOf(adding)).toMatchObject({ kind: 'network', reason })
    expect(portal.bodies).toHaveLength(1)
  })

  it('is undecided when a lost answer cannot be followed by a read', async () => {
    const { fingerprint, errors } = await planToAdd()
    portal.fate = { does: 'lost', error: new AppError('network', 'x', { details: {} }) }
    portal.readFaults.push(null, new AppError('network', 'x', { details: {} }))

    expect(await refusalOf(service.add(place, fingerprint, errors))).toMatchObject({ reason: 'write-undecided' })
  })

  it('tells where what the portal keeps differs', async () => {
    const { fingerprint, errors } = await planToAdd()
    portal.keeps = wanted => ({ kind: 'object', entries: wanted.entries.filter(([key]) => key !== 'NAME') })

    expect(await service.add(place, fingerprint, errors)).toMatchObject({
      isVerified: false,
      differences: [{ path: '/NAME' }],
    })
  })
})
