import { onScopeDispose, watch, type ShallowRef } from 'vue'
import { withChangedRows } from '#common/payments/list-rows'
import type { PaymentRow } from '#common/payments/payments.contract'
import type { PortalId } from '#common/portals/portals.contract'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'

/** The rows of a portal's list of payments, as they are now. */
export function useLabelPayments(portalId: () => PortalId | undefined): {
  readonly state: Readonly<ShallowRef<Loading<readonly PaymentRow[]>>>
  readonly load: () => Promise<void>
} {
  const { state, load: loadFrom, show } = useLoading<readonly PaymentRow[]>()
  watch(portalId, load, { immediate: true })
  onScopeDispose(ipc.payments.listChanged(refresh))
  onScopeDispose(
    ipc.payments.rowsChanged(({ portalId: changed, rows }) => {
      if (changed === portalId() && state.value.status === 'ready') show(withChangedRows(state.value.value, rows))
    }),
  )
  return { state, load }

  async function load(): Promise<void> {
    const id = portalId()
    await loadFrom(async () => (id === undefined ? [] : (await ipc.payments.list(id)).rows))
  }

  /** What is shown stays until its successor is there. */
  async function refresh(changed: PortalId): Promise<void> {
    if (changed !== portalId()) return
    const list = await ipc.payments.list(changed).catch(() => null)
    if (list !== null && changed === portalId()) show(list.rows)
  }
}
