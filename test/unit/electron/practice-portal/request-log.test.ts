import { describe, expect, it } from 'vitest'
import { RequestLog, type ReceivedRequest } from '../../../../electron/practice-portal/request-log'

const START = Date.UTC(2030, 0, 31, 7, 26, 32)

function request(methodName: string, contentType: string | null = null): ReceivedRequest {
  return { methodName, verb: 'POST', contentType, status: 200, errorCode: null }
}

describe('RequestLog', () => {
  it('remembers requests in their order, numbered and with their time', () => {
    const log = new RequestLog(() => START)
    log.add(request('a'))
    log.add(request('b'))
    const at = '2030-01-31T07:26:32.000Z'
    expect(log.requests).toEqual([
      { ...request('a'), number: 1, at },
      { ...request('b'), number: 2, at },
    ])
  })

  it('forgets the oldest beyond a thousand', () => {
    const log = new RequestLog()
    for (let index = 0; index <= 1000; index++) log.add(request(String(index)))
    expect(log.requests).toHaveLength(1000)
    expect(log.requests[0]).toMatchObject({ methodName: '1', number: 2 })
  })

  it('can be emptied, and counts on', () => {
    const log = new RequestLog()
    log.add(request('a'))
    log.clear()
    expect(log.requests).toEqual([])
    log.add(request('b'))
    expect(log.requests).toMatchObject([{ methodName: 'b', number: 2 }])
  })

  it('keeps no more of what callers choose than it needs', () => {
    const log = new RequestLog()
    log.add(request('m'.repeat(5000), 'multipart/form-data; boundary=anything'))
    log.add(request('m', 't'.repeat(5000)))
    expect(log.requests).toMatchObject([
      { methodName: 'm'.repeat(100), contentType: 'multipart/form-data' },
      { contentType: 't'.repeat(100) },
    ])
  })

  it('tells of each request until it is not wanted any more', () => {
    const log = new RequestLog()
    let told = 0
    const stop = log.onAdded(() => (told += 1))
    log.add(request('a'))
    stop()
    log.add(request('b'))
    expect(told).toBe(1)
  })
})
