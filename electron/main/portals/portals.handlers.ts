import type { HandlersOf } from '#common/ipc/contract'
import type { portalsContract } from '#common/portals/portals.contract'
import type { ConnectionCheck } from './connection-check'
import type { PortalsService } from './portals.service'

/** The portal that ships inside the app, as far as the list of portals has to do with it. */
export interface PracticePortal {
  /** Returns it to what it was on the first start; its address stays. */
  reset(): Promise<void>
}

export function portalsHandlers(parts: {
  readonly portals: PortalsService
  readonly connection: ConnectionCheck
  readonly practice: PracticePortal
}): HandlersOf<typeof portalsContract> {
  const { portals, connection, practice } = parts
  return {
    list: () => portals.list(),
    add: draft => portals.add(draft),
    change: change => portals.change(change),
    replaceSecret: replacement => portals.replaceSecret(replacement),
    remove: id => portals.remove(id),
    choose: id => portals.choose(id),
    check: id => connection.check(id),
    resetPractice: () => practice.reset(),
  }
}
