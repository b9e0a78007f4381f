import type { Settings, Theme } from '#common/settings/settings.contract'
import type { JsonFile } from '../storage/json-file'

export interface SettingsParts {
  readonly file: JsonFile<Settings>
  /** Makes the windows, the menus and the pages take a theme. */
  readonly applyTheme: (theme: Theme) => void
  readonly changed: (settings: Settings) => void
  /** Takes why the settings could not be read when the app started. */
  readonly report: (fault: unknown) => void
}

export const DEFAULT_SETTINGS: Settings = { theme: 'system' }

export type SettingsService = ReturnType<typeof createSettingsService>

export function createSettingsService({ file, applyTheme, changed, report }: SettingsParts) {
  return { get: () => file.read(), set, apply }

  async function set(settings: Settings): Promise<Settings> {
    await file.write(settings)
    applyTheme(settings.theme)
    changed(settings)
    return settings
  }

  /** Never rejects: the window must open even where the disk gives no settings. */
  async function apply(): Promise<void> {
    try {
      applyTheme((await file.read()).theme)
    } catch (error) {
      applyTheme(DEFAULT_SETTINGS.theme)
      report(error)
    }
  }
}
