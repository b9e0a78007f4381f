import type { Marking, MarkResult, PaidMark } from '#common/payments/marking.contract'
import type { PortalId } from '#common/portals/portals.contract'

/** What the window is told of markings. It is kept here, because a marking outlives the view that it was started in. */
export function createToldMarkings(changed: (markings: Marking[]) => void) {
  const markings = new Map<PortalId, Marking>()
  return { list, goesOn, ended, forget }

  function list(): Marking[] {
    return [...markings.values()]
  }

  function goesOn(
    portalId: PortalId,
    mark: PaidMark,
    progress: { readonly done: number; readonly total: number; readonly isWaiting: boolean },
  ): void {
    put({ kind: 'running', portalId, mark, ...progress })
  }

  function ended(portalId: PortalId, result: MarkResult): void {
    put({ kind: 'ended', portalId, result })
  }

  /** What goes on is not forgotten. */
  function forget(portalId: PortalId): void {
    if (markings.get(portalId)?.kind !== 'ended') return
    markings.delete(portalId)
    changed(list())
  }

  function put(marking: Marking): void {
    markings.set(marking.portalId, marking)
    changed(list())
  }
}
