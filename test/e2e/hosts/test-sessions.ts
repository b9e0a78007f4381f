/**
 * What tells apart the environments of the sessions that tests may run in at once: each has a display, a clipboard, a bus and
 * a keyring of its own. Only the one that is there already, where no others were started.
 */
export function testSessions(): readonly Readonly<Record<string, string>>[] {
  const text = process.env['PAYDESK_TEST_SESSIONS']
  return text === undefined ? [{}] : (JSON.parse(text) as Record<string, string>[])
}
