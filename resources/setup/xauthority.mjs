import { randomBytes } from 'node:crypto'

const FAMILY_WILD = 0xffff
const SCHEME = 'MIT-MAGIC-COOKIE-1'

/**
 * The contents of an Xauthority file with one random key, good for any display: the display's number is not known
 * before its server has started, and the server reads this file first.
 *
 * @param {Buffer} [key]
 */
export function writeXauthority(key = randomBytes(16)) {
  const family = Buffer.alloc(2)
  family.writeUInt16BE(FAMILY_WILD)
  return Buffer.concat([family, ...['', '', SCHEME, key].map(counted)])
}

/** @param {string | Buffer} value */
function counted(value) {
  const bytes = Buffer.from(value)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(bytes.length)
  return Buffer.concat([length, bytes])
}
