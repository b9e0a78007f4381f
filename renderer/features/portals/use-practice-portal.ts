import { onScopeDispose, type ShallowRef } from 'vue'
import type { FaultDescription } from '#common/practice-portal/fault-description'
import type { PracticeConditions, PracticeStatus } from '#common/practice-portal/practice-status'
import { ipc } from '#ipc/client.ts'
import { useLoading, type Loading } from '#ui/loading.ts'
import { useAction, type Action } from '#ui/use-action.ts'

/** How often what ends by itself is looked at; requests are told of at once. */
const LOOK_EVERY_MS = 1000

export interface PracticePortalPlay {
  readonly state: Readonly<ShallowRef<Loading<PracticeStatus>>>
  readonly reload: () => Promise<void>
  readonly arm: Action<[FaultDescription]>
  readonly stop: Action<[number]>
  readonly stopAll: Action<[]>
  readonly setConditions: Action<[PracticeConditions]>
  readonly clearRequests: Action<[]>
}

/** What the practice portal plays, kept up to date while it is shown. */
export function usePracticePortal(): PracticePortalPlay {
  const { state, load, show } = useLoading<PracticeStatus>()
  const reload = (): Promise<void> => load(() => ipc.practicePortal.read())
  let isReading = false
  onScopeDispose(ipc.practicePortal.active(() => void refresh()))
  const timer = setInterval(() => {
    const { value } = state
    if (value.status === 'ready' && value.value.faults.some(({ endsAt }) => endsAt !== null)) void refresh()
  }, LOOK_EVERY_MS)
  onScopeDispose(() => clearInterval(timer))
  void reload()

  return {
    state,
    reload,
    arm: useAction(async fault => show(await ipc.practicePortal.arm(fault))),
    stop: useAction(async faultId => show(await ipc.practicePortal.stop({ faultId }))),
    stopAll: useAction(async () => show(await ipc.practicePortal.stopAll())),
    setConditions: useAction(async conditions => show(await ipc.practicePortal.setConditions(conditions))),
    clearRequests: useAction(async () => show(await ipc.practicePortal.clearRequests())),
  }

  /** Without a flash of "loading". */
  async function refresh(): Promise<void> {
    if (isReading || state.value.status !== 'ready') return
    isReading = true
    try {
      show(await ipc.practicePortal.read())
    } catch {
      // Asked once more, in view: it is running again, or the window says why not.
      await reload()
    } finally {
      isReading = false
    }
  }
}
