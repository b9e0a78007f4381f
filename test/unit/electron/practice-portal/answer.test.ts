import { describe, expect, it } from 'vitest'
import { errorAnswer, successAnswer } from '../../../../electron/practice-portal/answer'
import { PhpArray } from '../../../../electron/practice-portal/php-value'
import { PortalError } from '../../../../electron/practice-portal/portal-error'

const STARTED = Date.UTC(2030, 0, 31, 7, 26, 32, 250)

describe('successAnswer', () => {
  it('puts the result and its times into the envelope', () => {
    const answer = successAnswer(PhpArray.list(['<a/>']), STARTED, STARTED + 500)
    expect(answer).toEqual({
      status: 200,
      body:
        '{"result":["\\u003Ca\\/\\u003E"],"time":{"start":1896074792,"finish":1896074792.75,"duration":0.75,' +
        '"processing":0,"date_start":"2030-01-31T10:26:32+03:00","date_finish":"2030-01-31T10:26:32+03:00"}}',
    })
  })

  it('counts the processing in whole seconds', () => {
    expect(successAnswer(true, STARTED, STARTED + 2600).body).toContain('"processing":2,')
  })

  it('writes a finish on the full second as a float all the same', () => {
    expect(successAnswer(true, STARTED - 250, STARTED - 250).body).toContain('"finish":1896074792.0,"duration":0.0,')
  })

  it('answers a result that JSON cannot hold with an error', () => {
    expect(successAnswer(Infinity, STARTED, STARTED)).toEqual({
      status: 200,
      body: '{"error":"WRONG_ENCODING","error_description":"Wrong request encoding"}',
    })
  })
})

describe('errorAnswer', () => {
  it('has the code as text and no times', () => {
    expect(errorAnswer(new PortalError(400, '0', 'Handler "x" is gone'))).toEqual({
      status: 400,
      body: '{"error":"0","error_description":"Handler \\u0022x\\u0022 is gone"}',
    })
  })
})
