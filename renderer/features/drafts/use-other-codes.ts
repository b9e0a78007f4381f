import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import type { DraftSummary } from '#common/drafts/drafts.contract'
import type { HandlerSummary } from '#common/handlers/handlers.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { ipc } from '#ipc/client.ts'

/**
 * The CODEs that a portal's other handlers have, as far as the portal could be read: drafting goes on without it, so
 * that nothing is said where it cannot be reached. The handler that the draft is of is not another one.
 */
export function useOtherCodes(
  portalId: () => PortalId | null,
  draft: () => DraftSummary,
): ComputedRef<readonly string[]> {
  const handlers = shallowRef<readonly HandlerSummary[]>([])
  watch(portalId, read, { immediate: true })
  return computed(() => {
    const { origin } = draft()
    const own = origin.portalId === portalId() ? origin.handlerId : null
    return handlers.value.filter(({ id }) => id !== own).map(({ code }) => code)
  })

  async function read(id: PortalId | null): Promise<void> {
    handlers.value = []
    if (id === null) return
    const found = await ipc.handlers.listInBackground(id).catch(() => [])
    if (portalId() === id) handlers.value = found
  }
}
