import { describe, expect, it } from 'vitest'
import { requestLines } from '../../../../../renderer/features/portals/request-lines'

describe('requestLines', () => {
  it('has a line for each request, oldest first', () => {
    const common = { verb: 'POST', contentType: 'application/json' }
    const lines = requestLines([
      { ...common, number: 1, at: '2030-01-31T07:26:32.000Z', methodName: 'profile', status: 503, errorCode: 'X' },
      { ...common, number: 2, at: '2030-01-31T07:26:33.000Z', methodName: null, status: 0, errorCode: null },
    ])
    expect(lines).toBe('2030-01-31T07:26:32.000Z\tPOST\tprofile\t503\tX\n2030-01-31T07:26:33.000Z\tPOST\t\t0\t')
  })

  it('is empty for none', () => {
    expect(requestLines([])).toBe('')
  })
})
