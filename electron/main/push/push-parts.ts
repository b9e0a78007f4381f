import type { IgnoredProblem } from '#common/checker/ignored-problem'
import type { DraftId } from '#common/drafts/drafts.contract'
import type { PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import type { ConnectionReport, PortalId } from '#common/portals/portals.contract'
import type { BackupName } from '#common/push/backup-name'
import type { BackupSummary, PushSource } from '#common/push/push.contract'

export interface DraftBase {
  /** Null when it is not known any more which handler it was. */
  readonly handlerId: HandlerId | null
  readonly base: string
}

/** The parts of drafts a push needs. */
export interface PushDrafts {
  textOf(id: DraftId): Promise<string>
  /** What the draft began from on this portal, or null when it did not begin there. */
  baseOf(id: DraftId, portalId: PortalId): Promise<DraftBase | null>
  /** The problems that somebody decided to live with. */
  ignoredOf(id: DraftId): Promise<readonly IgnoredProblem[]>
  /** The handler id a file named, or null. */
  namedHandlerOf(id: DraftId): Promise<HandlerId | null>
  setBase(id: DraftId, portalId: PortalId, handlerId: HandlerId, base: string): Promise<void>
  /** Keeps what was pushed as a revision of the draft. */
  keepPushed(id: DraftId, text: string): Promise<unknown>
  /** Saves another text, after the one before was kept as a revision. Errors: conflict with `changed-outside`. */
  replaceText(id: DraftId, text: string): Promise<void>
}

export interface PushHandlers {
  readAll(portalId: PortalId): Promise<PortalHandler[]>
  /** The handlers as they were when they were last read, or null when they never were. */
  remembered(portalId: PortalId): Promise<RememberedHandlers | null>
}

export interface RememberedHandlers {
  readonly handlers: readonly PortalHandler[]
  /** ISO date and time. */
  readonly readAt: string
}

/** Tells with whose rights a portal is called, and what it lets them do. */
export type ReadRights = (portalId: PortalId) => Promise<Pick<ConnectionReport, 'owner' | 'scopes'>>

export interface Backups {
  /** Keeps a handler as it is before a write and answers the backup's name once it is on the disk. */
  keep(portalId: PortalId, handlerId: HandlerId, text: string): Promise<BackupName>
  /** Those of a portal, the newest first. */
  list(portalId: PortalId): Promise<BackupSummary[]>
  /** Errors: not-found with the reason `backup`, internal. */
  read(portalId: PortalId, name: BackupName): Promise<string>
}

/** Where a handler is to be added. */
export interface Place {
  readonly source: PushSource
  readonly portalId: PortalId
}

export interface Target extends Place {
  readonly handlerId: HandlerId
}

export interface PlanRequest extends Place {
  readonly handlerId: HandlerId | null
  readonly isNew?: boolean
}
