import { onScopeDispose, watch } from 'vue'

const PAUSE_MS = 500

/** Makes a sheet anew by itself once nothing was changed for a moment; what it is to be made of is null while that is not known. */
export function useAutomaticMaking(of: () => string | null, isWanted: () => boolean, make: () => void): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    of,
    next => {
      clearTimeout(timer)
      if (next !== null && isWanted()) timer = setTimeout(make, PAUSE_MS)
    },
    { immediate: true },
  )
  onScopeDispose(() => clearTimeout(timer))
}
