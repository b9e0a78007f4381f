import { describe, expect, it } from 'vitest'
import { RequestLog, type LoggedRequest } from '../../../../electron/practice-portal/request-log'

function request(methodName: string): LoggedRequest {
  return { methodName, verb: 'POST', contentType: null, status: 200 }
}

describe('RequestLog', () => {
  it('remembers requests in their order', () => {
    const log = new RequestLog()
    log.add(request('a'))
    log.add(request('b'))
    expect(log.requests).toEqual([request('a'), request('b')])
  })

  it('forgets the oldest beyond a thousand', () => {
    const log = new RequestLog()
    for (let index = 0; index <= 1000; index++) log.add(request(String(index)))
    expect(log.requests).toHaveLength(1000)
    expect(log.requests[0]).toEqual(request('1'))
  })
})
