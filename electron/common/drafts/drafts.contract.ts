import * as v from 'valibot'
import { IgnoredProblem, MAX_IGNORED_PROBLEMS } from '../checker/ignored-problem'
import { EXPORT_FORMS } from '../exporter/export-handler'
import { HandlerId } from '../handlers/handlers.contract'
import { method, push } from '../ipc/contract'
import { PortalId } from '../portals/portals.contract'
import { areDifferent, isTag, MAX_TAGS } from './draft-tags'

export const DraftId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,79}$/), v.brand('DraftId'))
export type DraftId = v.InferOutput<typeof DraftId>

/** The longest text a draft may have, in UTF-16 units; a portal takes no more than 64 KB of SETTINGS. */
export const MAX_DRAFT_LENGTH = 20_000_000
const DraftText = v.pipe(v.string(), v.maxLength(MAX_DRAFT_LENGTH))

/** The longest undo history of a draft, in UTF-16 units; what is older is not kept. */
export const MAX_HISTORY_LENGTH = 4_000_000
const TypedText = { text: DraftText, history: v.optional(v.pipe(v.string(), v.maxLength(MAX_HISTORY_LENGTH)), '') }

/** The name of a file without its folder; no system allows a longer one. */
const FileName = v.pipe(v.string(), v.maxLength(255))

/** Where a draft came from. A handler id without a portal was read from a file that named one. */
export const DraftOrigin = v.object({
  portalId: v.nullable(PortalId),
  handlerId: v.nullable(HandlerId),
  fileName: v.nullable(FileName),
})
export type DraftOrigin = v.InferOutput<typeof DraftOrigin>

/** The tags of a draft: trimmed, at most 20 of 40 characters each, none twice in whatever case. */
export const DraftTags = v.pipe(
  v.array(v.pipe(v.string(), v.check(isTag))),
  v.maxLength(MAX_TAGS),
  v.check(tags => areDifferent(tags)),
)
export type DraftTags = v.InferOutput<typeof DraftTags>

export const DraftSummary = v.object({
  id: DraftId,
  /** The handler's NAME as far as the text can be read, else empty. */
  name: v.string(),
  code: v.string(),
  origin: DraftOrigin,
  /** False while the text is not JSON. */
  isReadable: v.boolean(),
  /** Whether it has a base and says something else; a long text counts as changed with any letter. */
  isChanged: v.boolean(),
  tags: v.array(v.string()),
  /** ISO date and time. */
  changedAt: v.string(),
})
export type DraftSummary = v.InferOutput<typeof DraftSummary>

/** A draft with its text, exactly as typed, and the handler it began from as it was on the portal. */
export const Draft = v.object({
  summary: DraftSummary,
  text: v.string(),
  base: v.nullable(v.string()),
  /** Problems that somebody decided to live with. */
  ignored: v.array(IgnoredProblem),
  /** How the text is undone and redone, as the window wrote it; empty for nothing. */
  history: v.string(),
  /** False while the file does not hold the text: the app was ended before it was written, or there is an `outside`. */
  isSaved: v.boolean(),
  /** What another program made of the file, and is still to be decided on. */
  outside: v.nullable(v.string()),
})
export type Draft = v.InferOutput<typeof Draft>

/** The name of a draft's folder in the trash: its id, with a time behind it where another one of that id came later. */
export const RemovedId = v.pipe(
  v.string(),
  v.regex(/^[a-z0-9][a-z0-9-]{0,79}(\.[0-9TZ.-]{1,40})?$/),
  v.brand('RemovedId'),
)
export type RemovedId = v.InferOutput<typeof RemovedId>

export const RemovedDraft = v.object({
  id: RemovedId,
  name: v.string(),
  code: v.string(),
  /** ISO date and time. */
  removedAt: v.string(),
})
export type RemovedDraft = v.InferOutput<typeof RemovedDraft>

/** How many drafts a search in the texts answers at most. */
export const MAX_FOUND_DRAFTS = 200
export const MAX_SEARCHED_LENGTH = 200

/** A draft whose text holds what was searched, and the first line that does. */
export const FoundDraft = v.object({ id: DraftId, line: v.string() })
export type FoundDraft = v.InferOutput<typeof FoundDraft>

const Secret = v.pipe(v.string(), v.minLength(6), v.maxLength(10_000))

/** What was done to take a secret out of a draft, and where it is still. */
export const PurgeReport = v.object({
  summary: DraftSummary,
  /** How many revisions, and how many other files of the draft, were changed besides its text. */
  revisions: v.number(),
  records: v.number(),
  isInBase: v.boolean(),
  /** How many other drafts have it in their text. */
  otherDrafts: v.number(),
})
export type PurgeReport = v.InferOutput<typeof PurgeReport>

/** What a draft can be written as. */
export const ExportForm = v.picklist(EXPORT_FORMS)
export type ExportForm = v.InferOutput<typeof ExportForm>

