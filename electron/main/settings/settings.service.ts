import { DEFAULT_SETTINGS, type Settings, type SettingsChange, type Theme } from '#common/settings/settings.contract'
import type { JsonFile } from '../storage/json-file'

export interface SettingsParts {
  readonly file: JsonFile<Settings>
  /** Makes the windows, the menus and the pages take a theme. */
  readonly applyTheme: (theme: Theme) => void
  readonly changed: (settings: Settings) => void
  /** Takes why the settings could not be read when the app started. */
  readonly report: (fault: unknown) => void
}

export type SettingsService = ReturnType<typeof createSettingsService>

export function createSettingsService({ file, applyTheme, changed, report }: SettingsParts) {
  return { get: () => file.read(), set, apply }

  async function set(change: SettingsChange): Promise<Settings> {
    const settings = { ...(await file.read()), ...change }
    await file.write(settings)
    if (change.theme !== undefined) applyTheme(change.theme)
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
