import { ANSI_C } from './dialects'
import { unescapeText } from './unescape'

/** A word of a command with its quoting undone. `start` is where it stands in the text. */
export interface ShellWord {
  readonly text: string
  readonly start: number
}

/** What goes on with a command on the next line, in a shell, in cmd and in PowerShell. */
const JOINT = /[\\^`][^\S\n]*\r?\n/y
const MAX_COMMAND = 2_000_000

/**
 * Takes a command apart, over lines that end in `\`, `^` or a backtick. Quotes are single, double or ANSI-C; one that is
 * never closed ends with the text. `end` is where the command ends.
 */
export function readCommand(
  text: string,
  start: number,
): { readonly words: readonly ShellWord[]; readonly end: number } {
  const words: ShellWord[] = []
  let word = null as { pieces: string[]; start: number } | null
  let at = start
  const limit = Math.min(text.length, start + MAX_COMMAND)
  while (at < limit) {
    const char = text.charAt(at)
    JOINT.lastIndex = at
    const joint = '\\^`'.includes(char) ? JOINT.exec(text) : null
    if (joint !== null) {
      endWord()
      at += joint[0].length
    } else if (/\s/.test(char)) {
      endWord()
      if (char === '\n') break
      at++
    } else if (word === null && (char === ';' || char === '|' || (char === '&' && text[at + 1] === '&'))) break
    else if (char === "'" || char === '"' || (char === '$' && text[at + 1] === "'")) {
      const quoted =
        char === '$' ? readAnsiC(text, at + 2) : char === "'" ? readSingle(text, at + 1) : readDouble(text, at + 1)
      append(quoted.text)
      at = quoted.end
    } else if (char === '\\' && at + 1 < limit) {
      append(text.charAt(at + 1) === ' ' ? '' : text.charAt(at + 1))
      at += 2
    } else {
      append(char)
      at++
    }
  }
  endWord()
  return { words, end: at }

  function append(piece: string): void {
    word ??= { pieces: [], start: at }
    word.pieces.push(piece)
  }

  function endWord(): void {
    if (word !== null) words.push({ text: word.pieces.join(''), start: word.start })
    word = null
  }
}

interface Quoted {
  readonly text: string
  readonly end: number
}

function readSingle(text: string, from: number): Quoted {
  const end = text.indexOf("'", from)
  return end < 0 ? { text: text.slice(from), end: text.length } : { text: text.slice(from, end), end: end + 1 }
}

function readDouble(text: string, from: number): Quoted {
  const pieces: string[] = []
  let at = from
  while (at < text.length && text[at] !== '"') {
    const isEscape = text[at] === '\\' && '"\\$`\n'.includes(text.charAt(at + 1))
    pieces.push(isEscape ? text.charAt(at + 1).replace('\n', '') : text.charAt(at))
    at += isEscape ? 2 : 1
  }
  return { text: pieces.join(''), end: at + 1 }
}

function readAnsiC(text: string, from: number): Quoted {
  let end = from
  while (end < text.length && text[end] !== "'") end += text[end] === '\\' ? 2 : 1
  return { text: unescapeText(text.slice(from, end), ANSI_C, code => code).value, end: end + 1 }
}
