import { FuseV1Options, FuseVersion, flipFuses, getCurrentFuseWire } from '@electron/fuses'

/** How the wire spells a fuse that is on. */
const ON = '1'.charCodeAt(0)

/**
 * The switches burnt into the packed executable. What is not listed keeps the state Electron gave it.
 *
 * SECURITY: whoever can start the installed app with switches or variables of their own must not get a Node with its
 * rights (the keychain trusts the executable), nor put other code in its place.
 */
export const FUSES = new Map([
  [FuseV1Options.RunAsNode, false],
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false],
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  // Windows and macOS heed it; on Linux it changes nothing.
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot, false],
  // No page comes from a file.
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
  // No cookie is ever kept, and the key for them would have main itself open the keychain, which can hang.
  [FuseV1Options.EnableCookieEncryption, false],
])

/**
 * Burns them into an executable, as far as its Electron knows them: the wire grew over time.
 *
 * @param {string} executable
 */
export async function burnFuses(executable) {
  const states = await readFuses(executable)
  const known = [...FUSES].filter(([fuse]) => states.has(fuse))
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // macOS runs no executable whose signature does not fit; one that is signed for real is signed after this.
    resetAdHocDarwinSignature: process.platform === 'darwin',
    ...Object.fromEntries(known),
  })
}

/**
 * The state of each fuse that an executable has.
 *
 * @param {string} executable @returns {Promise<Map<FuseV1Options, boolean>>}
 */
export async function readFuses(executable) {
  // Beside the fuses by their numbers, the wire has its version.
  const wire = Object.entries(await getCurrentFuseWire(executable)).filter(([name]) => name !== 'version')
  return new Map(wire.map(([fuse, state]) => [Number(fuse), Number(state) === ON]))
}
