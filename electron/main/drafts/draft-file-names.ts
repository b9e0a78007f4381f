/** The files in the folder of a draft. */
export const DRAFT_FILES = {
  /** The text as typed. */
  text: 'handler.json',
  /** Where the draft came from, and its tags. */
  facts: 'draft.json',
  /** The handler that the draft began from. */
  base: 'base.json',
  /** The problems that were ignored, and why. */
  ignored: 'ignored.json',
  /** What was typed last, and how it is undone. */
  undo: 'undo.json',
  /** What is known of the revisions beside their texts. */
  revisionRecord: 'revisions.json',
} as const

/** The folder in that of a draft that holds the texts of its revisions. */
export const REVISIONS_FOLDER = 'revisions'
