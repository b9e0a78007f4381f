import type { CallEntry, JournalFilter, PushEntry } from '../../electron/common/journal/journal.contract'
import type { PortalId } from '../../electron/common/portals/portals.contract'
import type { CallRecord } from '../../electron/main/rest/portal-client'

export const SHOP = 'shop' as PortalId

/** What shows all there is. */
export const ALL: JournalFilter = { text: '', kind: null, portalId: null, outcome: null, from: null, until: null }

export function callRecord(changes: Partial<CallRecord> = {}): CallRecord {
  return {
    portalId: SHOP,
    method: 'scope',
    startedAt: '2031-05-04T10:00:00.000Z',
    durationMs: 120,
    outcome: 'done',
    details: {},
    request: { state: 'whole', text: '{}' },
    answer: { state: 'whole', text: '["crm"]' },
    ...changes,
  }
}

export function callEntry(changes: Partial<CallEntry> = {}): CallEntry {
  const { startedAt: at, ...record } = callRecord()
  return { kind: 'call', id: 'call-1', at, portalTitle: 'Shop', ...record, ...changes }
}

export function pushEntry(changes: Partial<PushEntry> = {}): PushEntry {
  return {
    kind: 'push',
    id: 'push-1',
    at: '2031-05-04T10:00:00.000Z',
    action: 'update',
    portalId: SHOP,
    portalTitle: 'Shop',
    handlerId: null,
    name: 'Касса 🧾',
    code: 'till',
    draftId: null,
    restored: null,
    backup: null,
    changeCount: 1,
    outcome: 'done',
    cause: '',
    ...changes,
  }
}
