import type { Imported } from './imported'
import { hasMarkup, shownText } from './markup'
import { readHandlers } from './read-handlers'
import { readableSource } from './source-text'

export type { Dropped, Imported, ImportedHandler, SourceForm } from './imported'

/**
 * Finds the handlers in any text: JSON and what resembles it, requests of curl, JavaScript, PHP, Go and Python, answers of
 * `sale.paysystem.handler.list`, batches, and whole pages or messages with such things in them. Handlers that are the same
 * are one. Never throws; access tokens and webhooks are left out and named by their line.
 */
export function importHandlers(source: string): Imported {
  const readable = readableSource(source)
  const asWritten = readHandlers(readable, source)
  if (!hasMarkup(source)) return asWritten
  const asShown = readHandlers(shownText(readable), source)
  return worthOf(asShown) > worthOf(asWritten) && keepsSound(asShown, asWritten) ? asShown : asWritten
}

/** What a literal that is sound as written says in markup is part of its texts, and not to be read as a page's. */
function keepsSound(asShown: Imported, asWritten: Imported): boolean {
  const shown = new Set(asShown.handlers.map(({ text }) => text))
  return asWritten.handlers.every(({ text, repairs }) => repairs.length > 0 || shown.has(text))
}

/** Handlers that needed no repair are better than any number of others. */
function worthOf({ handlers }: Imported): number {
  return handlers.reduce((sum, { repairs }) => sum + (repairs.length === 0 ? 1000 : 1 / (1 + repairs.length)), 0)
}
