import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'

export interface Action<Arguments extends unknown[]> {
  readonly isRunning: Readonly<Ref<boolean>>
  /** What went wrong the last time, until the next run. */
  readonly error: Readonly<ShallowRef<unknown>>
  readonly run: (...args: Arguments) => Promise<void>
  readonly clear: () => void
}

/** Something a person starts: runs once at a time, and keeps its error to be shown where it was started. */
export function useAction<Arguments extends unknown[]>(
  act: (...args: Arguments) => Promise<unknown>,
): Action<Arguments> {
  const isRunning = ref(false)
  const error = shallowRef<unknown>(null)
  return { isRunning, error, run, clear: () => (error.value = null) }

  async function run(...args: Arguments): Promise<void> {
    if (isRunning.value) return
    isRunning.value = true
    error.value = null
    try {
      await act(...args)
    } catch (caught) {
      error.value = caught
    } finally {
      isRunning.value = false
    }
  }
}
