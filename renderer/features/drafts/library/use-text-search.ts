import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { DraftId, FoundDraft } from '#common/drafts/drafts.contract'

/** While somebody types, each letter would read all drafts again. */
const DEBOUNCE_MS = 150

/**
 * The first line of each draft's text that holds what is searched. `search` is asked a moment after the typing stops; an
 * answer to what is not searched any more is dropped.
 */
export function useTextSearch(
  searched: Readonly<Ref<string>>,
  search: (searched: string) => Promise<readonly FoundDraft[]>,
): {
  readonly lines: Readonly<ShallowRef<ReadonlyMap<DraftId, string>>>
  readonly error: Readonly<ShallowRef<unknown>>
} {
  const lines = shallowRef<ReadonlyMap<DraftId, string>>(new Map())
  const error = shallowRef<unknown>(null)
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(searched, plan)
  onScopeDispose(() => clearTimeout(timer))
  return { lines, error }

  function plan(next: string): void {
    const question = ++newest
    clearTimeout(timer)
    lines.value = new Map()
    error.value = null
    if (next.trim() !== '') timer = setTimeout(() => void ask(next.trim(), question), DEBOUNCE_MS)
  }

  async function ask(asked: string, question: number): Promise<void> {
    try {
      const found = await search(asked)
      if (question === newest) lines.value = new Map(found.map(({ id, line }) => [id, line]))
    } catch (caught) {
      if (question === newest) error.value = caught
    }
  }
}
