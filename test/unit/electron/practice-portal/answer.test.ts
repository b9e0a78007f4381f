import { describe, expect, it } from 'vitest'
import { errorAnswer, successAnswer } from '../../../../electron/practice-portal/answer'
import type { CallTime } from '../../../../electron/practice-portal/answer-time'
import { PhpArray } from '../../../../electron/practice-portal/php-value'
import { PortalError } from '../../../../electron/practice-portal/portal-error'

const STARTED = Date.UTC(2030, 0, 31, 7, 26, 32, 250)

function lasting(milliseconds: number): CallTime {
  return { startedMs: STARTED, finishedMs: STARTED + milliseconds }
}

describe('successAnswer', () => {
  it('puts the result and its times into the envelope', () => {
    const answer = successAnswer({ result: PhpArray.list(['<a/>']) }, lasting(500))
    expect(answer).toEqual({
      status: 200,
      body:
        '{"result":["\\u003Ca\\/\\u003E"],"time":{"start":1896074792,"finish":1896074792.75,"duration":0.75,' +
        '"processing":0,"date_start":"2030-01-31T10:26:32+03:00","date_finish":"2030-01-31T10:26:32+03:00"}}',
    })
  })

  it('says between the two where the next page starts and how many rows there are', () => {
    expect(successAnswer({ result: null, next: 50, total: 51 }, lasting(0)).body).toMatch(
      /^\{"result":null,"next":50,"total":51,"time":\{/,
    )
    expect(successAnswer({ result: null, total: 0 }, lasting(0)).body).toMatch(/^\{"result":null,"total":0,"time":/)
  })

  it('ends the times with what has been used up of the run time, where it is limited', () => {
    const operating = { resetAt: 1896075360, seconds: 12.5 }
    expect(successAnswer({ result: true }, { ...lasting(0), operating }).body).toContain(
      '"date_finish":"2030-01-31T10:26:32+03:00","operating_reset_at":1896075360,"operating":12.5}}',
    )
  })

  it('counts the processing in whole seconds', () => {
    expect(successAnswer({ result: true }, lasting(2600)).body).toContain('"processing":2,')
  })

  it('writes a finish on the full second as a float all the same', () => {
    expect(successAnswer({ result: true }, { startedMs: STARTED - 250, finishedMs: STARTED - 250 }).body).toContain(
      '"finish":1896074792.0,"duration":0.0,',
    )
  })

  it('answers a result that JSON cannot hold with an error', () => {
    expect(successAnswer({ result: Infinity }, lasting(0))).toEqual({
      status: 200,
      body: '{"error":"WRONG_ENCODING","error_description":"Wrong request encoding"}',
      errorCode: 'WRONG_ENCODING',
    })
  })
})

describe('errorAnswer', () => {
  it('has the code as text and no times', () => {
    expect(errorAnswer(new PortalError(400, '0', 'Handler "x" is gone'))).toEqual({
      status: 400,
      body: '{"error":"0","error_description":"Handler \\u0022x\\u0022 is gone"}',
      errorCode: '0',
    })
  })
})
