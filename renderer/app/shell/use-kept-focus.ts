import { onMounted, onScopeDispose, type Ref } from 'vue'
import { START_LOCATION, useRouter } from 'vue-router'

/**
 * Moves the focus to the place that was gone to, and gives it back to the place when what had it is taken away, so that
 * it never falls back to the start of the window.
 */
export function useKeptFocus(place: Readonly<Ref<HTMLElement | null>>): void {
  const router = useRouter()
  let lastFocused: Node | null = null
  const observer = new MutationObserver(() => {
    if (lastFocused === null || lastFocused.isConnected || document.activeElement !== document.body) return
    place.value?.focus()
  })

  onMounted(() => {
    if (place.value === null) return
    place.value.addEventListener('focusin', ({ target }) => (lastFocused = target instanceof Node ? target : null))
    observer.observe(place.value, { childList: true, subtree: true })
  })
  const stop = router.afterEach((to, from) => {
    if (from !== START_LOCATION && to.path !== from.path) place.value?.focus()
  })
  onScopeDispose(() => {
    observer.disconnect()
    stop()
  })
}
