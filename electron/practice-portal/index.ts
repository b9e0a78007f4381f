import { serveMessages, type ParentPort } from './serve-messages'
import { startPracticePortal } from './server'

const { parentPort } = process as unknown as { readonly parentPort?: ParentPort }
if (parentPort === undefined)
  throw new Error('The practice portal is started by the app; use the command to run it alone')

serveMessages({
  parent: parentPort,
  start: startPracticePortal,
  report: line => process.stderr.write(`${line}\n`),
  exit: () => process.exit(0),
})
