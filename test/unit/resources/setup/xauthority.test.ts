import { describe, expect, it } from 'vitest'
import { writeXauthority } from '../../../../resources/setup/xauthority.mjs'

describe('writeXauthority', () => {
  it('holds one key for any display', () => {
    const key = Buffer.from('00112233445566778899aabbccddeeff', 'hex')

    const file = writeXauthority(key)

    expect(file.subarray(0, 6).toString('hex')).toBe('ffff00000000')
    expect(file.toString('latin1', 8, 26)).toBe('MIT-MAGIC-COOKIE-1')
    expect(file.readUInt16BE(6)).toBe(18)
    expect(file.readUInt16BE(26)).toBe(16)
    expect(file.subarray(28)).toEqual(key)
  })

  it('makes another key each time', () => {
    expect(writeXauthority()).not.toEqual(writeXauthority())
  })
})
