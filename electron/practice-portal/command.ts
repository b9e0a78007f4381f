import { rm, writeFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { startPracticePortal, StartFailure, type PracticePortal, type PracticePortalOptions } from './server'

const DEFAULT_PORT = 8124
const MAX_PORT = 65_535
const EXIT_OK = 0
const EXIT_FAILED = 2

const HELP = `Runs the practice portal, a Bitrix24 portal to try things on, until it is interrupted.

Usage: practice-portal [--port N] [--state FILE | --memory] [--control FILE]

  --port N      the port on 127.0.0.1 to listen on; ${DEFAULT_PORT} when left out, 0 for any that is free
  --state FILE  where to keep what is changed; in your data folder when left out
  --memory      keep nothing: the next start begins anew, with another secret
  --control FILE
                let faults be armed and the log be read over HTTP; writes the token for it, a secret of this run alone,
                to a new FILE that only you can read, and removes the file at the end
  --help        show this

Prints one line, the webhook address to connect to. It holds a secret.

With --control, at http://127.0.0.1:N/control and with the header “Authorization: Bearer TOKEN”, bodies in JSON:

  GET    /faults       the faults that are armed
  POST   /faults       arm one, e.g. {"kind":"error","code":"QUERY_LIMIT_EXCEEDED","times":3}
                       or {"kind":"delay","milliseconds":5000,"methodName":"profile","seconds":60}
  DELETE /faults/ID    stop one; without ID all of them
  GET    /requests     what was received; DELETE forgets it
  GET    /conditions   rights, scopes and limits of the webhook; POST changes them
  POST   /reset        return to the first start
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
    try {
      await withToken(portal.controlToken, options.controlFile, async () => {
        streams.stdout(`${portal.address}\n`)
        await streams.interrupted
      })
    } finally {
      await portal.close()
    }
    return EXIT_OK
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    report(`practice-portal: ${error.message}`)
    return EXIT_FAILED
  }
}

/** What the user can mend, in words for the user. */
class CommandError extends Error {}

type CommandOptions = PracticePortalOptions & { readonly port: number; readonly controlFile?: string }

/** Keeps the control token in a file while something goes on. */
async function withToken(token: string | null, file: string | undefined, act: () => Promise<void>): Promise<void> {
  if (token === null || file === undefined) return act()
  try {
    // SECURITY: made anew for its owner alone; a file that is there may be open to others, or be somebody's.
    await writeFile(file, `${token}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    const isThere = (error as NodeJS.ErrnoException).code === 'EEXIST'
    throw new CommandError(
      `the file of --control ${isThere ? 'is there already' : 'cannot be written'}; choose another`,
    )
  }
  try {
    await act()
  } finally {
    await rm(file, { force: true })
  }
}

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
  const { port, state, memory, control, help } = parsed(argv)
  if (help) return 'help'
  if (memory && state !== undefined) throw new CommandError('--memory and --state exclude each other')
  if (state === '') throw new CommandError('--state needs the name of a file')
  if (control === '') throw new CommandError('--control needs the name of a file')
  const chosen = { port: portOf(port), ...(control !== undefined && { hasControl: true, controlFile: control }) }
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
        control: { type: 'string' },
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
