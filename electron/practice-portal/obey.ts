import type { PracticeCommand, PracticeStatus } from '#common/practice-portal/practice-status'
import type { PracticePortal } from './server'

/** More than anybody reads, and little enough to be sent again and again. */
const SHOWN_REQUESTS = 200

/** Does what a command says and tells what the portal does at the moment. */
export function obey(
  command: PracticeCommand,
  { faults, conditions, log }: Pick<PracticePortal, 'faults' | 'conditions' | 'log'>,
): PracticeStatus {
  switch (command.name) {
    case 'read':
      break
    case 'arm':
      faults.arm(command.fault)
      break
    case 'stop':
      faults.stop(command.faultId)
      break
    case 'stop-all':
      faults.clear()
      break
    case 'set-conditions':
      conditions.set(command.conditions)
      break
    case 'clear-requests':
      log.clear()
  }
  return { faults: [...faults.armed], conditions: conditions.current, requests: log.requests.slice(-SHOWN_REQUESTS) }
}
