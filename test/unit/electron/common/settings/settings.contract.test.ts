import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { DEFAULT_SETTINGS, Settings } from '#common/settings/settings.contract'

describe('settings that were kept before there were others', () => {
  it('are read with the first value of what they lack', () => {
    expect(v.parse(Settings, { theme: 'dark', draftView: 'tree' })).toEqual({
      ...DEFAULT_SETTINGS,
      theme: 'dark',
      draftView: 'tree',
    })
  })

  it('ask for the name of a production portal', () => {
    expect(DEFAULT_SETTINGS.confirmsProduction).toBe(true)
  })

  it.each(['yes', 1, null])('are not read with %s for yes or no', confirmsProduction => {
    expect(v.safeParse(Settings, { theme: 'dark', confirmsProduction }).success).toBe(false)
  })
})
