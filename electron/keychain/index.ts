import { createRequire } from 'node:module'
import { KeychainRequest, type KeychainMessage } from '#common/keychain/keychain-messages'
import * as v from 'valibot'
import { answerRequest, type Keychain } from './answer-request'

/** What Electron gives a utility process to talk to main; a plain Node process has none. */
interface ParentPort {
  on(event: 'message', listener: (message: { readonly data: unknown }) => void): void
  postMessage(message: KeychainMessage): void
}

const { parentPort } = process as unknown as { readonly parentPort: ParentPort }

parentPort.on('message', ({ data }) => {
  const request = v.safeParse(KeychainRequest, data)
  // Only main can send here, and only what it typed: anything else has no id that an answer could carry.
  if (request.success) void answerRequest(request.output, loadKeytar).then(say)
})
say({ kind: 'ready' })

function say(message: KeychainMessage): void {
  parentPort.postMessage(message)
}

/**
 * Loaded at the first request, so that a build of keytar that does not fit is an answer and not a crash. Not by `import()`:
 * that finds nothing inside the archive of an installed app before Electron 28.
 */
function loadKeytar(): Promise<Keychain> {
  const require = createRequire(__filename)
  return new Promise(resolve => resolve(require('keytar') as Keychain))
}
