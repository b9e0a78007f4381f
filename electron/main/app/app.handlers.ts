import type { AppFacts, appContract } from '#common/app/app.contract'
import type { HandlersOf } from '#common/ipc/contract'

export interface AppParts {
  readonly facts: () => AppFacts
  readonly ready: () => Promise<void>
  readonly showDataFolder: () => Promise<void>
}

export function appHandlers({ facts, ready, showDataFolder }: AppParts): HandlersOf<typeof appContract> {
  return { facts: () => facts(), ready: () => ready(), showDataFolder: () => showDataFolder() }
}
