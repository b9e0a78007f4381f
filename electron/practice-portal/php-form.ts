import { PhpArray, type PhpValue } from './php-value'

/** PHP's `max_input_vars`, at the value that is advised for portals; what comes after is dropped. */
const MAX_VARIABLES = 10_000
/** PHP's `max_input_nesting_level`; a variable nested deeper is dropped. */
const MAX_NESTING = 64

/** Reads `a=1&b[c][]=2` as PHP does. Takes bytes, because percent escapes stand for bytes and not for characters. */
export function parseForm(bytes: Buffer): PhpArray {
  const parameters = new PhpArray()
  const pairs = bytes.toString('latin1').split('&').filter(Boolean)
  for (const pair of pairs.slice(0, MAX_VARIABLES)) {
    const equals = pair.indexOf('=')
    const name = equals < 0 ? pair : pair.slice(0, equals)
    addVariable(parameters, decoded(name), equals < 0 ? '' : decoded(pair.slice(equals + 1)))
  }
  return parameters
}

/**
 * Adds a value under a name with brackets, as PHP registers variables: `a[b][]` nests, an unclosed bracket becomes `_`,
 * what follows a closed one is ignored, and a plain value gives way to a nested one.
 */
export function addVariable(parameters: PhpArray, rawName: string, value: string): void {
  const [head, keys] = splitName(rawName)
  if (head === '') return
  if (keys.length > MAX_NESTING) {
    parameters.delete(head)
    return
  }
  let array = parameters
  let key: string | null = head
  for (const next of keys) {
    array = nestedIn(array, key)
    key = next
  }
  put(array, key, value)
}

/** The first part of a name, and the key in each pair of brackets after it; null stands for `[]`. */
function splitName(rawName: string): [head: string, keys: (string | null)[]] {
  // PHP handles names as C strings here, so they end at a NUL.
  const name = rawName.replace(/^ +/, '').split('\0', 1)[0] ?? ''
  const bracket = name.indexOf('[')
  if (bracket < 0) return [underscored(name), []]
  const head = underscored(name.slice(0, bracket))
  const keys: (string | null)[] = []
  let at = bracket
  while (name[at] === '[') {
    const keyStart = at + 1
    // One white space is skipped when PHP looks whether the brackets are empty.
    const isEmpty = name[/\s/.test(name[keyStart] ?? '') ? keyStart + 1 : keyStart] === ']'
    const end = name.indexOf(']', keyStart)
    if (end < 0) return [keys.length === 0 && head !== '' ? underscored(name) : head, keys]
    keys.push(isEmpty ? null : name.slice(keyStart, end))
    at = end + 1
  }
  return [head, keys]
}

function underscored(name: string): string {
  return name.replace(/[ .[]/g, '_')
}

function nestedIn(array: PhpArray, key: string | null): PhpArray {
  const present = key === null ? undefined : array.get(key)
  if (present instanceof PhpArray) return present
  const nested = new PhpArray()
  put(array, key, nested)
  return nested
}

function put(array: PhpArray, key: string | null, value: PhpValue): void {
  if (key === null) array.append(value)
  else array.set(key, value)
}

function decoded(latin1: string): string {
  const bytes = latin1
    .replaceAll('+', ' ')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
