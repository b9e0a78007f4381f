import { inspect } from 'node:util'
import { runSource } from './run-source.mjs'
import { SetupProblem } from './report.mjs'

const EXIT_UNUSABLE = 2

/** `node resources/setup/check-handler.mjs …`: the standard output and the exit code are the command's own. */
try {
  await runSource('check-handler')
} catch (error) {
  const message = error instanceof SetupProblem ? `${error.message} ${error.advice}` : inspect(error)
  process.stderr.write(`check-handler: ${message}\n`)
  process.exitCode = EXIT_UNUSABLE
}
