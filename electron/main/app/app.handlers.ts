import type { AppFacts, appContract, MenuTexts } from '#common/app/app.contract'
import type { HandlersOf } from '#common/ipc/contract'

export interface AppParts {
  readonly facts: () => AppFacts
  readonly ready: () => Promise<void>
  readonly showMenu: (texts: MenuTexts) => void
  readonly showDataFolder: () => Promise<void>
  readonly closeWindow: () => void
}

export function appHandlers(parts: AppParts): HandlersOf<typeof appContract> {
  return {
    facts: () => parts.facts(),
    ready: () => parts.ready(),
    showMenu: texts => parts.showMenu(texts),
    showDataFolder: () => parts.showDataFolder(),
    closeWindow: () => parts.closeWindow(),
  }
}
