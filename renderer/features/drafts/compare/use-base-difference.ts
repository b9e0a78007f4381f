import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { isSameAsBase } from '#common/compare/is-changed'
import type { DraftDocument } from '../editor/use-draft-document'
import { createComparer, type Comparer } from './create-comparer'

/** How long a change waits for the next one: what is said of the draft as a whole is read in a pause. */
const PAUSE_MS = 600
/** Counting the changes of a longer text would keep a core busy for seconds, at each pause. In UTF-16 units. */
const MAX_COUNTED_LENGTH = 4_000_000

/**
 * How many changes of meaning the draft has against its base; null while that is not known, and for a text that is no
 * JSON or too long. It is counted off the main thread.
 */
export function useBaseDifference(
  document: Pick<DraftDocument, 'text' | 'version'>,
  base: () => string | null,
): Readonly<Ref<number | null>> {
  const count = ref<number | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let moment: number | undefined
  let comparer: Comparer | undefined

  awaitMoment()
  watch([document.version, base], () => {
    clearTimeout(timer)
    timer = setTimeout(awaitMoment, PAUSE_MS)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
    if (moment !== undefined) cancelIdleCallback(moment)
    comparer?.dispose()
  })
  return count

  /** A large text is dear to put together, and nobody waits for it. */
  function awaitMoment(): void {
    moment = requestIdleCallback(() => void look(), { timeout: PAUSE_MS })
  }

  async function look(): Promise<void> {
    const [version, before, now] = [document.version.value, base(), document.text.value]
    const found = await changesBetween(before, now)
    if (document.version.value === version && base() === before) count.value = found
  }

  function changesBetween(before: string | null, now: string): number | null | Promise<number | null> {
    if (before === null || Math.max(before.length, now.length) > MAX_COUNTED_LENGTH) return null
    // A draft that nobody touched needs no worker.
    if (isSameAsBase(now, before)) return 0
    comparer ??= createComparer(() => {})
    return comparer.count(before, now)
  }
}
