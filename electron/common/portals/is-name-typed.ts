/**
 * True when what was typed is the name of a portal as it reads on the screen: capitals and accents count, but not how an
 * accent is put together, nor how many spaces there are.
 */
export function isNameTyped(typed: string, title: string): boolean {
  const wanted = asRead(title)
  return wanted !== '' && asRead(typed) === wanted
}

function asRead(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/g, ' ').trim()
}
