import { ensureBuild } from './build.mjs'
import { runEntry } from './entry.mjs'
import { inProject } from './project.mjs'
import { ensurePackages } from './set-up.mjs'

/** The commands of the build that need no window. */
const COMMANDS = new Map([['practice-portal', 'practice-portal-cli.js']])

/**
 * `node resources/setup/run.mjs <command> [args…]`: sets up what the command needs and runs it. The standard output is
 * the command's alone, signals go to it, and the exit code is its own.
 */
await runEntry(
  async context => {
    const [name = '', ...args] = process.argv.slice(2)
    const script = COMMANDS.get(name)
    if (script === undefined) {
      context.report.say(`Usage: node resources/setup/run.mjs ${[...COMMANDS.keys()].join('|')} [args…]`)
      return 2
    }
    await ensurePackages(context, [])
    await ensureBuild(context)
    const command = context.processes.start(process.execPath, [inProject('out', 'main', script), ...args])
    context.passSignalsTo(command.child)
    return command.exited
  },
  { output: process.stderr },
)
