import { shallowRef, type Ref, type ShallowRef } from 'vue'
import type { Problem } from '#common/checker/problem'
import type { DraftId, PurgeReport } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { applyTextEdits } from '#common/json/text-edit'
import { purgeText } from '#common/purge/purge-text'
import { secretsOf } from '#common/purge/secrets-of-problem'
import { ipc } from '#ipc/client.ts'
import { useAction } from '#ui/use-action.ts'
import type { DraftProblems } from './editor/use-draft-problems'
import type { DraftSession } from './use-draft-session'
import type { IgnoredProblems } from './use-ignored-problems'

/** What became of a purge: a report, or that there was nothing left to remove. */
export type Purged = { readonly kind: 'done'; readonly report: PurgeReport } | { readonly kind: 'gone' }

export interface Purge {
  readonly done: Readonly<ShallowRef<Purged | null>>
  readonly error: Readonly<ShallowRef<unknown>>
  /** Nothing may be typed meanwhile. */
  readonly isRunning: Readonly<Ref<boolean>>
  readonly run: (problem: Problem) => Promise<void>
  readonly dismiss: () => void
}

/** Takes the secret that a problem is about out of all that is kept of a draft, and out of the open document. */
export function usePurge(
  session: Pick<DraftSession, 'document' | 'flush' | 'outside'>,
  parts: {
    readonly id: DraftId
    readonly problems: Pick<DraftProblems, 'newest'>
    readonly ignored: Pick<IgnoredProblems, 'purge'>
  },
): Purge {
  const { document } = session
  const done = shallowRef<Purged | null>(null)
  const action = useAction(async (wanted: Problem) => {
    done.value = null
    done.value = await purge(wanted)
  })
  return { done, error: action.error, isRunning: action.isRunning, run: action.run, dismiss: () => (done.value = null) }

  /** Null when all that was to be done was a mend. */
  async function purge(wanted: Problem): Promise<Purged | null> {
    const problem = await parts.problems.newest(wanted)
    const before = document.text.value
    const secrets = problem === null ? [] : secretsOf(before, problem)
    if (problem === null) return { kind: 'gone' }
    if (secrets.length === 0) return mend(problem)
    // A save that is on its way would bring back what the purge takes out.
    await session.flush()
    if (session.outside.value !== null) {
      throw new AppError('conflict', 'The file of the draft has another text', {
        details: { reason: 'changed-outside' },
      })
    }
    // Undo from the menu reaches the document at any time.
    if (document.text.value !== before) return purge(wanted)
    // An entry that is nothing but a secret goes as a whole, as its mend does it.
    const { text } = purgeText(applyTextEdits(before, problem.fix?.edits ?? []), secrets)
    const report = await ipc.drafts.purge({ id: parts.id, text, secrets })
    document.beginAnew(text)
    parts.ignored.purge(secrets)
    await session.flush()
    return { kind: 'done', report }
  }

  /** What is too short to be a secret is an entry like any other that is out of place. */
  function mend({ fix }: Problem): Purged | null {
    if (fix === null) return { kind: 'gone' }
    document.applyEdits(fix.edits, 'input.fix')
    return null
  }
}
