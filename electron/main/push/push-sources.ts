import type { IgnoredProblem } from '#common/checker/ignored-problem'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import { factsOfBackup } from '#common/push/backup-name'
import type { PushSource } from '#common/push/push.contract'
import type { Backups, DraftBase, PushDrafts } from './push-parts'

export type PushSources = ReturnType<typeof createPushSources>

/** What is pushed, and what is noted where it came from: a draft has a base and revisions, a backup stays what it is. */
export function createPushSources(drafts: PushDrafts, backups: Pick<Backups, 'read'>) {
  return { textOf, baseOf, ignoredOf, namedHandlerOf, setBase, keepPushed, replaceText }

  function textOf(source: PushSource): Promise<string> {
    return source.kind === 'draft' ? drafts.textOf(source.draftId) : backups.read(source.portalId, source.name)
  }

  /** What the source began from on this portal. Whoever goes back to a backup means to undo what came after it. */
  async function baseOf(source: PushSource, portalId: PortalId): Promise<DraftBase | null> {
    return source.kind === 'draft' ? drafts.baseOf(source.draftId, portalId) : null
  }

  async function ignoredOf(source: PushSource): Promise<readonly IgnoredProblem[]> {
    return source.kind === 'draft' ? drafts.ignoredOf(source.draftId) : []
  }

  /** The handler that the source is of by its name, or null; an id means nothing on another portal. */
  async function namedHandlerOf(source: PushSource, portalId: PortalId): Promise<HandlerId | null> {
    if (source.kind === 'draft') return drafts.namedHandlerOf(source.draftId)
    return isWayBack(source, portalId) ? factsOfBackup(source.name).handlerId : null
  }

  async function setBase(source: PushSource, portalId: PortalId, handlerId: HandlerId, base: string): Promise<void> {
    if (source.kind === 'draft') await drafts.setBase(source.draftId, portalId, handlerId, base)
  }

  async function keepPushed(source: PushSource, text: string): Promise<void> {
    if (source.kind === 'draft') await drafts.keepPushed(source.draftId, text)
  }

  async function replaceText(source: PushSource, text: string): Promise<void> {
    if (source.kind !== 'draft') throw new AppError('internal', 'A backup is never changed')
    await drafts.replaceText(source.draftId, text)
  }
}

/** Whether a push gives a portal back what it had. */
export function isWayBack(source: PushSource, portalId: PortalId): boolean {
  return source.kind === 'backup' && source.portalId === portalId
}
