import { parseArgs } from 'node:util'
import { startPracticePortal, StartFailure, type PracticePortal, type PracticePortalOptions } from './server'

const DEFAULT_PORT = 8124
const MAX_PORT = 65_535
const EXIT_OK = 0
const EXIT_FAILED = 2

const HELP = `Runs the practice portal, a Bitrix24 portal to try things on, until it is interrupted.

Usage: practice-portal [--port N] [--state FILE | --memory]

  --port N      the port on 127.0.0.1 to listen on; ${DEFAULT_PORT} when left out, 0 for any that is free
  --state FILE  where to keep what is changed; in your data folder when left out
  --memory      keep nothing: the next start begins anew, with another secret
  --help        show this

Prints one line, the webhook address to connect to. It holds a secret.
`

export interface CommandStreams {
  readonly stdout: (text: string) => void
  readonly stderr: (text: string) => void
  readonly defaultStateFile: string
  /** Resolves when the command is to end. */
  readonly interrupted: Promise<unknown>
}

/** Runs the command and resolves to its exit code: 0 after an interruption or help, 2 when it cannot start. */
export async function runCli(argv: readonly string[], streams: CommandStreams): Promise<number> {
  const report = (line: string) => streams.stderr(`${line}\n`)
  try {
    const options = optionsOf(argv, streams.defaultStateFile)
    if (options === 'help') {
      streams.stdout(HELP)
      return EXIT_OK
    }
    const portal = await started({ ...options, report })
    streams.stdout(`${portal.address}\n`)
    await streams.interrupted
    await portal.close()
    return EXIT_OK
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    report(`practice-portal: ${error.message}`)
    return EXIT_FAILED
  }
}

/** What the user can mend, in words for the user. */
class CommandError extends Error {}

type CommandOptions = PracticePortalOptions & { readonly port: number }

async function started(options: CommandOptions): Promise<PracticePortal> {
  try {
    return await startPracticePortal(options)
  } catch (error) {
    throw error instanceof StartFailure ? new CommandError(complaintAbout(error, options.port)) : error
  }
}

function complaintAbout({ reason }: StartFailure, port: number): string {
  switch (reason) {
    case 'port-taken':
      return `port ${port} is taken; choose another with --port`
    case 'port-refused':
      return `port ${port} may not be used; choose another with --port`
    case 'state-unavailable':
      return 'the state file cannot be read or written; choose another with --state'
  }
}

function optionsOf(argv: readonly string[], defaultStateFile: string): CommandOptions | 'help' {
  const { port, state, memory, help } = parsed(argv)
  if (help) return 'help'
  if (memory && state !== undefined) throw new CommandError('--memory and --state exclude each other')
  if (state === '') throw new CommandError('--state needs the name of a file')
  const chosen = { port: portOf(port) }
  return memory ? chosen : { ...chosen, stateFile: state ?? defaultStateFile }
}

function parsed(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      options: {
        port: { type: 'string' },
        state: { type: 'string' },
        memory: { type: 'boolean' },
        help: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    throw new CommandError(`${message.replace(/\s+/g, ' ')} (--help shows the usage)`)
  }
}

function portOf(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PORT
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN
  if (!(port <= MAX_PORT)) throw new CommandError(`--port must be a number from 0 to ${MAX_PORT}`)
  return port
}