export const MAX_EXPORTED_DRAFTS = 1_000

export const draftsContract = {
  /** All drafts, the one changed last first. */
  list: method(v.void(), v.array(DraftSummary)),
  create: method(v.void(), Draft),
  /** Reads the handler from the portal and makes a draft of it, with the handler as its base. */
  createFromHandler: method(v.object({ portalId: PortalId, handlerId: HandlerId }), Draft),
  /** Lets the person choose a text file and answers what it holds; null when cancelled. Errors: invalid-input. */
  chooseFile: method(v.void(), v.nullable(v.object({ name: FileName, text: DraftText }))),
  /** Makes a draft of a text that was read from a file, dropped or pasted; `handlerId` is what was found to name it. */
  createFromText: method(
    v.object({ text: DraftText, fileName: v.nullable(FileName), handlerId: v.nullable(HandlerId) }),
    Draft,
  ),
  open: method(DraftId, Draft),
  /** Keeps what was typed where no end of the app takes it, without waiting for the disk. `save` does so, too. */
  note: method(v.object({ id: DraftId, ...TypedText }), v.void()),
  /**
   * Saves the text as typed, valid or not; answers once it is on the disk. With `isOver` it replaces what `changedOutside`
   * told last, which is kept as a revision. Errors: conflict with `changed-outside`, not-found.
   */
  save: method(v.object({ id: DraftId, ...TypedText, isOver: v.optional(v.boolean(), false) }), DraftSummary),
  /** Makes the files of an open draft again that another program took away. Errors: conflict with `changed-outside`. */
  writeAgain: method(v.object({ id: DraftId, ...TypedText }), DraftSummary),
  /** Keeps the problems that are ignored with the draft, in place of those before. Errors: conflict (`newer-file`). */
  setIgnored: method(
    v.object({ id: DraftId, ignored: v.pipe(v.array(IgnoredProblem), v.maxLength(MAX_IGNORED_PROBLEMS)) }),
    v.void(),
  ),
  /** Gives a draft these tags in place of those before. Errors: not-found, conflict (`newer-file`). */
  setTags: method(v.object({ id: DraftId, tags: DraftTags }), DraftSummary),
  /**
   * Takes secrets out of all that is kept of a draft but its base: out of its revisions, then, with its undo history, out
   * of its text, which becomes `text`. It cannot be undone. What was interrupted can be asked for again.
   */
  purge: method(
    v.object({ id: DraftId, text: DraftText, secrets: v.pipe(v.array(Secret), v.minLength(1), v.maxLength(50)) }),
    PurgeReport,
  ),
  /**
   * Moves the draft's folder out of the list; `restore` brings it back. Errors of both: not-found (`draft`); of `restore`
   * also conflict (`draft-in-place`).
   */
  remove: method(DraftId, v.void()),
  restore: method(DraftId, DraftSummary),
  /** What lies in the trash, the draft removed last first. */
  listRemoved: method(v.void(), v.array(RemovedDraft)),
  /** How many there are, without reading them. */
  countRemoved: method(v.void(), v.number()),
  /** Brings a draft back from the trash, under a free id where its own is taken. Errors: not-found (`draft`). */
  restoreRemoved: method(RemovedId, DraftSummary),
  /** Removes drafts in the trash from the disk, for ever. */
  destroyRemoved: method(v.pipe(v.array(RemovedId), v.minLength(1)), v.void()),
  /** Makes a draft of the same text, with another NAME where one is given, and of the same tags; without origin and base. Errors: not-found. */
  duplicate: method(v.object({ id: DraftId, name: v.nullable(v.pipe(v.string(), v.maxLength(1_000))) }), DraftSummary),
  /** Looks for a string in all texts, in whatever case. A later search ends it; it then answers what it has. */
  search: method(v.pipe(v.string(), v.minLength(1), v.maxLength(MAX_SEARCHED_LENGTH)), v.array(FoundDraft)),
  /** Puts the draft on the clipboard. Errors: invalid-input with `reason` `export-not-json` where only JSON can be written so. */
  copyAs: method(v.object({ id: DraftId, form: ExportForm }), v.void()),
  /** Saves the draft where the person chooses. Answers the file's name, or null when cancelled. Errors as in `copyAs`. */
  exportFile: method(v.object({ id: DraftId, form: ExportForm }), v.nullable(FileName)),
  /** Saves drafts as JSON files, one each, in a folder the person chooses. No file there is overwritten. */
  exportFolder: method(
    v.pipe(v.array(DraftId), v.minLength(1), v.maxLength(MAX_EXPORTED_DRAFTS)),
    v.nullable(v.object({ folder: v.string(), count: v.number() })),
  ),
  changed: push(v.array(DraftSummary)),
  /** Another program changed the file of a draft that was opened; null for one that it took away. */
  changedOutside: push(v.object({ id: DraftId, text: v.nullable(v.string()) })),
} as const
