import { runEntry } from './entry.mjs'
import { startSession } from './session.mjs'

/**
 * Runs a command in a fresh virtual session: `node resources/setup/in-session.mjs <command> [args…]`.
 * The exit code is the command's.
 */
await runEntry(
  async context => {
    const [command, ...args] = process.argv.slice(2)
    if (command === undefined) {
      context.report.say('Usage: node resources/setup/in-session.mjs <command> [args…]')
      return 2
    }
    const env = await startSession(context, { hasOwnDisplay: true, hasOwnFolders: true })
    return context.processes.start(command, args, { env }).exited
  },
  { output: process.stderr },
)
