import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import type { Autosave } from './use-autosave'

/** Goes to another place, or to another draft, only once everything typed here is saved. */
export function useSavedLeave({ flush }: Pick<Autosave, 'flush'>): void {
  const mayLeave = (): Promise<boolean> =>
    flush().then(
      () => true,
      () => false,
    )
  onBeforeRouteLeave(mayLeave)
  onBeforeRouteUpdate((to, from) => to.path === from.path || mayLeave())
}
