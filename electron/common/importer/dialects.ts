/** A language that a literal may be written in. What they have in common, which is nearly all, needs no entry here. */
export type Language = 'json' | 'javascript' | 'php' | 'go' | 'python'

/** How a language reads a backslash inside a pair of quotes. */
export interface QuoteRule {
  /** What a letter after a backslash means; other letters stand for themselves. */
  readonly simple: Readonly<Record<string, string>>
  /** Escapes by number: `\x41`, `\u0041`, `\u{41}`, `\U00000041`, `\101`. */
  readonly numeric: readonly ('x' | 'u' | 'u{' | 'U' | 'octal')[]
  /** Whether `\x41` and `\101` name a byte of UTF-8 and not a character. */
  readonly areBytes: boolean
  /** Whether a backslash that starts no escape is kept. */
  readonly keepsUnknown: boolean
  /** Whether the text between the quotes may go over lines as it is. */
  readonly isMultiline: boolean
  /** What starts an expression inside the text. */
  readonly interpolation: readonly string[]
}

const CONTROLS = { n: '\n', r: '\r', t: '\t', v: '\v', f: '\f' }

const RAW: QuoteRule = {
  simple: {},
  numeric: [],
  areBytes: false,
  keepsUnknown: true,
  isMultiline: true,
  interpolation: [],
}

const SCRIPT: QuoteRule = {
  simple: { ...CONTROLS, b: '\b', '\n': '' },
  numeric: ['x', 'u', 'u{', 'octal'],
  areBytes: false,
  keepsUnknown: false,
  isMultiline: false,
  interpolation: [],
}

const TEMPLATE: QuoteRule = { ...SCRIPT, isMultiline: true, interpolation: ['${'] }

const PHP_SINGLE: QuoteRule = { ...RAW, simple: { '\\': '\\', "'": "'" } }

const PHP_DOUBLE: QuoteRule = {
  simple: { ...CONTROLS, e: '\x1b', '\\': '\\', $: '$', '"': '"' },
  numeric: ['x', 'u{', 'octal'],
  areBytes: true,
  keepsUnknown: true,
  isMultiline: true,
  interpolation: ['{$', '${', '$'],
}

const GO_DOUBLE: QuoteRule = {
  ...SCRIPT,
  simple: { ...CONTROLS, a: '\x07', b: '\b', '\\': '\\', '"': '"' },
  numeric: ['x', 'u', 'U', 'octal'],
  areBytes: true,
  keepsUnknown: true,
}

const PYTHON: QuoteRule = {
  simple: { ...CONTROLS, a: '\x07', b: '\b', '\\': '\\', '"': '"', "'": "'", '\n': '' },
  numeric: ['x', 'u', 'U', 'octal'],
  areBytes: false,
  keepsUnknown: true,
  isMultiline: false,
  interpolation: [],
}

/** `$'…'` of a shell. */
export const ANSI_C: QuoteRule = {
  simple: { ...CONTROLS, a: '\x07', b: '\b', e: '\x1b', '\\': '\\', "'": "'", '"': '"', '?': '?' },
  numeric: ['x', 'u', 'U', 'octal'],
  areBytes: true,
  keepsUnknown: true,
  isMultiline: true,
  interpolation: [],
}

const QUOTES: Readonly<Record<Language, Readonly<Record<string, QuoteRule>>>> = {
  json: { '"': SCRIPT, "'": SCRIPT, '`': TEMPLATE },
  javascript: { '"': SCRIPT, "'": SCRIPT, '`': TEMPLATE },
  php: { '"': PHP_DOUBLE, "'": PHP_SINGLE },
  go: { '"': GO_DOUBLE, "'": GO_DOUBLE, '`': RAW },
  python: { '"': PYTHON, "'": PYTHON },
}

/** How a language reads what stands between these quotes, with Python's prefix letters and its triple quotes. */
export function quoteRule(language: Language, quote: string, prefix = ''): QuoteRule {
  const letters = prefix.toLowerCase()
  const rule = letters.includes('r') ? { ...RAW, isMultiline: false } : (QUOTES[language][quote.charAt(0)] ?? SCRIPT)
  return {
    ...rule,
    isMultiline: rule.isMultiline || quote.length === 3,
    interpolation: letters.includes('f') ? ['{'] : rule.interpolation,
  }
}

/** Words that stand for a value in one of the languages, in lower case. */
export const VALUE_WORDS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
  ['none', null],
  ['nil', null],
])
