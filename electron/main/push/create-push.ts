import { join } from 'node:path'
import type { PortalId } from '#common/portals/portals.contract'
import type { UnsettledPush } from '#common/push/push.contract'
import type { Timer } from '../rest/pace/timer'
import type { PortalCalls } from '../rest/portal-calls'
import type { Clock } from '../storage/clock'
import type { TroubleSink } from '../storage/file-troubles'
import { createBackupFolder } from './backup-folder'
import type { PushDrafts, PushHandlers, ReadRights } from './push-parts'
import { createPushRecords } from './push-records'
import { createPushSources } from './push-sources'
import { createPushWriter, type NotePush, type PushWriter } from './push-writer'
import { createPushService } from './push.service'
import { createUnsettledPushes } from './unsettled-pushes'

/** All that a push takes. `folder` is that of the app; backups and records of pushes have folders in it. */
export function createPush(parts: {
  readonly folder: string
  readonly portal: PortalCalls
  readonly handlers: PushHandlers
  readonly drafts: PushDrafts
  readonly rightsOf: ReadRights
  readonly titleOf: (portalId: PortalId) => Promise<string>
  readonly clipboard: { writeText(text: string): unknown }
  readonly clock: Clock
  readonly timer: Timer
  readonly unsettledChanged: (pushes: UnsettledPush[]) => void
  readonly note: NotePush
  readonly troubles: TroubleSink
  readonly report: (fault: unknown) => void
}) {
  const { folder, handlers, clock, timer, report } = parts
  const backups = createBackupFolder(join(folder, 'backups'), () => new Date(clock.now()))
  const records = createPushRecords(join(folder, 'pushes'), parts.troubles)
  const sources = createPushSources(parts.drafts, backups)
  const unsettled = createUnsettledPushes({
    records,
    handlers,
    clock,
    timer,
    changed: parts.unsettledChanged,
    decided: (record, verdict, stored) => writer.decided(record, verdict, stored),
    forget: ({ id }) => records.remove(id),
  })
  const writer: PushWriter = createPushWriter({ ...parts, records, sources, unsettled })
  const service = createPushService({ ...parts, sources, backups, writer })
  return { service, backups, unsettled, start: () => unsettled.start().catch(report) }
}
