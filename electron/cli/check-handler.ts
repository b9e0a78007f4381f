import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { runCheckHandler } from './check-handler-command'

/** Npm runs a script in the project's folder, and tells here where it was called. */
const folder = (process.env.npm_lifecycle_event === 'check-handler' && process.env.INIT_CWD) || process.cwd()

void runCheckHandler(process.argv.slice(2), {
  stdout: text => process.stdout.write(text),
  stderr: text => process.stderr.write(text),
  read: file => (file === '-' ? buffer(process.stdin) : readFile(resolve(folder, file))),
}).then(exitCode => {
  process.exitCode = exitCode
})
