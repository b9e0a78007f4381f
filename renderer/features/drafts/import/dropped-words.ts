import type { Dropped } from '#common/importer/import-handlers'
import type { Text } from '#ui/use-text.ts'

/** What was left out of an import, in a sentence; empty when nothing was. */
export function droppedWords(dropped: readonly Dropped[], text: Text): string {
  const [first] = dropped
  if (first === undefined) return ''
  if (dropped.length === 1) return text(`import.dropped-${first.kind}`, { line: first.line })
  return text('import.dropped-several', { count: dropped.length })
}
