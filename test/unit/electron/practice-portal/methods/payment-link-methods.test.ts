import { describe, expect, it } from 'vitest'
import { Faults } from '../../../../../electron/practice-portal/faults'
import { errorOf, ORIGIN, resultOf, type CallSetting } from '../practice-calls'

const GET_PUBLIC_URL = 'salescenter.payment.getPublicUrl'
const MISSING = [400, '100', 'Could not find value for parameter {id}']

interface Link {
  readonly url: string
  readonly shortUrl: string
  readonly qr: string
}

function linkOf(id: number, setting?: CallSetting): Link {
  return (JSON.parse(resultOf(GET_PUBLIC_URL, `{"id":${id}}`, setting)) as { payment: Link }).payment
}

function paymentIdIn(link: Link): string | null {
  return new URL(link.url).searchParams.get('paymentId')
}

describe('getPublicUrl', () => {
  it('answers the address, the short address and the image, in this order', () => {
    const link = linkOf(1063)
    expect(Object.keys(link)).toEqual(['url', 'shortUrl', 'qr'])
    expect(link.url).toMatch(
      /^http:\/\/127\.0\.0\.1:8124\/pub\/site\/10\/[a-z]+\/\?orderId=5019&access=[0-9a-f]{32}&paymentId=1063$/,
    )
    expect(link.shortUrl).toMatch(/^http:\/\/127\.0\.0\.1:8124\/~[0-9A-Za-z]{5}$/)
    expect(link.qr).toMatch(/^iVBORw0KGgo[0-9A-Za-z+/]+={0,2}$/)
  })

  it('gives the same payment the same link again, and another payment another', () => {
    expect(linkOf(1063)).toEqual(linkOf(1063))
    expect(linkOf(1064).shortUrl).not.toBe(linkOf(1063).shortUrl)
  })

  it('puts the links on the host that was asked', () => {
    const link = linkOf(1063, { origin: 'http://localhost:9' })
    expect([link.url, link.shortUrl].map(url => new URL(url).origin)).toEqual([
      'http://localhost:9',
      'http://localhost:9',
    ])
    expect(link.shortUrl.slice(-5)).toBe(linkOf(1063, { origin: ORIGIN }).shortUrl.slice(-5))
  })

  it.each(['"1063"', '"1063abc"', '1063.7'])('takes the id %s', id => {
    expect(resultOf(GET_PUBLIC_URL, `{"id":${id}}`)).toContain('paymentId=1063')
  })

  it.each(['{}', '{"ID":1063}', '{"Id":1063}', '{"id":null}'])('finds no id in %s', parameters => {
    expect(errorOf(GET_PUBLIC_URL, parameters)).toEqual(MISSING)
  })

  it.each(['{"id":[1063]}', '{"id":{}}'])('wants an integer instead of %s', parameters => {
    expect(errorOf(GET_PUBLIC_URL, parameters)).toEqual([400, '0', 'Parameter id must be integer'])
  })

  it.each(['{"id":1}', '{"id":0}', '{"id":"x"}', '{"id":""}', '{"id":false}', '{"id":99999999999999999999}'])(
    'knows no payment for %s',
    parameters => {
      expect(errorOf(GET_PUBLIC_URL, parameters)).toEqual([400, '200640400001', 'payment is not exists'])
    },
  )
})

describe('the faults of getPublicUrl', () => {
  it('gives the next payment’s link where a wrong one is asked for', () => {
    const faults = new Faults()
    faults.set('wrong-link')
    expect(linkOf(1063, { faults })).toEqual(linkOf(1064))
    expect(paymentIdIn(linkOf(1079, { faults }))).toBe('1040')
  })

  it('cuts the image and leaves the rest', () => {
    const faults = new Faults()
    faults.set('damaged-qr', { paymentId: 1063 })
    const { qr, ...rest } = linkOf(1063, { faults })
    const { qr: intactQr, ...intactRest } = linkOf(1063)
    expect(rest).toEqual(intactRest)
    expect(Buffer.from(qr, 'base64').length).toBe(Buffer.from(intactQr, 'base64').length - 66)
    expect(linkOf(1064, { faults })).toEqual(linkOf(1064))
  })

  it('answers without a payment while the phone is not confirmed, so many times', () => {
    const faults = new Faults()
    faults.set('unconfirmed-phone', { times: 1 })
    expect(resultOf(GET_PUBLIC_URL, '{"id":1063}', { faults })).toBe('{"connectedSiteId":10,"isPhoneConfirmed":false}')
    expect(linkOf(1063, { faults })).toEqual(linkOf(1063))
  })
})
