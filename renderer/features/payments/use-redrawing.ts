import { computed, watch } from 'vue'
import { ipc } from '#ipc/client.ts'
import { useAction } from '#ui/use-action.ts'
import { usePaymentsStore } from './payments.store'

/** Draws the code that is shown anew when its options change; a late drawing of older ones is dropped. */
export function useRedrawing() {
  const store = usePaymentsStore()
  /** What is seen of the options at a size that does not change. */
  const look = computed(() => {
    const { level, raisesLevel, quietZone, dark, light } = store.options
    return [level, raisesLevel, quietZone, dark, light].join(' ')
  })
  const redraw = useAction(async () => {
    const shown = store.code
    if (shown === null || !store.hasUsableOptions) return
    const drawnFor = look.value
    const code = await ipc.codes.draw({ codeId: shown.id, options: store.options })
    if (store.code?.id === shown.id && look.value === drawnFor) store.code = code
  })
  watch([look, () => store.hasUsableOptions], () => redraw.run())
  return redraw
}
