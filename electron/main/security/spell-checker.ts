import type { Session } from 'electron'

/** Leaves a session no spell checker: a window that asks for none does not keep the session from preparing one. */
export function denySpellChecker(session: Pick<Session, 'setSpellCheckerEnabled' | 'setSpellCheckerLanguages'>): void {
  // SECURITY: Chromium fetches the dictionary of the system's language from a host of its maker's, at every start.
  session.setSpellCheckerLanguages([])
  session.setSpellCheckerEnabled(false)
}
