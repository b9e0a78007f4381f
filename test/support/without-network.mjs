// @ts-check
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

/*
 * without-network.mjs PROGRAM ARGUMENTS…: runs a program in a network of its own, in which it meets nobody but itself.
 * A driver still reaches the ports that the program names on its error stream (ws://127.0.0.1:PORT/…): each is put in the
 * place of one out here, whose connections go through a socket in the file system, which no network can cut.
 */

const SELF = fileURLToPath(import.meta.url)
const NAMED_PORT = /(?<=ws:\/\/127\.0\.0\.1:)\d+/

const [role, ...rest] = process.argv.slice(2)
if (role === 'inside') runInside(/** @type {[string, string, ...string[]]} */ (rest))
else runOutside(process.argv.slice(2))

/** @param {string[]} command */
function runOutside(command) {
  const folder = mkdtempSync(join(tmpdir(), 'paydesk-relay-'))
  const socket = join(folder, 'relay')
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const child = spawn('unshare', ['--net', process.execPath, SELF, 'inside', socket, ...command], {
    stdio: ['inherit', 'inherit', 'pipe'],
  })
  const lines = createInterface({ input: child.stderr })
  let told = Promise.resolve()
  lines.on('line', line => (told = told.then(() => tell(line, socket))))
  endAs(child, () => told)
}

/** @param {string} line @param {string} socket */
async function tell(line, socket) {
  const port = NAMED_PORT.exec(line)?.[0]
  const shown = port === undefined ? line : line.replace(NAMED_PORT, String(await relayed(port, socket)))
  process.stderr.write(`${shown}\n`)
}

/** A port out here whose connections end at a port in there. @param {string} port @param {string} socket @returns {Promise<number>} */
function relayed(port, socket) {
  const server = createServer(outer => {
    const inner = connect(socket)
    inner.write(`${port}\n`)
    joinBoth(outer, inner)
  })
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port))
  })
}

/** @param {[socket: string, program: string, ...args: string[]]} command */
function runInside([socket, program, ...args]) {
  const server = createServer(outer => {
    outer.once('readable', () => {
      const first = /** @type {Buffer} */ (outer.read())
      const end = first.indexOf('\n')
      const inner = connect(Number(first.subarray(0, end).toString()), '127.0.0.1')
      inner.write(first.subarray(end + 1))
      joinBoth(outer, inner)
    })
  })
  // A new network begins without even its loopback, by which the program's own processes talk.
  spawn('ip', ['link', 'set', 'lo', 'up'], { stdio: 'inherit' }).once('exit', () => {
    server.listen(socket, () => endAs(spawn(program, args, { stdio: 'inherit' })))
  })
}

/** @param {import('node:net').Socket} one @param {import('node:net').Socket} other */
function joinBoth(one, other) {
  for (const [from, to] of [
    [one, other],
    [other, one],
  ]) {
    from?.pipe(/** @type {import('node:net').Socket} */ (to))
    from?.on('error', () => to?.destroy())
  }
}

/** @param {import('node:child_process').ChildProcess} child @param {() => Promise<void>} [finished] */
function endAs(child, finished = () => Promise.resolve()) {
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT'])) process.on(signal, () => child.kill(signal))
  child.once('close', code => void finished().then(() => process.exit(code ?? 1)))
}
