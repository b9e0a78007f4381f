import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { FaultDescription } from '#common/practice-portal/fault-description'

describe('FaultDescription', () => {
  it.each([
    { kind: 'error', code: 'QUERY_LIMIT_EXCEEDED' },
    { kind: 'error', code: '0', status: 400, description: '', methodName: 'sale.paysystem.handler.list' },
    { kind: 'expired-credential', times: 1 },
    { kind: 'cut-before', seconds: 1 },
    { kind: 'cut-after', methodName: 'Profile', times: 2, seconds: 60 },
    { kind: 'delay', milliseconds: 600_000 },
    { kind: 'slow-drip', bytes: 1, everyMs: 1 },
    { kind: 'truncated-json' },
    { kind: 'html-page', status: 200 },
    { kind: 'redirect', location: 'https://renamed.example.com/rest/', status: 301 },
    { kind: 'handler-changed', handlerId: 1 },
    { kind: 'wrong-link', paymentId: 7 },
    { kind: 'short-link-elsewhere' },
    { kind: 'damaged-qr' },
    { kind: 'unconfirmed-phone', times: 100_000, seconds: 86_400 },
  ])('takes $kind as it is', description => {
    expect(v.parse(FaultDescription, description)).toEqual(description)
  })

  it.each([
    null,
    [],
    'cut-before',
    {},
    { kind: 'sing' },
    { kind: 'error' },
    { kind: 'error', code: '' },
    { kind: 'error', code: 'A B' },
    { kind: 'error', code: 5 },
    { kind: 'error', code: 'A', status: 99 },
    { kind: 'error', code: 'A', status: 600 },
    { kind: 'error', code: 'A', description: 'x'.repeat(1001) },
    { kind: 'cut-before', times: 0 },
    { kind: 'cut-before', times: 1.5 },
    { kind: 'cut-before', times: '1' },
    { kind: 'cut-before', seconds: -1 },
    { kind: 'cut-before', seconds: 86_401 },
    { kind: 'cut-before', methodName: '' },
    { kind: 'cut-before', methodName: 'rest/1/secret/profile' },
    { kind: 'cut-before', paymentId: 1 },
    { kind: 'delay' },
    { kind: 'delay', milliseconds: 600_001 },
    { kind: 'slow-drip', bytes: 0, everyMs: 1 },
    { kind: 'redirect' },
    { kind: 'redirect', location: 'renamed.example.com' },
    { kind: 'redirect', location: 'javascript:alert(1)' },
    { kind: 'redirect', location: 'https://a.example/', status: 200 },
    { kind: 'handler-changed', handlerId: 0 },
    { kind: 'wrong-link', methodName: 'profile' },
    { kind: 'wrong-link', paymentId: '7' },
  ])('refuses %j', description => {
    expect(v.safeParse(FaultDescription, description).success).toBe(false)
  })

  // A line break in a header would end it, and what follows would be a header of its own.
  it.each(['https://a.example/\r\nX: y', 'https://a.example/\n', '\thttps://a.example/'])(
    'refuses the address %j, which no header can hold',
    location => {
      expect(v.safeParse(FaultDescription, { kind: 'redirect', location }).success).toBe(false)
    },
  )
})
