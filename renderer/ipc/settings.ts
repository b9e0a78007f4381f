import { defineStore } from 'pinia'
import type { Portal } from '#common/portals/portals.contract'
import { DEFAULT_SETTINGS, type Settings } from '#common/settings/settings.contract'
import { ipc } from './client'
import { useToldValue } from './told-value'

/** The settings as main tells them; the defaults until then, and where they cannot be read. */
export const useSettings = defineStore('settings', () => {
  const { value: current, load } = useToldValue<Settings>(DEFAULT_SETTINGS, {
    ask: ipc.settings.get,
    listen: ipc.settings.changed,
  })
  load().catch(() => undefined)
  return { current, asksNameOf }

  /** Whether the name of a portal is to be typed before something is written there. */
  function asksNameOf({ isProduction }: Portal): boolean {
    return isProduction && current.value.confirmsProduction
  }
})
