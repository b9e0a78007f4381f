import type { Language } from './dialects'
import type { SourceForm } from './imported'
import type { Traits } from './tokens'

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
  /\bdef \w+\(|^[^\S\n]*from [\w.]+ import |^[^\S\n]*import \w+(?:\.\w+)*[^\S\n]*$|\bprint\(|b24pysdk|fast_bitrix24|\bBitrix(?:Async)?\(|requests\.post\(|\basync def\b|\bjson\.dumps\(|[\s:](?:True|False|None)\b/gm
const SCRIPT =
  /BX24|\$b24|callMethod\(|\b(?:const|let|var) \w|=>|\bfunction\b|\bnew [A-Z]|\bfetch\(|JSON\.stringify|\bexport |\brequire\(|axios/g
/** How far around a literal its language is looked for. */
const NEAR_BEFORE = 1500
const NEAR_AFTER = 3000

/** Where a text shows the languages that its literals may be written in, in the order of the text. */
export interface Clues {
  readonly python: readonly number[]
  readonly script: readonly number[]
}

export function findClues(text: string): Clues {
  return {
    python: [...text.matchAll(PYTHON)].map(({ index }) => index),
    script: [...text.matchAll(SCRIPT)].map(({ index }) => index),
  }
}

function hasClue(offsets: readonly number[], from: number, to: number): boolean {
  let low = 0
  let high = offsets.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((offsets[middle] ?? 0) < from) low = middle + 1
    else high = middle
  }
  return (offsets[low] ?? Infinity) < to
}

const GO_OPENING =
  /(?:map\[[\w.]+\](?:\[\]|\*)*(?:interface\s*\{\s*\}|[\w.]+)|\[\](?:map\[[\w.]+\])?(?:interface\s*\{\s*\}|[\w.]+)|\b[\w.]*(?:Params|Values|Fields|B24|H|M))\s*$/
const CURL = /\bcurl(?:\.exe)?\s+(?=[-'"$h\\^`@])/gi

/** The language whose rules of quoting a literal at an offset follows. */
export function guessLanguage(clues: Clues, text: string, at: number, before: string, separator: string): Language {
  if (separator === '=>' || /^array\s*\(/i.test(text.slice(at, at + 12))) return 'php'
  if (text[at] === '(' && separator === ':') return 'php'
  if (text[at] === '(' || /^(?:dict|OrderedDict)\s*\(/.test(text.slice(at, at + 20))) return 'python'
  if (text[at] === '{' && GO_OPENING.test(before.slice(-200))) return 'go'
  const fence = fenceLanguage(before)
  if (fence !== undefined) return fence === 'go' || fence === 'python' ? fence : 'javascript'
  const isPython = hasClue(clues.python, at - NEAR_BEFORE, at + NEAR_AFTER)
  return isPython && !hasClue(clues.script, at - before.length, at) ? 'python' : 'javascript'
}

export interface Surroundings {
  readonly start: number
  readonly before: string
  readonly after: string
  readonly language: Language
  readonly traits: Traits
  /** Whether the literal was the text in a pair of quotes. */
  readonly isQuoted: boolean
}

/** The form that a literal's source is named by. */
export function guessForm(
  clues: Clues,
  text: string,
  { start, before, after, language, traits, isQuoted }: Surroundings,
): SourceForm {
  if (language === 'php' || language === 'go') return language
  if (isInCommand(text, start)) return 'curl'
  if (isQuoted) return 'json'
  if (text[start] === '(') return 'python'
  if (traits.hasPythonWords || traits.hasTripleQuotes) return 'python'
  const fence = fenceLanguage(before)
  if (fence !== undefined && fence !== 'curl') return fence
  if (traits.hasTemplates) return 'javascript'
  const isScript = hasClue(clues.script, start - before.length, start)
  const isInCode = /(?:[(,=:]|\breturn|=>)\s*$/.test(before)
  if (!isInCode) return traits.hasExpressions && isScript ? 'javascript' : 'json'
  if (language === 'python') return 'python'
  if (isScript || !traits.hasHashComments) return 'javascript'
  return /^\s*\)*;/.test(after) ? 'javascript' : 'python'
}

function fenceLanguage(before: string): SourceForm | undefined {
  const last = Math.max(before.lastIndexOf('```'), before.lastIndexOf('~~~'))
  const name = last < 0 ? undefined : /^(?:```|~~~)[^\S\n]*([a-z]\w*)/i.exec(before.slice(last, last + 40))?.[1]
  return name === undefined ? undefined : FENCE_LANGUAGES[name.toLowerCase()]
}

/** Whether a curl command begins before an offset, with no empty line and no other command in between. */
function isInCommand(text: string, at: number): boolean {
  const from = Math.max(0, at - 3000)
  const before = text.slice(from, at)
  const last = [...before.matchAll(CURL)].at(-1)
  if (last === undefined) return false
  return !/\n\s*\n|```|;\s*\n/.test(before.slice(last.index))
}
