import { execFile } from 'node:child_process'

export interface CommandResult {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** Why a command gave no result: it is not installed, or it did not end in time and was killed. */
export class CommandError extends Error {
  override readonly name = 'CommandError'

  constructor(
    readonly reason: 'missing' | 'timed-out' | 'not-started',
    options?: { cause: unknown },
  ) {
    super(`The command is ${reason}`, options)
  }
}

export interface CommandOptions {
  readonly environment: NodeJS.ProcessEnv
  readonly timeoutMs: number
  readonly input?: Uint8Array
}

/** Runs a program without a shell, each argument as it is. Error: CommandError; an exit code is a result. */
export function runCommand(
  command: string,
  commandArguments: readonly string[],
  { environment, timeoutMs, input }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      command,
      [...commandArguments],
      { env: environment, timeout: timeoutMs, killSignal: 'SIGKILL', encoding: 'utf8' },
      (error, stdout, stderr) => {
        if (error === null) resolve({ exitCode: 0, stdout, stderr })
        else if (error.killed === true) reject(new CommandError('timed-out', { cause: error }))
        else if (typeof error.code === 'number') resolve({ exitCode: error.code, stdout, stderr })
        else reject(new CommandError(isMissing(error) ? 'missing' : 'not-started', { cause: error }))
      },
    )
    // A program that ends before it has read everything closes the pipe; its exit code says why.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

function isMissing(error: { readonly code?: unknown }): boolean {
  return error.code === 'ENOENT'
}
