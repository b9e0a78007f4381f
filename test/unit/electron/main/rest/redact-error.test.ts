import { AppError } from '#common/ipc/app-error'
import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { withoutSecret } from '../../../../../electron/main/rest/redact-error'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'

describe('withoutSecret', () => {
  it('keeps code, message and details of an AppError that holds no secret', () => {
    const error = new AppError('network', 'No answer', {
      details: { layer: 'dns', status: 0, isFinal: true, host: null },
    })

    expect(withoutSecret(error, SECRET).toWire()).toEqual(error.toWire())
  })

  it.each([
    ['an AppError', new AppError('portal', `x ${SECRET}`, { details: { a: SECRET }, cause: new Error(SECRET) })],
    [
      'an error of a library',
      Object.assign(new Error(SECRET), { config: { url: `https://a.example/rest/7/${SECRET}/` } }),
    ],
    ['text', `failed: ${SECRET}`],
    ['an AppError caused by text', new AppError('portal', 'x', { cause: SECRET })],
  ])('removes the secret from everything in %s', (_, error) => {
    const safe = withoutSecret(error, SECRET)

    expect(inspect(safe, { depth: 10, showHidden: true })).not.toContain(SECRET)
    expect(JSON.stringify(safe.toWire())).not.toContain(SECRET)
  })

  it('makes anything unexpected an internal error with a fixed text', () => {
    expect(withoutSecret(new TypeError('x is not a function'), SECRET)).toMatchObject({
      code: 'internal',
      message: 'The call failed in an unexpected way',
      cause: { message: 'x is not a function' },
    })
  })
})
