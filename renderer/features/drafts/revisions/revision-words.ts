import { partsOfPointer } from '#common/json/json-pointer'
import type { RevisionChange, RevisionSummary } from '#common/revisions/revisions.contract'
import type { Text } from '#ui/use-text.ts'
import { pathWords } from '#ui/problem-words.ts'

/** How a revision is called: by its name, else by why it was made. */
export function revisionTitle(text: Text, { name, kind }: Pick<RevisionSummary, 'name' | 'kind'>): string {
  return name ?? text(`revisions.kind-${kind}`)
}

/** A revision in a list to choose from. */
export function revisionLabel(text: Text, revision: RevisionSummary): string {
  return `${revisionTitle(text, revision)} · ${text.date(revision.at)}`
}

/** What changed against the revision before, in one line. */
export function changeWords(text: Text, change: RevisionChange): string {
  const { added, removed, changed, moved, paths } = change
  const total = added + removed + changed + moved
  if (total === 0) return text('revisions.change-layout')
  const counts = (['changed', 'added', 'removed', 'moved'] as const)
    .filter(kind => change[kind] > 0)
    .map(kind => text(`revisions.change-${kind}`, { count: change[kind] }))
  const places = paths.map(path => pathWords(partsOfPointer(path)) || text('revisions.change-whole'))
  const more = total > paths.length ? [text('revisions.change-more', { count: total - paths.length })] : []
  return `${counts.join(', ')}: ${[...places, ...more].join(', ')}`
}
