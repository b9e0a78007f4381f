import type { HandlersOf } from '#common/ipc/contract'
import type { practicePortalContract } from '#common/practice-portal/practice-portal.contract'
import type { PracticePortalProcess } from './practice-portal-process'

export function practicePortalHandlers({
  command,
}: Pick<PracticePortalProcess, 'command'>): HandlersOf<typeof practicePortalContract> {
  return {
    read: () => command({ name: 'read' }),
    arm: fault => command({ name: 'arm', fault }),
    stop: ({ faultId }) => command({ name: 'stop', faultId }),
    stopAll: () => command({ name: 'stop-all' }),
    setConditions: conditions => command({ name: 'set-conditions', conditions }),
    clearRequests: () => command({ name: 'clear-requests' }),
  }
}
