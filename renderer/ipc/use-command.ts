import { onScopeDispose } from 'vue'
import type { Command } from '#common/app/app.contract'
import { ipc } from './client'

/** Runs something for as long as its component lives, whenever the application menu or its key asks for it. */
export function useCommand(command: Command, run: () => void): void {
  onScopeDispose(
    ipc.app.commandRequested(requested => {
      if (requested === command) run()
    }),
  )
}
