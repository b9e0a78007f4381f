import { createMappedText, unmappedText, type MappedText } from './mapped-text'

/** Lines that a listing numbers, or a reply quotes, before the code of each. */
const LINE_NUMBER = /^[^\S\n]*(\d{1,6})(?:[.:|)]|[^\S\n]|(?=\n|$))[^\S\n]?/
const QUOTE_MARK = /^(?:>[^\S\n]?)+/
const MIN_RUN = 3

/** The source with one kind of line end, and without what numbers or quotes its lines. */
export function readableSource(source: string): MappedText {
  const plain = withPlainLineEnds(source)
  const text = blankPrefixes(blankPrefixes(plain.text, quoteRuns), numberRuns)
  return { text, sourceOf: plain.sourceOf }
}

function withPlainLineEnds(source: string): MappedText {
  const origin = unmappedText(source)
  if (!source.includes('\r') && !source.startsWith('\uFEFF')) return origin
  const result = createMappedText(origin)
  let at = source.startsWith('\uFEFF') ? 1 : 0
  for (const { index, 0: newline } of source.matchAll(/\r\n?/g)) {
    result.add(source.slice(at, index), at)
    result.add('\n', index)
    at = index + newline.length
  }
  result.add(source.slice(at), at)
  return result.done()
}

type FindRuns = (
  lines: readonly string[],
) => readonly (readonly [from: number, to: number, length: (line: string) => number])[]

/** Puts spaces in place of prefixes, so that offsets stay. */
function blankPrefixes(text: string, find: FindRuns): string {
  const lines = text.split('\n')
  const runs = find(lines)
  if (runs.length === 0) return text
  const blanked = [...lines]
  for (const [from, to, lengthOf] of runs) {
    for (let index = from; index < to; index++) {
      const line = lines[index] ?? ''
      const length = lengthOf(line)
      blanked[index] = ' '.repeat(length) + line.slice(length)
    }
  }
  return blanked.join('\n')
}

function numberRuns(lines: readonly string[]): ReturnType<FindRuns> {
  const numbers = lines.map(line => {
    const found = LINE_NUMBER.exec(line)?.[1]
    return found === undefined ? null : Number(found)
  })
  return runsOf(numbers, (number, before) => number === before + 1).map(
    ([from, to]) => [from, to, line => LINE_NUMBER.exec(line)?.[0].length ?? 0] as const,
  )
}

function quoteRuns(lines: readonly string[]): ReturnType<FindRuns> {
  const marks = lines.map(line => (QUOTE_MARK.test(line) ? 1 : null))
  return runsOf(marks, () => true).map(
    ([from, to]) => [from, to, line => QUOTE_MARK.exec(line)?.[0].length ?? 0] as const,
  )
}

function runsOf(
  values: readonly (number | null)[],
  follows: (value: number, before: number) => boolean,
): (readonly [from: number, to: number])[] {
  const runs: (readonly [number, number])[] = []
  let from = 0
  for (let index = 0; index <= values.length; index++) {
    const value = values[index] ?? null
    const before = index > from ? (values[index - 1] ?? null) : null
    const goesOn = value !== null && (index === from || (before !== null && follows(value, before)))
    if (goesOn) continue
    if (index - from >= MIN_RUN) runs.push([from, index])
    from = value === null ? index + 1 : index
  }
  return runs
}
