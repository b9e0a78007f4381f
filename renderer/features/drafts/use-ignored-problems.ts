import { shallowRef, type ShallowRef } from 'vue'
import type { IgnoredProblem } from '#common/checker/ignored-problem'
import { identityOf, MAX_IGNORED_PROBLEMS } from '#common/checker/ignored-problem'
import type { Problem } from '#common/checker/problem'
import type { Draft } from '#common/drafts/drafts.contract'
import { purgeText } from '#common/purge/purge-text'
import { ipc } from '#ipc/client.ts'
import { useAction } from '#ui/use-action.ts'

export interface IgnoredProblems {
  readonly entries: Readonly<ShallowRef<readonly IgnoredProblem[]>>
  readonly error: Readonly<ShallowRef<unknown>>
  readonly ignore: (problem: Problem, reason: string) => Promise<void>
  /** Lets a problem be one again. */
  readonly heed: (entry: IgnoredProblem) => Promise<void>
  /** Takes secrets out of what is known here; the file is purged by whoever asks. */
  readonly purge: (secrets: readonly string[]) => void
}

/** The problems of a draft that somebody decided to live with. They are kept with the draft before they are gone here. */
export function useIgnoredProblems(draft: Draft): IgnoredProblems {
  const entries = shallowRef<readonly IgnoredProblem[]>(draft.ignored)
  const keep = useAction(async (next: readonly IgnoredProblem[]) => {
    await ipc.drafts.setIgnored({ id: draft.summary.id, ignored: [...next] })
    entries.value = next
  })
  return { entries, error: keep.error, ignore, heed, purge }

  function ignore({ rule, path, values }: Problem, reason: string): Promise<void> {
    const entry = { rule, path: [...path], values: { ...values }, reason, ignoredAt: new Date().toISOString() }
    return keep.run([...without(entry), entry].slice(-MAX_IGNORED_PROBLEMS))
  }

  function heed(entry: IgnoredProblem): Promise<void> {
    return keep.run(without(entry))
  }

  function purge(secrets: readonly string[]): void {
    entries.value = JSON.parse(purgeText(JSON.stringify(entries.value), secrets).text) as IgnoredProblem[]
  }

  function without(entry: IgnoredProblem): IgnoredProblem[] {
    return entries.value.filter(other => identityOf(other) !== identityOf(entry))
  }
}
