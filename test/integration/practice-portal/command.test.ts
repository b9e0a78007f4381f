import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { runCli } from '../../../electron/practice-portal/command'
import { runningPortal, send } from './running-portal'

interface RunningCommand {
  readonly exitCode: Promise<number>
  readonly firstLine: Promise<string>
  readonly written: { stdout: string; stderr: string }
  interrupt(): void
}

function command(argv: string[], defaultStateFile = '/nowhere/state.json'): RunningCommand {
  const written = { stdout: '', stderr: '' }
  let interrupt = () => {}
  const interrupted = new Promise<void>(resolve => (interrupt = resolve))
  let printed: (text: string) => void = () => {}
  const firstLine = new Promise<string>(resolve => (printed = resolve))
  const exitCode = runCli(argv, {
    stdout: text => {
      written.stdout += text
      printed(text)
    },
    stderr: text => (written.stderr += text),
    defaultStateFile,
    interrupted,
  })
  onTestFinished(async () => {
    interrupt()
    await exitCode
  })
  return { exitCode, firstLine, written, interrupt }
}

async function temporaryFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'practice-portal-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'state.json')
}

describe('the practice-portal command', () => {
  it('prints the webhook address and nothing else, and ends when it is interrupted', async () => {
    const running = command(['--port', '0', '--memory'])
    const address = (await running.firstLine).trim()
    expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/rest\/1\/[0-9A-Za-z]{16}\/$/)
    expect((await send(`${address}profile`)).status).toBe(200)
    running.interrupt()
    expect(await running.exitCode).toBe(0)
    expect(running.written).toEqual({ stdout: `${address}\n`, stderr: '' })
    await expect(send(`${address}profile`)).rejects.toThrow('ECONNREFUSED')
  })

  it.each([
    ['the file it is told', (file: string) => command(['--port=0', '--state', file])],
    ['the default file', (file: string) => command(['--port=0'], file)],
  ])('keeps its state in %s', async (_, start) => {
    const file = await temporaryFile()
    const running = start(file)
    const secret = (await running.firstLine).split('/').at(-2)
    expect(await readFile(file, 'utf8')).toContain(`"webhookSecret": "${secret}"`)
  })

  it('lets itself be controlled with the token in a file of its owner’s, and takes the file away', async () => {
    const file = await temporaryFile()
    const running = command(['--port', '0', '--memory', '--control', file])
    const address = (await running.firstLine).trim()
    const token = (await readFile(file, 'utf8')).trim()
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const headers = { Authorization: `Bearer ${token}` }
    expect((await send(new URL('/control/faults', address).href, { headers })).body).toBe('{"faults":[]}\n')
    running.interrupt()
    expect(await running.exitCode).toBe(0)
    expect(running.written).toEqual({ stdout: `${address}\n`, stderr: '' })
    await expect(stat(file)).rejects.toThrow('ENOENT')
  })

  it('overwrites no file with its token, and starts nothing', async () => {
    const file = await temporaryFile()
    await writeFile(file, 'mine')
    const running = command(['--port', '0', '--memory', '--control', file])
    expect(await running.exitCode).toBe(2)
    expect(running.written).toEqual({
      stdout: '',
      stderr: 'practice-portal: the file of --control is there already; choose another\n',
    })
    expect(await readFile(file, 'utf8')).toBe('mine')
  })

  it('says in one line that the token cannot be written', async () => {
    const running = command(['--port', '0', '--memory', '--control', '/nowhere/at/all'])
    expect(await running.exitCode).toBe(2)
    expect(running.written.stderr).toBe('practice-portal: the file of --control cannot be written; choose another\n')
  })

  it('says in one line that the port is taken', async () => {
    const { port } = await runningPortal()
    const running = command(['--memory', '--port', String(port)])
    expect(await running.exitCode).toBe(2)
    expect(running.written).toEqual({
      stdout: '',
      stderr: `practice-portal: port ${port} is taken; choose another with --port\n`,
    })
  })

  it('says in one line that the state cannot be kept', async () => {
    const running = command(['--port', '0', '--state', tmpdir()])
    expect(await running.exitCode).toBe(2)
    expect(running.written.stderr).toBe(
      'practice-portal: the state file cannot be read or written; choose another with --state\n',
    )
  })

  it.each([
    [['--port', 'abc']],
    [['--port', '65536']],
    [['--port', '-1']],
    [['--port', '']],
    [['--port']],
    [['--state', '']],
    [['--control', '']],
    [['--memory', '--state', 'x']],
    [['--colour']],
    [['stray']],
  ])('refuses %j in one line', async argv => {
    const running = command(argv)
    expect(await running.exitCode).toBe(2)
    expect(running.written.stdout).toBe('')
    expect(running.written.stderr).toMatch(/^practice-portal: [^\n]+\n$/)
  })

  it('explains itself', async () => {
    const running = command(['--help'])
    expect(await running.exitCode).toBe(0)
    expect(running.written.stdout).toMatch(
      /--port N[\s\S]+8124[\s\S]+--state FILE[\s\S]+--memory[\s\S]+--control FILE[\s\S]+Authorization: Bearer/,
    )
  })
})
