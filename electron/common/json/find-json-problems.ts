import { printParseErrorCode, visit } from 'jsonc-parser'
import { isStrictJson, MAX_JSON_DEPTH, nestingDepth } from './json-value'

/** What keeps a text from being JSON, or from meaning one thing. */
export type JsonProblemCode =
  | 'empty'
  | 'too-deep'
  | 'trailing-comma'
  | 'comment'
  | 'single-quotes'
  | 'unknown-word'
  | 'number'
  | 'string-end'
  | 'escape'
  | 'control-character'
  | 'property-name'
  | 'value'
  | 'colon'
  | 'comma'
  | 'close-brace'
  | 'close-bracket'
  | 'after-end'
  | 'not-json'
  | 'duplicate-key'

/** A place that keeps a text from being JSON. Offsets count UTF-16 units from 0, `line` and `column` from 1. */
export interface JsonTextProblem {
  readonly kind: 'syntax' | 'duplicate-key'
  readonly code: JsonProblemCode
  readonly from: number
  readonly to: number
  readonly line: number
  readonly column: number
  /** What stands at the place, shortened. */
  readonly excerpt: string
}

type Finding = Pick<JsonTextProblem, 'code' | 'from' | 'to'>

const MAX_PROBLEMS = 100
const MAX_EXCERPT_LENGTH = 40

/**
 * The problems of a text in their order, of syntax at most one a line: the rest of a line mostly fails in consequence.
 * Duplicate keys are looked for once the text is JSON. An empty list means what `parseJson` accepts, with no duplicate key.
 */
export function findJsonProblems(text: string): JsonTextProblem[] {
  if (text.trim() === '') return describe(text, [{ code: 'empty', from: 0, to: text.length }])
  if (nestingDepth(text) > MAX_JSON_DEPTH) return describe(text, [{ code: 'too-deep', from: 0, to: 1 }])
  const { errors, duplicates } = scan(text)
  if (errors.length > 0) return describe(text, errors)
  if (!isStrictJson(text)) return describe(text, [{ code: 'not-json', from: 0, to: text.length }])
  return describe(text, duplicates)
}

function scan(text: string): { errors: Finding[]; duplicates: Finding[] } {
  const errors: Finding[] = []
  const duplicates: Finding[] = []
  const openObjects: Set<string>[] = []
  let comma = 0
  visit(
    text,
    {
      onObjectBegin: () => {
        openObjects.push(new Set())
      },
      onObjectEnd: () => {
        openObjects.pop()
      },
      onObjectProperty: (key, offset, length) => {
        const keys = openObjects.at(-1)
        if (keys?.has(key)) duplicates.push({ code: 'duplicate-key', from: offset, to: offset + length })
        keys?.add(key)
      },
      onSeparator: (character, offset) => {
        if (character === ',') comma = offset
      },
      onError: (error, offset, length) => {
        const code = codeOf(printParseErrorCode(error), text[offset])
        const isAtClosing = text[offset] === '}' || text[offset] === ']'
        const isTrailing = isAtClosing && text[comma] === ',' && text.slice(comma + 1, offset).trim() === ''
        if (isTrailing) errors.push({ code: 'trailing-comma', from: comma, to: comma + 1 })
        else errors.push({ code, from: offset, to: offset + length })
      },
    },
    { disallowComments: true },
  )
  return { errors, duplicates }
}

function codeOf(parserCode: ReturnType<typeof printParseErrorCode>, character: string | undefined): JsonProblemCode {
  switch (parserCode) {
    case 'InvalidSymbol':
      return character === "'" ? 'single-quotes' : 'unknown-word'
    case 'InvalidNumberFormat':
    case 'UnexpectedEndOfNumber':
      return 'number'
    case 'PropertyNameExpected':
      return 'property-name'
    case 'ValueExpected':
      return 'value'
    case 'ColonExpected':
      return 'colon'
    case 'CommaExpected':
      return 'comma'
    case 'CloseBraceExpected':
      return 'close-brace'
    case 'CloseBracketExpected':
      return 'close-bracket'
    case 'EndOfFileExpected':
      return 'after-end'
    case 'InvalidCommentToken':
    case 'UnexpectedEndOfComment':
      return 'comment'
    case 'UnexpectedEndOfString':
      return 'string-end'
    case 'InvalidUnicode':
    case 'InvalidEscapeCharacter':
      return 'escape'
    case 'InvalidCharacter':
      return 'control-character'
    case '<unknown ParseErrorCode>':
      return 'not-json'
  }
}

function describe(text: string, findings: readonly Finding[]): JsonTextProblem[] {
  const problems: JsonTextProblem[] = []
  let line = 1
  let lineStart = 0
  let lastLine = 0
  for (const { code, from, to } of findings) {
    for (let end = text.indexOf('\n', lineStart); end >= 0 && end < from; end = text.indexOf('\n', lineStart)) {
      line++
      lineStart = end + 1
    }
    const kind = code === 'duplicate-key' ? 'duplicate-key' : 'syntax'
    if ((kind === 'syntax' && line === lastLine) || problems.length === MAX_PROBLEMS) continue
    lastLine = line
    const excerpt = text.slice(from, Math.min(to, from + MAX_EXCERPT_LENGTH))
    problems.push({ kind, code, from, to, line, column: from - lineStart + 1, excerpt })
  }
  return problems
}
