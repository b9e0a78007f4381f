import { utilityProcess } from 'electron'
import type { KeychainProcess } from './keychain-client'

/**
 * Runs the keychain's script in a process of its own, because a call of the system's keychain can hang or crash what
 * makes it. `scriptPath` is the built `keychain.js`. Only after the app's `ready`.
 */
export function createKeychainProcess(scriptPath: string): KeychainProcess {
  return {
    start(listener) {
      const child = utilityProcess.fork(scriptPath, [], {
        serviceName: 'Paydesk keychain',
        stdio: 'ignore',
        // Only the system's own words tell why its keychain cannot be used, so they must not be translated.
        env: { ...process.env, LANGUAGE: 'C' },
      })
      let isKilled = false
      // What is not there yet cannot be ended, and would outlive its connection.
      child.once('spawn', () => isKilled && child.kill())
      child.on('message', message => listener.heard(message))
      child.on('exit', () => listener.ended())
      return {
        send: request => child.postMessage(request),
        kill() {
          isKilled = true
          child.kill()
        },
      }
    },
  }
}
