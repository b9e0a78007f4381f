import { spawn } from 'node:child_process'

export interface Ended {
  readonly code: number | null
  /** The standard output, with the complaints behind it when it failed. */
  readonly output: string
}

/** Runs a command to its end. */
export function runCommand(
  command: string,
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: NodeJS.ProcessEnv } = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    let [output, complaints] = ['', '']
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()))
    child.once('error', reject)
    child.once('close', code => resolve({ code, output: code === 0 ? output : output + complaints }))
  })
}
