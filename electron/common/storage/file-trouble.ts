import * as v from 'valibot'

/**
 * What was found in the place of a file of ours. The first two were set aside, unless the disk refused that; all others
 * are left exactly as they are, and nothing is written over them.
 */
export const FileTroubleKind = v.picklist([
  /** It is one of ours, but cannot be understood. */
  'damaged',
  /** Something else than the app wrote it: it has no version. */
  'not-ours',
  /** A later version of the app wrote it: it is read as far as it is understood. */
  'newer',
  /** It is read, but the system lets nobody write it. */
  'read-only',
  /** It is read, but belongs to another user of the computer. */
  'foreign',
  'unreadable',
  /** A folder, or something else that is no file, has its name. */
  'not-a-file',
  /** The other way round: there should be a folder. */
  'not-a-folder',
  /** A link with its name leads nowhere. What it led to may come back, such as a disk that is not connected now. */
  'lost-link',
  /** A folder in which nothing can be written, whose files are then all read-only. */
  'read-only-folder',
  /** A folder whose disk has no room left. */
  'full-disk',
])
export type FileTroubleKind = v.InferOutput<typeof FileTroubleKind>

export const FileTrouble = v.object({
  kind: FileTroubleKind,
  /** The file's name, with its folders within the data folder: `drafts/till-a1b2c3/draft.json`. A folder's whole path. */
  file: v.string(),
  /** The name it has now, in the same folder; null when it is still in its place. */
  keptAs: v.nullable(v.string()),
})
export type FileTrouble = v.InferOutput<typeof FileTrouble>
