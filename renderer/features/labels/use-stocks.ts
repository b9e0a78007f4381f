import { onScopeDispose, shallowRef } from 'vue'
import type { Stock } from '#common/sheets/stock'
import { ipc } from '#ipc/client.ts'

/** The stocks there are, as they are now. */
export function useStocks() {
  const list = shallowRef<readonly Stock[]>([])
  onScopeDispose(ipc.sheets.stocksChanged(() => void load().catch(() => undefined)))
  return { list, load }

  async function load(): Promise<void> {
    list.value = await ipc.sheets.stocks()
  }
}
