import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { goodHandler } from './good-handler'

describe('the checker', () => {
  it('has no word about a handler that is right', () => {
    expect(checkHandler(JSON.stringify(goodHandler()))).toEqual([])
    expect(checkHandler(JSON.stringify(goodHandler(), null, '\t'))).toEqual([])
  })
})
