import { describe, expect, it } from 'vitest'
import { regionOf } from '../../../../../renderer/app/locales/region'

describe('the region that dates and numbers follow', () => {
  it.each([
    [['en-GB', 'en'], 'en-GB'],
    [['ru-RU', 'en-IE'], 'en-IE'],
    [['en'], 'en'],
    [['de-DE'], 'en'],
    [['eno-XX'], 'en'],
    [[], 'en'],
  ])('of %j is %s', (preferred, region) => {
    expect(regionOf('en', preferred)).toBe(region)
  })
})
