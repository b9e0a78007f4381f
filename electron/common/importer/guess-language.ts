import type { Language } from './dialects'
import type { SourceForm } from './imported'
import type { Traits } from './tokens'

const FENCE = /(?:```|~~~)[^\S\n]*([a-z]*)[^\n]*\n(?:(?!```|~~~)[^])*$/i
const FENCE_LANGUAGES: Readonly<Record<string, SourceForm>> = {
  bash: 'curl',
  curl: 'curl',
  go: 'go',
  golang: 'go',
  javascript: 'javascript',
  js: 'javascript',
  json: 'json',
  json5: 'json',
  jsonc: 'json',
  php: 'php',
  py: 'python',
  python: 'python',
  sh: 'curl',
  shell: 'curl',
  ts: 'javascript',
  typescript: 'javascript',
}
const PYTHON =
  /\bdef \w+\(|^\s*from [\w.]+ import |^\s*import \w+(?:\.\w+)*\s*$|\bprint\(|b24pysdk|fast_bitrix24|\bBitrix(?:Async)?\(|requests\.post\(|\basync def\b|\bjson\.dumps\(|^\s*#\s/m
const JAVASCRIPT =
  /BX24|\$b24|callMethod\(|\b(?:const|let|var) \w|=>|\bfunction\b|\bnew [A-Z]|\bfetch\(|JSON\.stringify|\bexport |\brequire\(|axios/
const GO_OPENING =
  /(?:map\[[\w.]+\](?:\[\]|\*)*(?:interface\s*\{\s*\}|[\w.]+)|\[\](?:map\[[\w.]+\])?(?:interface\s*\{\s*\}|[\w.]+)|\b[\w.]*(?:Params|Values|Fields|B24|H|M))\s*$/
const CURL = /\bcurl(?:\.exe)?\s+(?=[-'"$h\\^`@])/gi

/** The language whose rules of quoting a literal at an offset follows. */
export function guessLanguage(text: string, at: number, before: string, after: string, separator: string): Language {
  if (separator === '=>' || /^array\s*\(/i.test(text.slice(at, at + 12))) return 'php'
  if (text[at] === '(' && separator === ':') return 'php'
  if (text[at] === '(' || /^(?:dict|OrderedDict)\s*\(/.test(text.slice(at, at + 20))) return 'python'
  if (text[at] === '{' && GO_OPENING.test(before.slice(-200))) return 'go'
  const fence = FENCE_LANGUAGES[FENCE.exec(before)?.[1]?.toLowerCase() ?? '']
  if (fence === 'go' || fence === 'python') return fence
  if (fence !== undefined) return 'javascript'
  const isPython = PYTHON.test(before) || /[\s:](?:True|False|None)\b|"""|^\s*print\(/m.test(after)
  return isPython && !/BX24|\$b24|\b(?:const|let|var) \w|\bfunction\b/.test(before) ? 'python' : 'javascript'
}

export interface LiteralSurroundings {
  readonly text: string
  readonly start: number
  readonly before: string
  readonly after: string
  readonly language: Language
  readonly traits: Traits
  /** Whether the literal was the text in a pair of quotes. */
  readonly isQuoted: boolean
}

/** The form that a literal's source is named by. */
export function guessForm({ text, start, before, after, language, traits, isQuoted }: LiteralSurroundings): SourceForm {
  if (language === 'php' || language === 'go') return language
  if (isInCommand(text, start)) return 'curl'
  if (isQuoted) return 'json'
  const fence = FENCE_LANGUAGES[FENCE.exec(before)?.[1]?.toLowerCase() ?? '']
  if (language === 'python' || traits.hasPythonWords || traits.hasTripleQuotes) return 'python'
  if (fence !== undefined && fence !== 'curl') return fence
  if (traits.hasTemplates) return 'javascript'
  const isInCode = /(?:[(,=:]|\breturn|=>)\s*$/.test(before)
  if (!isInCode) return traits.hasExpressions && JAVASCRIPT.test(before) ? 'javascript' : 'json'
  if (JAVASCRIPT.test(before) || !traits.hasHashComments)
    return isAssignedInPython(before, after) ? 'python' : 'javascript'
  return 'python'
}

/** `handler = {…}` with neither a keyword before nor a semicolon after it. */
function isAssignedInPython(before: string, after: string): boolean {
  return PYTHON.test(before) && !JAVASCRIPT.test(before) && !/^\s*\)*;/.test(after)
}

/** Whether a curl command begins before an offset, with no empty line and no other command in between. */
export function isInCommand(text: string, at: number): boolean {
  const from = Math.max(0, at - 3000)
  const before = text.slice(from, at)
  const last = [...before.matchAll(CURL)].at(-1)
  if (last === undefined) return false
  return !/\n\s*\n|```|;\s*\n/.test(before.slice(last.index))
}
