import { randomUUID } from 'node:crypto'

/**
 * Where internal faults are told: one line on the standard error stream with the kind of the fault and where in our
 * code it happened. Messages are left out, because what a library puts into one may hold an address.
 */
export function reportFault(errorId: string, call: string, cause: unknown): void {
  process.stderr.write(`paydesk: fault ${errorId} in ${call}: ${kindOf(cause)}${placeOf(cause)}\n`)
}

/**
 * Tells what nobody caught in the same way and goes on. Electron would show its raw stack in a dialog, and Node would
 * print it: both may hold what must not leave main.
 */
export function reportUncaught(source: Pick<NodeJS.Process, 'on'>): void {
  source.on('uncaughtException', fault => reportFault(randomUUID(), 'main', fault))
  source.on('unhandledRejection', fault => reportFault(randomUUID(), 'main', fault))
}

/** The name of an error, which is a word: what is longer or has signs in it may be anything. */
function kindOf(cause: unknown): string {
  if (!(cause instanceof Error)) return typeof cause
  return /^[A-Za-z]{1,40}$/.test(cause.name) ? cause.name : 'Error'
}

/** The file and line of the newest frame, without the folder they are in. */
function placeOf(cause: unknown): string {
  if (!(cause instanceof Error)) return ''
  const frame = /\(?([^()\s]*[\\/])?([\w.-]+:\d+:\d+)\)?$/.exec(framesOf(cause)[0] ?? '')
  return frame?.[2] === undefined ? '' : ` at ${frame[2]}`
}

/** A stack begins with the message, which may itself have lines that look like frames. */
function framesOf({ stack = '', message }: Error): string[] {
  const start = stack.indexOf(message)
  if (start < 0) return []
  return stack
    .slice(start + message.length)
    .split('\n    at ')
    .slice(1)
}
