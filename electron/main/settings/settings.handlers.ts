import type { HandlersOf } from '#common/ipc/contract'
import type { settingsContract } from '#common/settings/settings.contract'
import type { SettingsService } from './settings.service'

export function settingsHandlers(service: SettingsService): HandlersOf<typeof settingsContract> {
  return { get: () => service.get(), set: change => service.set(change) }
}
