import type { KeychainFault } from '#common/keychain/keychain-messages'

/** What the Linux loader says of a library that another one needs and the system has not got. */
const NO_LIBRARY = /(?:^|\s)lib[\w.+-]*\.so[\w.]*: cannot open shared object file/

/** Why the native module did not load, from the words of the loader or of Node. */
export function faultOfLoading(text: string): KeychainFault {
  return NO_LIBRARY.test(text) ? 'no-library' : 'not-loaded'
}

/**
 * What GLib and libsecret say, in English: the process is started so that they do. An address of a bus that is empty,
 * wrong or nobody's comes out in as many ways; of the others, each tells which object was not there.
 */
const OF_CALLS: readonly (readonly [KeychainFault, RegExp])[] = [
  ['no-service', /\borg\.freedesktop\.secrets\b/],
  ['no-collection', /does not exist at path .*\/collection\//],
  ['no-bus', /D-Bus|dbus-launch|^Could not connect: |^Address element |^Unknown or unsupported transport /],
]

/** Why the keychain did not do what it was asked, from its own words. */
export function faultOfCall(text: string): KeychainFault {
  return OF_CALLS.find(([, words]) => words.test(text))?.[0] ?? 'refused'
}
