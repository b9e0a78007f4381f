import { AppError } from '#common/ipc/app-error'
import type { Text } from './use-text'

export interface ErrorWords {
  /** What happened, what was and was not changed, and what to do. */
  readonly message: string
  /** The facts behind it, one a line, fit to be copied into a letter to somebody who can help. */
  readonly details: readonly string[]
}

/** Finds the words for an error: the more exact the key, the sooner it is taken. */
export function wordsOf(error: unknown, text: Text): ErrorWords {
  const known = error instanceof AppError ? error : new AppError('internal', 'Unexpected error in the window')
  const details = known.details
  const method = String(details['method'] ?? '')
  const portalCode = String(details['code'] ?? '')
  const reason = String(details['reason'] ?? '')
  const layer = String(details['layer'] ?? '')
  const keys = [
    // A reason is Paydesk's own finding, such as that the handler was written already; a portal's code cannot know it.
    `error.${known.code}.${layer}.${reason}`,
    `error.${known.code}.${reason}`,
    `error.any.${reason}`,
    `error.${known.code}.${method}.${portalCode}`,
    `error.${known.code}.${portalCode}`,
    `error.${known.code}.${layer}`,
    `error.${known.code}`,
  ]
  const values = Object.fromEntries(Object.entries(details).map(([name, value]) => [name, value ?? '']))
  return {
    message: text.firstOf(keys, values),
    details: Object.entries(details)
      .filter(([, value]) => value !== null && value !== '')
      .map(([name, value]) => `${name}: ${String(value)}`),
  }
}
