import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { readPortalHandler, type PortalHandler } from '#common/handlers/handler-fields'
import { findWrite, LONGEST_WORK_MS, PushRecord, verdictOf, type Found, type Verdict } from '#common/push/push-record'
import { jsonOf } from '../../../../support/push-fakes'

const BEFORE = '{"NAME":"Till","CODE":"till","SORT":100,"SETTINGS":{"CODES":{"A":1}}}'
const WANTED = '{"NAME":"Till","CODE":"till","SORT":200,"SETTINGS":{"CODES":{"A":1}}}'
const OTHER = '{"NAME":"Somebody’s","CODE":"till","SORT":100,"SETTINGS":{"CODES":{"A":1}}}'

function recordOf(action: PushRecord['action'], handlerId: string | null): PushRecord {
  return v.parse(PushRecord, {
    id: '7f0c2a53-1d0e-4a8e-9a55-0c6d1f1f2b3c',
    action,
    portalId: 'shop',
    portalTitle: 'Shop',
    handlerId,
    name: 'Till',
    code: 'till',
    source: null,
    text: null,
    before: action === 'add' ? null : BEFORE,
    wanted: action === 'delete' ? null : WANTED,
    backup: null,
    changeCount: 1,
    sentAt: '2031-05-04T10:20:30.000Z',
  })
}

function handlers(...rows: readonly (readonly [id: string, fields: string])[]): PortalHandler[] {
  return rows.flatMap(([id, fields]) => readPortalHandler(jsonOf(`{"ID":"${id}",${fields.slice(1)}`)) ?? [])
}

describe('what a portal has of a write whose answer was lost', () => {
  it.each<[string, PushRecord, PortalHandler[], Found]>([
    ['an update that is there', recordOf('update', '7'), handlers(['7', WANTED]), 'as-wanted'],
    [
      'an update in another spelling',
      recordOf('update', '7'),
      handlers(['7', WANTED.replace('200', '2e2')]),
      'as-wanted',
    ],
    ['an update that is not there', recordOf('update', '7'), handlers(['7', BEFORE]), 'as-before'],
    ['an update over which somebody wrote', recordOf('update', '7'), handlers(['7', OTHER]), 'other'],
    ['an update of a handler that is gone', recordOf('update', '7'), handlers(['8', WANTED]), 'other'],
    ['an added handler, whatever its id', recordOf('add', null), handlers(['9', WANTED]), 'as-wanted'],
    [
      'an added handler, in another case of its CODE',
      recordOf('add', null),
      handlers(['9', WANTED.replace('till', 'TILL')]),
      'other',
    ],
    ['one that was not added', recordOf('add', null), handlers(['9', '{"CODE":"else"}']), 'as-before'],
    ['another one with the CODE', recordOf('add', null), handlers(['9', OTHER]), 'other'],
    ['a deleted handler', recordOf('delete', '7'), handlers(['8', BEFORE]), 'as-wanted'],
    ['one that was not deleted', recordOf('delete', '7'), handlers(['7', BEFORE]), 'as-before'],
    ['one that somebody changed instead', recordOf('delete', '7'), handlers(['7', OTHER]), 'other'],
  ])('%s', (_what, record, listed, found) => {
    expect(findWrite(record, listed)).toBe(found)
  })
})

describe('a verdict', () => {
  const sentAt = Date.UTC(2031, 4, 4)

  it.each<[Found, number, Verdict]>([
    ['as-wanted', 0, 'done'],
    ['as-wanted', LONGEST_WORK_MS * 10, 'done'],
    ['as-before', 0, 'undecided'],
    ['as-before', LONGEST_WORK_MS, 'undecided'],
    ['as-before', LONGEST_WORK_MS + 1, 'not-done'],
    ['as-before', -LONGEST_WORK_MS * 2, 'undecided'],
    ['other', 0, 'undecided'],
    ['other', LONGEST_WORK_MS * 10, 'undecided'],
  ])('of what is %s %i ms after it was sent is %s', (found, afterMs, verdict) => {
    expect(verdictOf(found, { sentAt, readAt: sentAt + afterMs })).toBe(verdict)
  })

  /** The portal does the write at any moment of the minute, or never; the portal is read at any moments. */
  it('is never wrong, whenever the portal does the write and whenever it is read', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: 0, max: LONGEST_WORK_MS }), { nil: null }),
        fc.array(fc.integer({ min: 0, max: LONGEST_WORK_MS * 3 }), { minLength: 1 }),
        (doneAfter, reads) => {
          const record = recordOf('update', '7')
          for (const after of [...reads].sort((one, other) => one - other)) {
            const isDone = doneAfter !== null && after >= doneAfter
            const found = findWrite(record, handlers(['7', isDone ? WANTED : BEFORE]))
            const verdict = verdictOf(found, { sentAt, readAt: sentAt + after })
            if (verdict === 'done') expect(isDone).toBe(true)
            if (verdict === 'not-done') expect(doneAfter).toBeNull()
            if (after > LONGEST_WORK_MS) expect(verdict).not.toBe('undecided')
          }
        },
      ),
    )
  })
})
