import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AppError, AppErrorCode, WireError } from '#common/ipc/app-error'

describe('an AppError', () => {
  it.each(AppErrorCode.options)('of code %s comes back from the wire as it went', code => {
    const error = new AppError(code, 'What happened', { details: { reason: 'why', count: 2, isOdd: false, at: null } })

    const back = AppError.fromWire(v.parse(WireError, JSON.parse(JSON.stringify(error.toWire()))))

    expect(back).toBeInstanceOf(AppError)
    expect(back).toMatchObject({ code, message: 'What happened', details: error.details })
  })

  it('keeps its cause out of what crosses the wire', () => {
    const error = new AppError('internal', 'Failed', { cause: new Error('/home/somebody/secret') })

    expect(error.cause).toBeInstanceOf(Error)
    expect(JSON.stringify(error.toWire())).toBe('{"code":"internal","message":"Failed","details":{}}')
  })

  it('has empty details where none were given', () => {
    expect(new AppError('cancelled', 'x').details).toEqual({})
    expect(AppError.fromWire({ code: 'cancelled', message: 'x' }).details).toEqual({})
  })

  it('is an Error with a name and a stack, for logs', () => {
    const error = new AppError('network', 'x')

    expect(error).toBeInstanceOf(Error)
    expect(error.name).toBe('AppError')
    expect(error.stack).toContain('app-error.test')
  })
})
