import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import type { Portal } from '#common/portals/portals.contract'
import { DEFAULT_SETTINGS, type Settings } from '#common/settings/settings.contract'
import { ipc } from './client'

/** The settings as main tells them; the defaults until then, and where they cannot be read. */
export const useSettings = defineStore('settings', () => {
  const current = shallowRef<Settings>(DEFAULT_SETTINGS)
  let isTold = false
  onScopeDispose(ipc.settings.changed(show))
  void load()
  return { current, asksNameOf }

  async function load(): Promise<void> {
    const answer = await ipc.settings.get().catch(() => null)
    // What was told meanwhile is as new as the answer, or newer.
    if (answer !== null && !isTold) show(answer)
  }

  /** Whether the name of a portal is to be typed before something is written there. */
  function asksNameOf({ isProduction }: Portal): boolean {
    return isProduction && current.value.confirmsProduction
  }

  function show(next: Settings): void {
    isTold = true
    current.value = next
  }
})
