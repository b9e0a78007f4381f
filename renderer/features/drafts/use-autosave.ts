import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

/** How long a change waits for the next one. */
const DELAY_MS = 250
/** How much longer it waits for a moment with nothing to draw. Together well under the second that may be lost at most. */
const MOMENT_MS = 150
/** How long a failed save waits for whatever hindered it to be over. */
const RETRY_MS = 3_000

export type SaveState = 'saved' | 'saving' | 'failed'

export interface Autosave {
  /** `failed` until a save succeeds, and not while it is being tried again. */
  readonly state: Readonly<Ref<SaveState>>
  readonly error: Readonly<ShallowRef<unknown>>
  /** Resolves once everything typed so far is saved; rejects with what hindered it. */
  readonly flush: () => Promise<void>
  /** Saves the text though it was saved before, for it is not sure any more where it is. Otherwise as `flush`. */
  readonly saveAnew: () => Promise<void>
  /** Whether nothing was typed since the last save. */
  readonly isSettled: () => boolean
}

export interface AutosaveOptions {
  /** False for a text that is newer than what was saved. */
  readonly isSaved?: boolean
  /** Keeps a text where the end of the app does not take it, while an earlier save waits for a busy disk. */
  readonly note?: (text: string) => Promise<unknown>
}

/**
 * Saves a text soon after it changed: one save at a time, always the newest text. What failed is tried again with the
 * next change, and every few seconds without one.
 */
export function useAutosave(
  { text, version }: { readonly text: () => string; readonly version: WatchSource },
  save: (text: string) => Promise<unknown>,
  { isSaved: isSavedAtFirst = true, note }: AutosaveOptions = {},
): Autosave {
  const state = ref<SaveState>('saved')
  const error = shallowRef<unknown>(null)
  /** What is on the disk; unknown after a failure, which may have come after the write. */
  let saved: string | null = isSavedAtFirst ? text() : null
  let timer: ReturnType<typeof setTimeout> | undefined
  let moment: number | undefined
  let retryTimer: ReturnType<typeof setTimeout> | undefined
  let running: Promise<void> | null = null
  let noting: Promise<unknown> | null = null
  /** Whether a text was noted that no save has followed: it must not be what is found of a text that is older again. */
  let isNoteNewer = false
  /** When the oldest change was made that no save has taken yet. */
  let changedAt: number | undefined
  let isDisposed = false

  // A large text is dear to put together, and it is not needed before the pause is over.
  watch(version, schedule, { flush: 'sync' })
  const flushInBackground = (): void => void flush().catch(() => {})
  window.addEventListener('pagehide', flushInBackground)
  onScopeDispose(() => {
    isDisposed = true
    window.removeEventListener('pagehide', flushInBackground)
    flushInBackground()
  })
  if (!isSavedAtFirst) schedule()
  return { state, error, flush, saveAnew, isSettled: isSaved }

  function schedule(): void {
    if (state.value !== 'failed') state.value = 'saving'
    changedAt ??= performance.now()
    // Keys come before timers: while they come fast and are dear to draw, no timer would be heard for a second.
    const isOverdue = performance.now() - changedAt > DELAY_MS + MOMENT_MS
    if (isOverdue && running === null) flushInBackground()
    else if (isOverdue && note !== undefined) noteNewest()
    else timer ??= setTimeout(awaitMoment, DELAY_MS)
  }

  /** Whatever hinders this hinders the save as well, which says so. */
  function noteNewest(): void {
    if (note === undefined || noting !== null) return
    changedAt = undefined
    isNoteNewer = true
    noting = note(text())
      .catch(() => undefined)
      .finally(() => (noting = null))
  }

  function saveAnew(): Promise<void> {
    saved = null
    return flush()
  }

  /** To hand a large text over takes as long as a frame, so it is not done between a key and what the key shows. */
  function awaitMoment(): void {
    moment = requestIdleCallback(flushInBackground, { timeout: MOMENT_MS })
  }

  function isSaved(): boolean {
    return running === null && text() === saved && !isNoteNewer
  }

  async function flush(): Promise<void> {
    clearTimeout(timer)
    clearTimeout(retryTimer)
    if (moment !== undefined) cancelIdleCallback(moment)
    timer = undefined
    moment = undefined
    if (running !== null && text() !== saved) noteNewest()
    while (!isSaved()) await (running ??= saveNewest().finally(() => (running = null)))
    state.value = 'saved'
    error.value = null
  }

  async function saveNewest(): Promise<void> {
    const newest = text()
    changedAt = undefined
    isNoteNewer = false
    if (state.value !== 'failed') state.value = 'saving'
    try {
      await save(newest)
      saved = newest
    } catch (caught) {
      saved = null
      state.value = 'failed'
      error.value = caught
      // A draft that is opened again after this one was left must not be overwritten with what this one had.
      if (!isDisposed) retryTimer = setTimeout(flushInBackground, RETRY_MS)
      throw caught
    }
  }
}
