import { beforeEach, describe, expect, it } from 'vitest'
import { AppError } from '#common/ipc/app-error'
import { DEFAULT_SETTINGS, type Settings, type Theme } from '#common/settings/settings.contract'
import { createSettingsService, type SettingsService } from '../../../../../electron/main/settings/settings.service'

let kept: Settings
let diskError: AppError | null
let events: unknown[]
let service: SettingsService

beforeEach(() => {
  kept = { ...DEFAULT_SETTINGS, theme: 'dark', draftView: 'tree', draftsSort: { column: 'name', isDescending: false } }
  diskError = null
  events = []
  service = createSettingsService({
    file: {
      read: () => (diskError === null ? Promise.resolve(kept) : Promise.reject(diskError)),
      write(settings) {
        if (diskError !== null) return Promise.reject(diskError)
        kept = settings
        return Promise.resolve()
      },
    },
    applyTheme: (theme: Theme) => events.push(`theme ${theme}`),
    changed: settings => events.push(settings),
    report: fault => events.push(fault),
  })
})

const refusal = new AppError('internal', 'x', { details: { reason: 'disk' } })

describe('the settings at the start', () => {
  it('give the theme that was kept', async () => {
    await service.apply()

    expect(events).toEqual(['theme dark'])
  })

  // No window opened when the disk refused the file of the settings.
  it('are the first ones when the disk gives none', async () => {
    diskError = refusal

    await service.apply()

    expect(events).toEqual(['theme system', refusal])
  })
})

describe('changing the settings', () => {
  it('keeps them, applies the theme and tells the window', async () => {
    const changed = { ...kept, theme: 'light' }
    expect(await service.set({ theme: 'light' })).toEqual(changed)

    expect(kept).toEqual(changed)
    expect(events).toEqual(['theme light', changed])
  })

  it('leaves the theme alone when another setting changes', async () => {
    await service.set({ draftView: 'table' })

    expect(events).toEqual([{ ...kept, draftView: 'table' }])
  })

  it('changes nothing when they cannot be kept', async () => {
    diskError = refusal

    await expect(service.set({ theme: 'light' })).rejects.toBe(refusal)
    expect(events).toEqual([])
  })
})
