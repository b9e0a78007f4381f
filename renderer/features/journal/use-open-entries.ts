import { computed, shallowRef, type Ref } from 'vue'
import type { JournalEntry, JournalPlace } from '#common/journal/journal.contract'
import { ipc } from '#ipc/client.ts'
import type { Loading } from '#ui/loading.ts'

/** The entries that are looked at, each read when it is opened. */
export function useOpenEntries(): {
  readonly entryAt: (place: JournalPlace) => Loading<JournalEntry> | undefined
  readonly isAnyOpen: Readonly<Ref<boolean>>
  readonly toggle: (place: JournalPlace) => Promise<void>
  readonly closeAll: () => void
} {
  const open = shallowRef<ReadonlyMap<JournalPlace, Loading<JournalEntry>>>(new Map())
  const isAnyOpen = computed(() => open.value.size > 0)
  return { entryAt: place => open.value.get(place), isAnyOpen, toggle, closeAll: () => (open.value = new Map()) }

  async function toggle(place: JournalPlace): Promise<void> {
    if (open.value.has(place)) {
      open.value = new Map([...open.value].filter(([other]) => other !== place))
      return
    }
    const asked: Loading<JournalEntry> = { status: 'loading' }
    open.value = new Map([...open.value, [place, asked]])
    const answer = await ipc.journal.read(place).then(
      (value): Loading<JournalEntry> => ({ status: 'ready', value }),
      (error: unknown): Loading<JournalEntry> => ({ status: 'failed', error }),
    )
    // It may be closed again by now.
    if (open.value.get(place) === asked) open.value = new Map([...open.value, [place, answer]])
  }
}
