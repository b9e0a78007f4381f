import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { KeptLinkSummary } from '#common/codes/codes.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'

/** The links that are kept for a portal, as they are now. */
export function useKeptLinks(portalId: () => PortalId | undefined): {
  readonly state: Readonly<ShallowRef<Loading<readonly KeptLinkSummary[]>>>
  readonly load: () => Promise<void>
} {
  const { state, load: loadFrom, show } = useLoading<readonly KeptLinkSummary[]>()
  const changes = shallowRef(0)
  watch(portalId, load, { immediate: true })
  onScopeDispose(ipc.codes.keptLinksChanged(refresh))
  return { state, load }

  async function load(): Promise<void> {
    const id = portalId()
    await loadFrom(() => (id === undefined ? Promise.resolve([]) : ipc.codes.keptLinks(id)))
  }

  /** What is shown stays until its successor is there, so that nothing flickers while codes are made. */
  async function refresh(changed: PortalId): Promise<void> {
    if (changed !== portalId()) return
    const change = ++changes.value
    const links = await ipc.codes.keptLinks(changed).catch(() => null)
    if (links !== null && change === changes.value && changed === portalId()) show(links)
  }
}
