import { onScopeDispose, watch, type ShallowRef } from 'vue'
import { withChangedRows } from '#common/payments/list-rows'
import type { Fetching, PaymentRow } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'

export interface PaymentList {
  readonly rows: readonly PaymentRow[]
  readonly fetching: Fetching | null
}

/** The list of payments of a portal, as it is now. */
export function usePaymentList(portalId: () => PortalId | undefined): {
  readonly state: Readonly<ShallowRef<Loading<PaymentList>>>
  readonly load: () => Promise<void>
} {
  const { state, load: loadFrom, show } = useLoading<PaymentList>()
  let change = 0
  watch(portalId, load, { immediate: true })
  onScopeDispose(ipc.payments.listChanged(refresh))
  onScopeDispose(
    ipc.payments.rowsChanged(({ portalId: changed, rows }) =>
      patch(changed, list => ({ ...list, rows: withChangedRows(list.rows, rows) })),
    ),
  )
  onScopeDispose(ipc.payments.fetchingChanged(fetching => patch(fetching.portalId, list => ({ ...list, fetching }))))
  return { state, load }

  async function load(): Promise<void> {
    const id = portalId()
    await loadFrom(() => (id === undefined ? Promise.resolve({ rows: [], fetching: null }) : ipc.payments.list(id)))
  }

  /** What is shown stays until its successor is there. */
  async function refresh(changed: PortalId): Promise<void> {
    if (changed !== portalId()) return
    const mine = ++change
    const list = await ipc.payments.list(changed).catch(() => null)
    if (list !== null && mine === change && changed === portalId()) show(list)
  }

  function patch(changed: PortalId, next: (list: PaymentList) => PaymentList): void {
    if (changed === portalId() && state.value.status === 'ready') show(next(state.value.value))
  }
}
