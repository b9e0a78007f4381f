import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'
import type { DraftSession } from './use-draft-session'

/** Goes to another place, or to another draft, only once everything typed here is kept. */
export function useSavedLeave({ mayLeave }: Pick<DraftSession, 'mayLeave'>): void {
  onBeforeRouteLeave(mayLeave)
  onBeforeRouteUpdate((to, from) => to.path === from.path || mayLeave())
}
