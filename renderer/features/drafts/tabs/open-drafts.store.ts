import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { DraftId, DraftSummary } from '#common/drafts/drafts.contract'
import type { OpenDrafts } from '#common/open-drafts/open-drafts.contract'
import type { JsonPath } from '#common/json/json-pointer'
import { movedTab, NONE_OPEN, onlyThere, tabBeside, withFront, withoutTab } from '#common/open-drafts/tab-order'
import { ipc } from '#ipc/client.ts'

/** A tab: a draft that is open. Its summary is null until the drafts are known. */
export interface DraftTab {
  readonly id: DraftId
  readonly summary: DraftSummary | null
}

/** Which drafts are open, kept for the next start. */
export const useOpenDraftsStore = defineStore('open-drafts', () => {
  const open = shallowRef<OpenDrafts>(NONE_OPEN)
  const known = shallowRef<ReadonlyMap<DraftId, DraftSummary> | null>(null)
  /** Where a person was in each draft in this run of the app. */
  const places = new Map<DraftId, JsonPath>()
  /** What was last known of the drafts that are open, some of which another program may have taken away since. */
  const last = new Map<DraftId, DraftSummary>()
  /** The tabs that were closed, the last one last. */
  const closed: DraftId[] = []
  let reading: Promise<void> | null = null
  let tellings = 0
  const tabs = computed(() =>
    open.value.ids.map((id): DraftTab => ({ id, summary: known.value?.get(id) ?? last.get(id) ?? null })),
  )
  const front = computed(() => open.value.front)
  onScopeDispose(ipc.drafts.changed(learn))
  return { tabs, front, places, start, load, show, after, close, move, next, takeClosed }

  /** Reads what was open last, and answers where the app begins, or null. */
  async function start(): Promise<string | null> {
    await ready()
    return open.value.front && placeOf(open.value.front)
  }

  /** Reads the names of the drafts. Without them the tabs are of use all the same. */
  async function load(): Promise<void> {
    if (tellings > 0) return
    const drafts = await ipc.drafts.list().catch(() => null)
    // What was told meanwhile is newer than the answer.
    if (drafts !== null && tellings === 0) learn(drafts)
  }

  /** Puts a draft in front, or none while another place of the app is shown. */
  async function show(id: DraftId | null): Promise<void> {
    await ready()
    keep(onlyKnown(id === null ? { ...open.value, front: null } : withFront(open.value, id)))
  }

  /** The draft that is in front once a tab is closed. */
  function after(id: DraftId): DraftId | null {
    return withoutTab(open.value, id).front
  }

  function close(id: DraftId): void {
    closed.push(id)
    keep(withoutTab(open.value, id))
  }

  /** Puts a tab to another place, counted without it. */
  function move(id: DraftId, to: number): void {
    keep(movedTab(open.value, id, to))
  }

  function next(step: 1 | -1): DraftId | null {
    return tabBeside(open.value, step)
  }

  /** The tab that was closed last of those whose draft is there and which are not open again. */
  function takeClosed(): DraftId | null {
    for (let id = closed.pop(); id !== undefined; id = closed.pop()) {
      if (!open.value.ids.includes(id) && known.value?.has(id) !== false) return id
    }
    return null
  }

  /** What is kept must be known before anything is kept in its place, wherever the app began. */
  function ready(): Promise<void> {
    reading ??= ipc.openDrafts.get().then(
      kept => void (open.value = kept),
      () => undefined,
    )
    return reading
  }

  function learn(drafts: readonly DraftSummary[]): void {
    tellings += 1
    for (const { id, summary } of tabs.value) if (summary !== null) last.set(id, summary)
    known.value = new Map(drafts.map(draft => [draft.id, draft]))
    keep(onlyKnown(open.value))
  }

  function onlyKnown(of: OpenDrafts): OpenDrafts {
    return onlyThere(of, id => known.value?.has(id) !== false)
  }

  function keep(next: OpenDrafts): void {
    if (JSON.stringify(next) === JSON.stringify(open.value)) return
    open.value = next
    // Tabs that are not kept for the next start are told by nothing but the trouble with the file itself.
    ipc.openDrafts.set({ ids: [...next.ids], front: next.front }).catch(() => null)
  }
})

export function placeOf(id: DraftId): string {
  return `/drafts/${id}`
}
