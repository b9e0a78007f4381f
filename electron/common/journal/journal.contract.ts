import * as v from 'valibot'
import { DraftId } from '../drafts/drafts.contract'
import { HandlerId } from '../handlers/handlers.contract'
import { AppErrorCode, AppErrorDetails } from '../ipc/app-error'
import { method, push } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'

/** The id of an entry. A push keeps its id for life: what becomes known of it later is an entry with the same one. */
export const JournalId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/i))

/** ISO date and time, in UTC. */
const Instant = v.pipe(v.string(), v.isoTimestamp())

/**
 * Why nothing of a request or an answer is kept: it has values of a shop's settings (`shop-settings`), a link that opens a
 * payment (`payment-link`), or facts about people (`personal`); or it belongs to a method of which that is not known
 * (`unknown-method`).
 */
export const NotKept = v.picklist(['shop-settings', 'payment-link', 'personal', 'unknown-method'])
export type NotKept = v.InferOutput<typeof NotKept>

/**
 * What is kept of a request or an answer, as JSON without secrets. Of a long one the beginning is kept (`cut`), and
 * of an answer that is the same as one before only when that was asked for (`same`); `none`: nothing was sent, or nothing came.
 */
export const KeptText = v.variant('state', [
  v.object({ state: v.literal('whole'), text: v.string() }),
  v.object({ state: v.literal('cut'), text: v.string() }),
  v.object({ state: v.literal('same'), at: Instant }),
  v.object({ state: v.literal('not-kept'), why: NotKept }),
  v.object({ state: v.literal('none') }),
])
export type KeptText = v.InferOutput<typeof KeptText>

/** One call of a portal's REST API, as often as it was sent. Of a batch there is how often which method was called. */
export const CallEntry = v.object({
  kind: v.literal('call'),
  id: JournalId,
  /** When it began. */
  at: Instant,
  portalId: PortalId,
  /** What the portal was called then. */
  portalTitle: v.string(),
  method: v.pipe(v.string(), v.regex(/^[a-z0-9.]{0,200}$/i)),
  durationMs: v.number(),
  outcome: v.picklist(['done', ...AppErrorCode.options]),
  /** The details of its error; empty for a call that was done. */
  details: AppErrorDetails,
  request: KeptText,
  answer: KeptText,
})
export type CallEntry = v.InferOutput<typeof CallEntry>

/**
 * What came of a push: read back and equal (`done`) or not (`differs`); written but `not-read-back`; `refused` by the
 * portal; `not-done`, because it did not reach the portal or the portal is known to be as before; or still `undecided`.
 */
export const PushResult = v.picklist(['done', 'differs', 'not-read-back', 'refused', 'not-done', 'undecided'])
export type PushResult = v.InferOutput<typeof PushResult>

/** One write to a handler. An entry takes the place of an earlier one with its id. */
export const PushEntry = v.object({
  kind: v.literal('push'),
  id: JournalId,
  at: Instant,
  action: v.picklist(['add', 'update', 'delete']),
  portalId: PortalId,
  portalTitle: v.string(),
  /** Null for one that is to be added, as long as its id is not known. */
  handlerId: v.nullable(HandlerId),
  name: v.string(),
  code: v.string(),
  /** The draft it came from; null for none. */
  draftId: v.nullable(DraftId),
  /** The name of the backup that was pushed; null unless it was a way back. */
  restored: v.nullable(v.string()),
  /** The name of the backup that was kept before the write; null for none. */
  backup: v.nullable(v.string()),
  changeCount: v.number(),
  outcome: PushResult,
  /** The portal's code, the layer or the reason of what went wrong; empty when there is none. */
  cause: v.string(),
})
export type PushEntry = v.InferOutput<typeof PushEntry>

export const JournalEntry = v.variant('kind', [CallEntry, PushEntry])
export type JournalEntry = v.InferOutput<typeof JournalEntry>

/**
 * What an entry comes to: of what `failed` nothing was changed on the portal; where it is `unclear` what was, or not all is
 * as it should be, somebody should look.
 */
export const OutcomeGroup = v.picklist(['done', 'failed', 'unclear'])
export type OutcomeGroup = v.InferOutput<typeof OutcomeGroup>

export const MAX_SEARCHED_LENGTH = 200

/** Which entries are meant. Null means any; `until` is the first moment that is not. */
export const JournalFilter = v.object({
  text: v.pipe(v.string(), v.maxLength(MAX_SEARCHED_LENGTH)),
  kind: v.nullable(v.picklist(['call', 'push'])),
  portalId: v.nullable(PortalId),
  outcome: v.nullable(OutcomeGroup),
  from: v.nullable(Instant),
  until: v.nullable(Instant),
})
export type JournalFilter = v.InferOutput<typeof JournalFilter>

/** Where an entry stands, which stays as long as the entry does. */
export const JournalPlace = v.pipe(v.string(), v.regex(/^[a-z0-9:.-]{1,120}$/i))
export type JournalPlace = v.InferOutput<typeof JournalPlace>

/** An entry for a list: what was sent and what came is read when it is looked at. */
export const JournalRow = v.object({
  place: JournalPlace,
  entry: v.variant('kind', [v.omit(CallEntry, ['request', 'answer']), PushEntry]),
})
export type JournalRow = v.InferOutput<typeof JournalRow>

/** The last call and the last push of what was read; null for none yet. */
const Cursor = v.object({ call: v.nullable(JournalPlace), push: v.nullable(JournalId) })

export const MAX_JOURNAL_ROWS = 1_000

export const JournalQuestion = v.object({
  filter: JournalFilter,
  /** How many rows at most. */
  count: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MAX_JOURNAL_ROWS)),
  /** What the page before said; null for the newest. */
  cursor: v.nullable(Cursor),
})
export type JournalQuestion = v.InferOutput<typeof JournalQuestion>

export const JournalPage = v.object({
  /** The newest first. */
  rows: v.array(JournalRow),
  /** Null when there is nothing older. */
  cursor: v.nullable(Cursor),
  /** How many records could not be read among those that were looked at; they stay in the files. */
  unreadableCount: v.number(),
  /** How many entries could not be written since the app was started. */
  unwrittenCount: v.number(),
})
export type JournalPage = v.InferOutput<typeof JournalPage>

export const JOURNAL_FORMS = ['json', 'csv'] as const
export const JournalForm = v.picklist(JOURNAL_FORMS)
export type JournalForm = v.InferOutput<typeof JournalForm>

export const journalContract = {
  /** A later search ends one that is not answered yet. Errors: internal with a reason that begins with `disk`; cancelled. */
  search: method(JournalQuestion, JournalPage),
  /** Errors: not-found with reason `journal-entry`. */
  read: method(JournalPlace, JournalEntry),
  /**
   * Puts an entry on the clipboard as a curl command with a placeholder for the portal's address, and answers what else has
   * to be put in. Errors: as `read`.
   */
  copyAsCurl: method(JournalPlace, v.picklist(['nothing', 'values', 'request'])),
  /** Saves all entries that are meant where the person chooses; null when cancelled. Errors: as `search`. */
  exportAs: method(
    v.object({ filter: JournalFilter, form: JournalForm }),
    v.nullable(v.object({ file: v.string(), count: v.number() })),
  ),
  /** There are new entries, or what is known of one is new. */
  changed: push(v.void()),
} as const
