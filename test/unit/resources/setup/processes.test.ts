import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { createProcesses, exitCodeOfSignal } from '../../../../resources/setup/processes.mjs'
import { expectGone } from './process-state'

/** A Node program that says that it is ready once its signal handlers are in place. */
const program = (body: string) => ['-e', `${body}; console.log('ready'); setInterval(() => {}, 1000)`]

describe('run', () => {
  it('gives both outputs and the exit code', async () => {
    const script = "process.stdout.write('out'); process.stderr.write('err'); process.exitCode = 3"

    const { code, output } = await createProcesses().run(process.execPath, ['-e', script])

    expect(code).toBe(3)
    expect(['outerr', 'errout']).toContain(output)
  })

  it('answers 127 for a command that does not exist', async () => {
    expect(await createProcesses().run('/no/such/command', [])).toEqual({ code: 127, output: '' })
  })

  it('ends a command that takes too long', async () => {
    const { code } = await createProcesses().run(process.execPath, program(''), { timeoutMs: 300 })

    expect(code).toBe(exitCodeOfSignal('SIGTERM'))
  })

  it('does not wait for what a command left behind, and ends it', async () => {
    const script = `
      const child = require('node:child_process').spawn('sleep', ['60'], { stdio: 'inherit' })
      console.log(child.pid)
      child.unref()`

    const { code, output } = await createProcesses().run(process.execPath, ['-e', script])

    expect(code).toBe(0)
    await expectGone(Number(output))
  })
})

describe('endAll', () => {
  it('lets a process end in order', async () => {
    const processes = createProcesses()
    const { child, exited } = processes.start(
      process.execPath,
      program("process.on('SIGTERM', () => process.exit(5))"),
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    await once(child.stdout!, 'data')

    await processes.endAll()

    expect(await exited).toBe(5)
  })

  it('kills one that does not, and its children', async () => {
    const processes = createProcesses()
    const body = `
      process.on('SIGTERM', () => {})
      console.log(require('node:child_process').spawn('sleep', ['60']).pid)`
    const { child, exited } = processes.start(process.execPath, program(body), {
      stdio: ['ignore', 'pipe', 'inherit'],
      graceMs: 100,
    })
    const [line] = (await once(child.stdout!, 'data')) as [Buffer]

    await processes.endAll()

    expect(await exited).toBe(exitCodeOfSignal('SIGKILL'))
    await expectGone(Number.parseInt(line.toString(), 10))
  })

  it('starts nothing afterwards', async () => {
    const processes = createProcesses()
    await processes.endAll()

    expect(() => processes.start('true', [])).toThrow('everything is being ended')
  })
})
