import * as v from 'valibot'

const RequestId = v.pipe(v.number(), v.integer(), v.minValue(1))
/** The origin and the employee, so as long as a host's name can be and some more. */
const Account = v.pipe(v.string(), v.minLength(1), v.maxLength(500))
const Secret = v.pipe(v.string(), v.minLength(1), v.maxLength(10_000))

/** What main asks of the keychain process. There is no way to list accounts: on a locked keyring that kills a process. */
export const KeychainRequest = v.variant('operation', [
  v.object({ id: RequestId, operation: v.literal('set'), account: Account, secret: Secret }),
  v.object({ id: RequestId, operation: v.literal('get'), account: Account }),
  v.object({ id: RequestId, operation: v.literal('delete'), account: Account }),
])
export type KeychainRequest = v.InferOutput<typeof KeychainRequest>

/**
 * Why the keychain did nothing. The native module did not load, for want of a system's library (`no-library`) or because
 * it is damaged or of another system (`not-loaded`); it loaded, but the session has no message bus (`no-bus`), the bus no
 * keyring (`no-service`), or the keyring nothing to keep secrets in (`no-collection`); or the keychain just `refused`.
 */
export const KeychainFault = v.picklist([
  'no-library',
  'not-loaded',
  'no-bus',
  'no-service',
  'no-collection',
  'refused',
])
export type KeychainFault = v.InferOutput<typeof KeychainFault>

/**
 * What the keychain process says: once that it is ready for requests, then one answer to each. A get or delete of an
 * unknown account and one on a keyring that was not unlocked look alike: keytar does not tell them apart.
 */
export const KeychainMessage = v.variant('kind', [
  v.object({ kind: v.literal('ready') }),
  v.object({ kind: v.literal('done'), id: RequestId, isFound: v.boolean(), secret: v.nullable(v.string()) }),
  v.object({ kind: v.literal('failed'), id: RequestId, fault: KeychainFault, text: v.string() }),
])
export type KeychainMessage = v.InferOutput<typeof KeychainMessage>

export type KeychainAnswer = Exclude<KeychainMessage, { kind: 'ready' }>
