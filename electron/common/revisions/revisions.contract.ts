import * as v from 'valibot'
import { DraftId, MAX_DRAFT_LENGTH } from '../drafts/drafts.contract'
import { method, push } from '../ipc/contract'

/** The name of a revision's file: when it was made, in a form that every file system takes and that sorts by time. */
export const RevisionId = v.pipe(
  v.string(),
  v.regex(/^\d{4}-\d{2}-\d{2}T\d{2}-\d{2}-\d{2}\.\d{3}Z$/),
  v.brand('RevisionId'),
)
export type RevisionId = v.InferOutput<typeof RevisionId>

/**
 * Why a revision was made. `automatic`: at a pause of the work, or as the text before one that came from elsewhere. `kept`:
 * by hand. `before-restore` and `restored`: around a restore. `before-import`: before a handler was taken over the draft.
 * `before-merge`: before a portal's changes were merged into it.
 * `pushed`: what a portal was given. `outside`: what another program wrote and was replaced.
 */
export const REVISION_KINDS = [
  'automatic',
  'kept',
  'before-restore',
  'restored',
  'before-import',
  'before-merge',
  'pushed',
  'outside',
] as const
export const RevisionKind = v.picklist(REVISION_KINDS)
export type RevisionKind = v.InferOutput<typeof RevisionKind>

/** The longest name of a revision, in UTF-16 units. */
export const MAX_REVISION_NAME_LENGTH = 120
export const RevisionName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(MAX_REVISION_NAME_LENGTH))

/** How many places differ from the revision before, by what they mean, and the JSON Pointers of the first ones. */
export const RevisionChange = v.object({
  added: v.number(),
  removed: v.number(),
  changed: v.number(),
  moved: v.number(),
  paths: v.array(v.string()),
})
export type RevisionChange = v.InferOutput<typeof RevisionChange>

export const RevisionSummary = v.object({
  id: RevisionId,
  /** ISO date and time. */
  at: v.string(),
  kind: RevisionKind,
  name: v.nullable(v.string()),
  /** Null for the first one, and where it cannot be said: a text that is no JSON, or a very long one. */
  change: v.nullable(RevisionChange),
  /** In bytes. */
  size: v.number(),
})
export type RevisionSummary = v.InferOutput<typeof RevisionSummary>

const One = { draftId: DraftId, id: RevisionId }

export const revisionsContract = {
  /** The revisions of a draft, the newest first. Errors: not-found. */
  list: method(DraftId, v.array(RevisionSummary)),
  /** The text of a revision. Errors: not-found (`revision`). */
  read: method(v.object(One), v.string()),
  /**
   * Makes a revision of a text, unless it is that of the newest one, which then gets the name if there is one. Removes
   * what the rule no longer keeps. Errors: not-found, conflict with the `reason` of a hindrance, internal.
   */
  keep: method(
    v.object({
      draftId: DraftId,
      text: v.pipe(v.string(), v.maxLength(MAX_DRAFT_LENGTH)),
      kind: RevisionKind,
      name: v.nullable(RevisionName),
    }),
    v.object({ revision: RevisionSummary, isNew: v.boolean() }),
  ),
  /** Null takes the name away. Errors as in `keep`. */
  rename: method(v.object({ ...One, name: v.nullable(RevisionName) }), v.void()),
  /** Removes a revision for ever. Errors: internal. */
  remove: method(v.object(One), v.void()),
  /** The revisions of a draft changed. */
  changed: push(DraftId),
} as const
