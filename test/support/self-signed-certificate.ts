import { createSign, generateKeyPairSync, randomBytes } from 'node:crypto'

/** A certificate that nothing but itself vouches for, with its key; both as PEM, both made up on the spot. */
export interface SelfSignedCertificate {
  readonly key: string
  readonly cert: string
}

const TAG = { integer: 0x02, bits: 0x03, utf8: 0x0c, sequence: 0x30, set: 0x31, time: 0x17, version: 0xa0 } as const
const ECDSA_WITH_SHA256 = Buffer.from('06082a8648ce3d040302', 'hex')
const COMMON_NAME = Buffer.from('0603550403', 'hex')
const VERSION_3 = 2
const DAY_MS = 86_400_000

/** As few parts of X.509 as a server can show, because Node makes keys but no certificates. */
export function selfSignedCertificate(host: string): SelfSignedCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = der(TAG.sequence, ECDSA_WITH_SHA256)
  const name = der(TAG.sequence, der(TAG.set, der(TAG.sequence, COMMON_NAME, der(TAG.utf8, Buffer.from(host)))))
  const validity = der(TAG.sequence, time(Date.now() - DAY_MS), time(Date.now() + DAY_MS))
  const content = der(
    TAG.sequence,
    der(TAG.version, der(TAG.integer, Buffer.from([VERSION_3]))),
    der(TAG.integer, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    validity,
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  )
  const signature = createSign('sha256').update(content).sign(privateKey)
  const certificate = der(TAG.sequence, content, algorithm, der(TAG.bits, Buffer.from([0]), signature))
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${certificate.toString('base64')}\n-----END CERTIFICATE-----\n`,
  }
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts)
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content])
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length])
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
}

/** UTCTime: two digits of the year, and no fraction of a second. */
function time(milliseconds: number): Buffer {
  const digits = new Date(milliseconds).toISOString().replace(/\.\d+|[-:T]/g, '')
  return der(TAG.time, Buffer.from(digits.slice(2)))
}
