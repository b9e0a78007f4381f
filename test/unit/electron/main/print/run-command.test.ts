import { describe, expect, it } from 'vitest'
import { runCommand } from '../../../../../electron/main/print/run-command'

const ordinary = { environment: process.env, timeoutMs: 10_000 }
const node = (script: string, ...rest: string[]) => ['-e', script, ...rest]

describe('a command', () => {
  it('gets its arguments as they are, without a shell', async () => {
    const hostile = '$(touch x); `id` "quoted" \'too\' *'
    const result = await runCommand(process.execPath, node('process.stdout.write(process.argv[1])', hostile), ordinary)
    expect(result).toEqual({ exitCode: 0, stdout: hostile, stderr: '' })
  })

  it('gets its input whole', async () => {
    const input = Buffer.alloc(300_000, 7)
    const count = 'let n = 0; process.stdin.on("data", d => n += d.length).on("end", () => console.log(n))'
    expect((await runCommand(process.execPath, node(count), { ...ordinary, input })).stdout).toBe('300000\n')
  })

  it('answers an exit code as a result', async () => {
    const result = await runCommand(process.execPath, node('console.error("no"); process.exit(3)'), ordinary)
    expect(result).toEqual({ exitCode: 3, stdout: '', stderr: 'no\n' })
  })

  it('may end before it has read its input', async () => {
    const input = Buffer.alloc(3_000_000)
    const result = await runCommand(process.execPath, node('process.exit(4)'), { ...ordinary, input })
    expect(result.exitCode).toBe(4)
  })

  it('that hangs is killed and named as such', async () => {
    const hanging = runCommand(process.execPath, node('setInterval(() => 0, 1000)'), { ...ordinary, timeoutMs: 300 })
    await expect(hanging).rejects.toMatchObject({ name: 'CommandError', reason: 'timed-out' })
  })

  it('that is not installed is named as such', async () => {
    await expect(runCommand('no-such-command-here', [], ordinary)).rejects.toMatchObject({ reason: 'missing' })
  })
})
