import { computed, onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import {
  MAX_JOURNAL_ROWS,
  MAX_SEARCHED_LENGTH,
  type JournalFilter,
  type JournalPage,
} from '#common/journal/journal.contract'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'
import { useAction, type Action } from '#ui/use-action.ts'

/** As many rows are read at once. */
const PAGE = 100
/** While somebody types, each letter would search the files again. */
const DEBOUNCE_MS = 200
const DAY_MS = 86_400_000

/** How long ago entries may be: from the beginning of today, or so many days, or ever. */
export const PERIODS = ['any', 'today', 'week', 'month'] as const
export type Period = (typeof PERIODS)[number]

/** What a person chose to see. Null means any. */
export interface JournalChoice {
  readonly kind: JournalFilter['kind']
  readonly portalId: JournalFilter['portalId']
  readonly outcome: JournalFilter['outcome']
  readonly period: Period
}

export const ANYTHING: JournalChoice = { kind: null, portalId: null, outcome: null, period: 'any' }

/** The entries that are shown, with the filter they were looked for by. */
export type ShownJournal = JournalPage & { readonly filter: JournalFilter }

/** The journal as it is now, as far as it was asked for. */
export function useJournal(isBeingRead: () => boolean): {
  readonly searched: Ref<string>
  readonly choice: ShallowRef<JournalChoice>
  readonly isFiltered: Readonly<Ref<boolean>>
  readonly state: Readonly<ShallowRef<Loading<ShownJournal>>>
  /** There are newer entries, which are not shown so that nothing moves while it is read. */
  readonly isStale: Readonly<Ref<boolean>>
  readonly load: () => Promise<void>
  readonly showOlder: Action<[]>
} {
  const searched = ref('')
  const choice = shallowRef(ANYTHING)
  const isStale = ref(false)
  const { state, load: loadFrom, show } = useLoading<ShownJournal>()
  const isFiltered = computed(() => {
    const { kind, portalId, outcome, period } = choice.value
    return searched.value.trim() !== '' || [kind, portalId, outcome].some(Boolean) || period !== 'any'
  })
  const showOlder = useAction(readOlder)
  let refreshes = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(searched, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void load(), DEBOUNCE_MS)
  })
  watch(choice, load, { immediate: true })
  onScopeDispose(() => clearTimeout(timer))
  onScopeDispose(ipc.journal.changed(() => void refresh()))
  return { searched, choice, isFiltered, state, isStale, load, showOlder }

  async function load(): Promise<void> {
    clearTimeout(timer)
    refreshes += 1
    isStale.value = false
    await loadFrom(() => newest(filterOf(searched.value, choice.value), PAGE))
  }

  async function newest(filter: JournalFilter, count: number): Promise<ShownJournal> {
    return { ...(await ipc.journal.search({ filter, count, cursor: null })), filter }
  }

  async function readOlder(): Promise<void> {
    const shown = state.value
    if (shown.status !== 'ready' || shown.value.cursor === null) return
    const { filter, cursor, rows, unreadableCount } = shown.value
    const page = await ipc.journal.search({ filter, count: PAGE, cursor }).catch((error: unknown) => {
      if (state.value === shown) throw error
      return null
    })
    // Somebody looks for something else by now.
    if (page === null || state.value !== shown) return
    const all = [...rows, ...page.rows]
    show({ ...page, filter, rows: all, unreadableCount: unreadableCount + page.unreadableCount })
  }

  /** What is shown stays until its successor is there. A filter would have to be looked for in all files again. */
  async function refresh(): Promise<void> {
    const shown = state.value
    if (shown.status !== 'ready') return
    const { filter, rows } = shown.value
    if (isFiltered.value || rows.length > MAX_JOURNAL_ROWS || showOlder.isRunning.value || isBeingRead()) {
      isStale.value = true
      return
    }
    const question = ++refreshes
    const next = await newest(filter, Math.max(PAGE, rows.length)).catch(() => null)
    if (next !== null && question === refreshes && state.value === shown) show(next)
  }
}

function filterOf(searched: string, { kind, portalId, outcome, period }: JournalChoice): JournalFilter {
  const text = searched.trim().slice(0, MAX_SEARCHED_LENGTH)
  return { text, kind, portalId, outcome, from: startOf(period, new Date()), until: null }
}

/** The first moment of a period, as an ISO date and time; null for ever. */
export function startOf(period: Period, now: Date): string | null {
  switch (period) {
    case 'any':
      return null
    case 'today':
      return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString()
    case 'week':
      return new Date(now.getTime() - 7 * DAY_MS).toISOString()
    case 'month':
      return new Date(now.getTime() - 30 * DAY_MS).toISOString()
  }
}
