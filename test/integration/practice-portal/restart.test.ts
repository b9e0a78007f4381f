import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { builtinModules } from 'node:module'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { send } from './running-portal'

let folder: string
let command: string

/** The command as it is shipped: one CommonJS file for plain Node. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'practice-portal-'))
  await build({
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: resolve('electron/cli/practice-portal.ts'),
      outDir: folder,
      target: 'node18.15',
      rolldownOptions: { output: { format: 'cjs', entryFileNames: 'command.cjs' } },
    },
  })
  command = join(folder, 'command.cjs')
})

afterAll(() => rm(folder, { recursive: true, force: true }))

interface Started {
  readonly process: ChildProcess
  readonly address: string
}

async function start(stateFile: string): Promise<Started> {
  const child = spawn(process.execPath, [command, '--port', '0', '--state', stateFile], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { process: child, address }
}

async function end({ process: child }: Started, signal: NodeJS.Signals): Promise<number | null> {
  const exited = once(child, 'exit') as Promise<[number | null]>
  child.kill(signal)
  return (await exited)[0]
}

function post(address: string, method: string, parameters: object): Promise<{ status: number; body: string }> {
  const headers = { 'Content-Type': 'application/json' }
  return send(address + method, { verb: 'POST', headers, body: JSON.stringify(parameters) })
}

function pathOf(address: string): string {
  return new URL(address).pathname
}

const HANDLER = {
  NAME: 'Kept',
  CODE: 'kept',
  SETTINGS: { CODES: { A: {} }, FORM_DATA: { ACTION_URI: 'https://pay.example.com/a' } },
}

describe('the practice portal as a process', () => {
  it('keeps a handler that was added right before it was killed', async () => {
    const stateFile = join(folder, 'killed.json')
    const first = await start(stateFile)
    const added = await post(first.address, 'sale.paysystem.handler.add', HANDLER)
    await end(first, 'SIGKILL')
    expect(added.body).toContain('"result":4')

    const second = await start(stateFile)
    expect(pathOf(second.address)).toBe(pathOf(first.address))
    const { body } = await send(`${second.address}sale.paysystem.handler.list`)
    expect(body).toContain('{"ID":"4","NAME":"Kept","CODE":"kept","SORT":"100","SETTINGS":{"CODES":{"A":[]},')
  })

  it('keeps every answered change when it is killed amid many', async () => {
    const stateFile = join(folder, 'amid.json')
    const first = await start(stateFile)
    const answered: number[] = []
    const calls = Array.from({ length: 40 }, async (_, index) => {
      await post(first.address, 'sale.paysystem.handler.add', { ...HANDLER, CODE: `many_${index}` })
      answered.push(index)
      if (answered.length === 15) await end(first, 'SIGKILL')
    })
    await Promise.allSettled(calls)
    expect(answered.length).toBeGreaterThanOrEqual(15)

    const second = await start(stateFile)
    const { body } = await send(`${second.address}sale.paysystem.handler.list`)
    const codes = (JSON.parse(body) as { result: { CODE: string }[] }).result.map(row => row.CODE)
    expect(codes).toEqual(expect.arrayContaining(answered.map(index => `many_${index}`)))
  })

  it('gives a payment the same link after a restart', async () => {
    const stateFile = join(folder, 'links.json')
    const linkFrom = async ({ address }: Started) => {
      const { body } = await post(address, 'salescenter.payment.getPublicUrl', { id: 1063 })
      const { payment } = (JSON.parse(body) as { result: { payment: { url: string; shortUrl: string } } }).result
      return [payment.url, payment.shortUrl].map(url => url.slice(new URL(url).origin.length))
    }
    const first = await start(stateFile)
    const link = await linkFrom(first)
    await end(first, 'SIGKILL')
    expect(await linkFrom(await start(stateFile))).toEqual(link)
  })

  it.each(['SIGINT', 'SIGTERM'] as const)('ends cleanly on %s', async signal => {
    const started = await start(join(folder, `${signal}.json`))
    expect(await end(started, signal)).toBe(0)
  })

  it('brings all it needs in its one file', async () => {
    const required = [...(await readFile(command, 'utf8')).matchAll(/\brequire\("([^"]+)"\)/g)].map(
      match => match[1] ?? '',
    )
    const own = required.filter(name => !name.startsWith('node:') && !builtinModules.includes(name))
    expect(own).toEqual([])
  })
})
