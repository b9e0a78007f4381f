/** What stands in the place of a secret that was removed. */
const MARK = '***'
/** More in a row is no escape that anybody wrote. */
const ESCAPE = String.raw`\\{1,8}`
/** How often a backslash is written in a row, for each time that the text was put into a string once more. */
const BACKSLASHES = [8, 4, 2, 1]

export interface PurgedText {
  readonly text: string
  /** In how many places it stood. */
  readonly count: number
}

/** Takes secrets out of a text, whether it is JSON, holds JSON in its strings, or is neither. */
export function purgeText(text: string, secrets: readonly string[]): PurgedText {
  let count = 0
  const purged = patternsOf(secrets).reduce(
    (before, pattern) =>
      before.replace(pattern, (_found, opening = '', closing = '') => {
        count += 1
        return `${String(opening)}${MARK}${String(closing)}`
      }),
    text,
  )
  return { text: purged, count }
}

/** Whether a text holds one of the secrets. */
export function holdsSecret(text: string, secrets: readonly string[]): boolean {
  return patternsOf(secrets).some(pattern => pattern.test(text))
}

/** The longest first, for one may be a part of another. */
function patternsOf(secrets: readonly string[]): RegExp[] {
  return [...secrets].sort((one, other) => other.length - one.length).map(patternOf)
}

/** Both groups are there to match nothing where the secret is looked for anywhere. */
function patternOf(secret: string): RegExp {
  // All backslashes of one place are written equally often: what is left over escapes the sign behind the secret.
  const depths = secret.includes('\\') ? BACKSLASHES : [1]
  const spelled = `(?:${depths.map(depth => spelledAt(secret, depth)).join('|')})`
  if (isUnlikeWords(secret)) return new RegExp(`()${spelled}()`, 'g')
  // A word may stand for other things too, as a name does, so only a value that is nothing else is taken for the secret.
  const quote = String.raw`\\{0,8}"`
  return new RegExp(`(${quote})${spelled}(${quote})(?!\\s*:)`, 'g')
}

function spelledAt(secret: string, backslashes: number): string {
  return secret
    .split('')
    .map(unit => spellingsOf(unit, backslashes))
    .join('')
}

function isUnlikeWords(secret: string): boolean {
  return secret.length >= 10 && /\d/.test(secret) && /[a-z]/i.test(secret)
}

/** A UTF-16 unit as it is, as JSON escapes it, once or more than once, and as an address does. */
function spellingsOf(unit: string, backslashes: number): string {
  const code = unit.charCodeAt(0)
  const asEscape = `${ESCAPE}u${anyCase(code.toString(16).padStart(4, '0'))}`
  const asAddress = code < 0x80 ? [`%${anyCase(code.toString(16).padStart(2, '0'))}`] : []
  return `(?:${[plainSpelling(unit, backslashes), asEscape, ...asAddress].join('|')})`
}

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
}

function plainSpelling(unit: string, backslashes: number): string {
  if (unit === '\\') return String.raw`\\{${backslashes}}`
  if (unit === '/' || unit === '"') return String.raw`\\{0,8}` + unit
  const short = SHORT_ESCAPES[unit]
  if (short !== undefined) return `${unit}|${ESCAPE}${short}`
  return unit.replace(/[.*+?^${}()|[\]-]/, String.raw`\$&`)
}

function anyCase(hex: string): string {
  return hex.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`)
}
