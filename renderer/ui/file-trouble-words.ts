import type { FileTrouble } from '#common/storage/file-trouble'
import type { Text } from './use-text'

/** What is the matter with a file, what became of it, and what to do. */
export function wordsOfTrouble({ kind, file, keptAs }: FileTrouble, text: Text): string {
  if (kind === 'damaged' && keptAs === null) return text('files.damaged-in-place', { file })
  if (kind === 'newer' && keptAs !== null) return text('files.newer-aside', { file, keptAs })
  return text(`files.${kind}`, { file, keptAs: keptAs ?? '' })
}
