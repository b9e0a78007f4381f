import type { PushEntry, PushResult } from '#common/journal/journal.contract'
import type { PushRecord } from '#common/push/push-record'

/** What the journal keeps of a push: what it was, and never what was in it. */
export function pushEntryOf(record: PushRecord, outcome: PushResult, cause: string): PushEntry {
  const { id, action, portalId, portalTitle, handlerId, name, code, backup, changeCount, sentAt, source } = record
  return {
    kind: 'push',
    id,
    at: sentAt,
    action,
    portalId,
    portalTitle,
    handlerId,
    name,
    code,
    draftId: source?.kind === 'draft' ? source.draftId : null,
    restored: source?.kind === 'backup' ? source.name : null,
    backup,
    changeCount,
    outcome,
    cause,
  }
}
