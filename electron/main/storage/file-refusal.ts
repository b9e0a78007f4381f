import type { FileTroubleKind } from '#common/storage/file-trouble'
import { AppError } from '#common/ipc/app-error'

/** Why nothing is written over what is in the place of a file or folder of ours. */
export type WriteHindrance = Exclude<FileTroubleKind, 'read-only-folder' | 'full-disk' | 'not-ours'>

const REASONS = {
  damaged: 'damaged-file',
  newer: 'newer-file',
  'read-only': 'read-only-file',
  foreign: 'foreign-file',
  unreadable: 'unreadable-file',
  'not-a-file': 'not-a-file',
  'not-a-folder': 'not-a-folder',
  'lost-link': 'lost-link',
} as const satisfies Record<WriteHindrance, string>

/** The error for a write that would destroy what is there: `conflict` with a `reason` and the `file`'s name alone. */
export function fileRefusal(hindrance: WriteHindrance, file: string): AppError {
  return new AppError('conflict', 'What is in the place of the file is not overwritten', {
    details: { reason: REASONS[hindrance], file },
  })
}
