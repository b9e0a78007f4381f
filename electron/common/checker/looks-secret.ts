/** Whether a name, of a code or as a person reads it, is that of something that opens something. */
export function looksSecret(name: string): boolean {
  if (/public|publishable/i.test(name)) return false
  return /secret|passw|token|(?:^|[\s_-])(?:key|pass|pwd|sign)(?:[\s_-]|$)/i.test(name)
}

/** Whether a value is what a machine would make up as a secret, and nobody would type as a default. */
export function looksRandom(value: string): boolean {
  if (/^(?:sk|rk|whsec|ghp|xox[bp])[_-]\w{8,}|^eyJ[\w-]+\.[\w-]+\./.test(value)) return true
  return /^(?=.*\d)(?=.*[a-z])[\w+/=-]{24,}$/i.test(value)
}

/** Whether a value only stands where the real one is to be put. */
export function looksLikePlaceholder(value: string): boolean {
  return /your|here|xxx|\*\*|change-?me|placeholder|example|[<{#]|\.{3}|…|^test/i.test(value)
}
