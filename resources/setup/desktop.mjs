import { connect } from 'node:net'
import { join } from 'node:path'

/** @typedef {{ path: string } | { host: string, port: number }} Address */

const ANSWER_LIMIT_MS = 2_000
const X_PORT = 6000

/**
 * Whether this account has a display that answers, and a message bus. A variable left over from a session that has
 * ended counts for nothing.
 *
 * @param {NodeJS.ProcessEnv} [env]
 */
export async function findDesktop(env = process.env) {
  if (process.platform !== 'linux') return { hasDisplay: true, hasBus: true }
  return { hasDisplay: await answers(displayAddresses(env)), hasBus: await answers(busAddresses(env)) }
}

/** Where the display may be listening. @param {NodeJS.ProcessEnv} env @returns {Address[]} */
export function displayAddresses({ DISPLAY = '', WAYLAND_DISPLAY, XDG_RUNTIME_DIR = '' }) {
  /** @type {Address[]} */
  const addresses = []
  const [, host = '', number = ''] = /^(.*):(\d+)(?:\.\d+)?$/.exec(DISPLAY) ?? []
  if (number && (host === '' || host === 'unix')) {
    const path = `/tmp/.X11-unix/X${number}`
    addresses.push({ path }, { path: `\0${path}` })
  } else if (number) {
    addresses.push({ host, port: X_PORT + Number(number) })
  }
  if (WAYLAND_DISPLAY) {
    addresses.push({ path: WAYLAND_DISPLAY.startsWith('/') ? WAYLAND_DISPLAY : join(XDG_RUNTIME_DIR, WAYLAND_DISPLAY) })
  }
  return addresses
}

/** Where the session's message bus may be listening. @param {NodeJS.ProcessEnv} env @returns {Address[]} */
export function busAddresses({ DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR }) {
  if (!DBUS_SESSION_BUS_ADDRESS) return XDG_RUNTIME_DIR ? [{ path: join(XDG_RUNTIME_DIR, 'bus') }] : []
  return DBUS_SESSION_BUS_ADDRESS.split(';').flatMap(address => {
    const [, kind, value] = /^unix:(?:.*,)?(path|abstract)=([^,]+)/.exec(address) ?? []
    if (value === undefined) return []
    const name = decodeURIComponent(value)
    return [{ path: kind === 'abstract' ? `\0${name}` : name }]
  })
}

/** Whether any of the addresses takes a connection. @param {readonly Address[]} addresses */
async function answers(addresses) {
  const results = await Promise.all(addresses.map(takesConnection))
  return results.includes(true)
}

/** @param {Address} address @returns {Promise<boolean>} */
function takesConnection(address) {
  return new Promise(resolve => {
    const socket = connect(address)
    const answer = (/** @type {boolean} */ isThere) => {
      socket.destroy()
      resolve(isThere)
    }
    socket.setTimeout(ANSWER_LIMIT_MS, () => answer(false))
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
}
