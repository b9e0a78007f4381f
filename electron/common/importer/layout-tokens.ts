import { printScalar } from '../json/json-value'
import type { Token } from './tokens'

const MAX_MARGIN = 40

/**
 * Writes the pieces of a literal as JSON is laid out, each bracket where it was found and none where it was lost: what a
 * repaired text is compared with. `textOf` gives a text without secrets, and null for one that is a token.
 */
export function layoutTokens(
  tokens: readonly Token[],
  hideKey: (key: string) => boolean,
  textOf: (text: string) => string,
): string {
  const pieces: string[] = []
  const closers: string[] = []
  let isHidden = false
  for (const [index, token] of tokens.entries()) {
    const before = tokens[index - 1]
    switch (token.kind) {
      case 'open': {
        const isObject = tokens[index + 1]?.kind === 'key' || (token.bracket === '{' && !token.isList)
        separate(before)
        pieces.push(isObject ? '{' : '[')
        closers.push(isObject ? '}' : ']')
        break
      }
      case 'close': {
        const closer = closers.pop() ?? (token.bracket === '[' ? ']' : '}')
        if (before?.kind !== 'open') newline()
        pieces.push(closer)
        break
      }
      case 'comma':
        pieces.push(',')
        break
      case 'key':
        separate(before)
        pieces.push(JSON.stringify(textOf(token.key)), ': ')
        isHidden = hideKey(token.key)
        break
      case 'value': {
        separate(before)
        const { value } = token.node
        if (isHidden) pieces.push('"***"')
        else pieces.push(printScalar(value.kind === 'string' ? { ...value, value: textOf(value.value) } : value))
        isHidden = false
        break
      }
      case 'mark':
        break
    }
  }
  return `${pieces.join('')}\n`

  function separate(before: Token | undefined): void {
    if (before !== undefined && before.kind !== 'key') newline()
  }

  function newline(): void {
    // Brackets that are opened without end need no wider margin.
    pieces.push('\n', '  '.repeat(Math.min(closers.length, MAX_MARGIN)))
  }
}
