import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { connect } from 'node:net'
import { dirname } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import { childrenOf, expectGone, isAlive } from './process-state'

const SCRIPT = fileURLToPath(new URL('../../../../resources/setup/in-session.mjs', import.meta.url))
const LIMIT_MS = 20_000

/** What the command in the session sees, and then either waits for its end or ends by itself. */
const LOOK = `console.log(JSON.stringify(process.env)); process.argv[1] === 'stay' ? setInterval(() => {}, 1000) : process.exit(6)`

let session: ReturnType<typeof open> | undefined

afterEach(async () => {
  if (session?.exitCode === null) {
    session.kill('SIGTERM')
    await once(session, 'exit')
  }
})

function open(word: 'stay' | 'leave') {
  const child = spawn(process.execPath, [SCRIPT, process.execPath, '-e', LOOK, word], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  session = child
  return child
}

async function environmentOf(child: ReturnType<typeof open>): Promise<Record<string, string>> {
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  return JSON.parse(line) as Record<string, string>
}

describe('in-session', { timeout: LIMIT_MS }, () => {
  it('answers with the exit code of its command and leaves nothing on the disk', async () => {
    const child = open('leave')
    const exited = once(child, 'exit')

    const env = await environmentOf(child)

    expect(await exited).toEqual([6, null])
    expect(existsSync(dirname(`${env.XDG_DATA_HOME}`))).toBe(false)
  })

  it('ends all it has started on a signal', async () => {
    const child = open('stay')
    const env = await environmentOf(child)
    const started = await childrenOf(Number(child.pid))
    expect(await Promise.all(started.map(isAlive))).toEqual([true, true, true, true])

    child.kill('SIGTERM')
    await once(child, 'exit')

    for (const pid of started) await expectGone(pid)
    expect(existsSync(dirname(`${env.XDG_DATA_HOME}`))).toBe(false)
  })

  it("keeps the user's own folders, bus and display out of reach", async () => {
    const env = await environmentOf(open('leave'))

    for (const name of ['XDG_DATA_HOME', 'XDG_CONFIG_HOME', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS', 'DISPLAY']) {
      expect(env[name]).toBeTruthy()
      expect(env[name]).not.toBe(process.env[name])
    }
  })

  it('lets nobody draw or listen on its display without its key', async () => {
    const env = await environmentOf(open('stay'))
    const socket = connect(`/tmp/.X11-unix/X${env.DISPLAY?.slice(1)}`)

    // The X protocol's opening: byte order, version 11.0, no key.
    socket.write(Buffer.from([0x6c, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0]))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()

    const refused = 0
    expect(answer[0]).toBe(refused)
  })
})
