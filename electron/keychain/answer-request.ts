import type { KeychainAnswer, KeychainFault, KeychainRequest } from '#common/keychain/keychain-messages'
import { faultOfCall, faultOfLoading } from './keychain-fault'

/** The name under which the system's keychain shows the entries of the app. */
export const SERVICE = 'Paydesk'

const MAX_TEXT_LENGTH = 300

/** The three functions of keytar that are safe to call; listing accounts crashes on a locked keyring. */
export interface Keychain {
  setPassword(service: string, account: string, password: string): Promise<void>
  getPassword(service: string, account: string): Promise<string | null>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** Carries out one request. Every failure becomes an answer, so that the process lives on. */
export async function answerRequest(
  request: KeychainRequest,
  loadKeychain: () => Promise<Keychain>,
): Promise<KeychainAnswer> {
  let keychain: Keychain
  try {
    keychain = await loadKeychain()
  } catch (error) {
    return failed(request, faultOfLoading, error)
  }
  try {
    return { kind: 'done', id: request.id, ...(await carryOut(request, keychain)) }
  } catch (error) {
    return failed(request, faultOfCall, error)
  }
}

async function carryOut(
  request: KeychainRequest,
  keychain: Keychain,
): Promise<{ isFound: boolean; secret: string | null }> {
  switch (request.operation) {
    case 'set':
      await keychain.setPassword(SERVICE, request.account, request.secret)
      return { isFound: true, secret: null }
    case 'get': {
      const secret = await keychain.getPassword(SERVICE, request.account)
      return { isFound: secret !== null, secret }
    }
    case 'delete':
      return { isFound: await keychain.deletePassword(SERVICE, request.account), secret: null }
  }
}

function failed(request: KeychainRequest, faultOf: (text: string) => KeychainFault, error: unknown): KeychainAnswer {
  const text = error instanceof Error ? error.message : String(error)
  // SECURITY: a keychain's own words end in a log, and nothing promises that they never repeat what it was given.
  const safe = request.operation === 'set' ? text.replaceAll(request.secret, '***') : text
  return { kind: 'failed', id: request.id, fault: faultOf(text), text: safe.slice(0, MAX_TEXT_LENGTH) }
}
