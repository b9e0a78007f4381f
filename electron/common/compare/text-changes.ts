import { itemAt } from '../json/item-at'
import { longestRise } from '../json/longest-rise'

/** A part of one text that stands in the place of a part of another; offsets count UTF-16 units. */
export interface TextChange {
  readonly fromA: number
  readonly toA: number
  readonly fromB: number
  readonly toB: number
}

interface Lines {
  readonly text: string
  /** Where each line starts, and the end of the text. */
  readonly starts: readonly number[]
  /** Lines with the same number are the same to the last sign, their break included. */
  readonly numbers: readonly number[]
}

type Range = readonly [fromA: number, toA: number, fromB: number, toB: number]

/** Above this many pairs of lines, lines that stand in a text more than once are no longer tried against each other. */
const MAX_PAIRS = 40_000
/** How many lines are looked at in all. What is left then is told as changed whole, so that no text takes long. */
const MAX_LOOKS = 20_000_000

/**
 * What must be replaced to make the text `after` of `before`: ascending, not overlapping, and narrowed down to what
 * differs within lines. Lines that stand once in both texts are held against each other first, as in a patience diff.
 */
export function textChanges(before: string, after: string): TextChange[] {
  if (before === after) return []
  const known = new Map<string, number>()
  const a = linesOf(before, known)
  const b = linesOf(after, known)
  const matches = matchLines(a, b, known.size)
  const changes: TextChange[] = []
  let [nextA, nextB] = [0, 0]
  while (nextA < a.numbers.length || nextB < b.numbers.length) {
    const [fromA, fromB] = [nextA, nextB]
    while (nextA < a.numbers.length && matches[nextA] === -1) nextA++
    nextB = matches[nextA] ?? b.numbers.length
    if (nextA > fromA || nextB > fromB) changes.push(...narrowed(a, b, [fromA, nextA, fromB, nextB]))
    while (nextA < a.numbers.length && matches[nextA] === nextB) {
      nextA++
      nextB++
    }
  }
  return changes
}

function linesOf(text: string, known: Map<string, number>): Lines {
  const starts = [0]
  const numbers: number[] = []
  for (let start = 0; start < text.length;) {
    const end = text.indexOf('\n', start) + 1 || text.length
    const line = text.slice(start, end)
    const number = known.get(line) ?? known.size
    known.set(line, number)
    numbers.push(number)
    starts.push(end)
    start = end
  }
  return { text, starts, numbers }
}

/** For each line of `a` its counterpart in `b`, or -1. Counterparts ascend. */
function matchLines({ numbers: a }: Lines, { numbers: b }: Lines, kinds: number): Int32Array {
  const matches = new Int32Array(a.length).fill(-1)
  const countsA = new Uint32Array(kinds)
  const countsB = new Uint32Array(kinds)
  const placeInA = new Uint32Array(kinds)
  const open: Range[] = [[0, a.length, 0, b.length]]
  let looks = MAX_LOOKS
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const inner = withoutEqualEnds(range)
    const [fromA, toA, fromB, toB] = inner
    if (fromA === toA || fromB === toB) continue
    looks -= toA - fromA + toB - fromB
    if (looks < 0) continue
    const anchors = anchorsIn(inner)
    if (anchors.length === 0) {
      if ((toA - fromA) * (toB - fromB) <= MAX_PAIRS) matchRepeated(inner)
      continue
    }
    let [nextA, nextB] = [fromA, fromB]
    for (const anchorB of anchors) {
      const anchorA = placeInA[itemAt(b, anchorB)] ?? 0
      matches[anchorA] = anchorB
      open.push([nextA, anchorA, nextB, anchorB])
      nextA = anchorA + 1
      nextB = anchorB + 1
    }
    open.push([nextA, toA, nextB, toB])
  }
  return matches

  function withoutEqualEnds([fromA, toA, fromB, toB]: Range): Range {
    while (fromA < toA && fromB < toB && a[fromA] === b[fromB]) matches[fromA++] = fromB++
    while (fromA < toA && fromB < toB && a[toA - 1] === b[toB - 1]) matches[--toA] = --toB
    return [fromA, toA, fromB, toB]
  }

  /** The lines of `b` that stand once on both sides, as far as they are in the same order there. */
  function anchorsIn([fromA, toA, fromB, toB]: Range): number[] {
    for (let index = fromA; index < toA; index++) {
      const number = itemAt(a, index)
      countsA[number] = (countsA[number] ?? 0) + 1
      placeInA[number] = index
    }
    for (let index = fromB; index < toB; index++) {
      const number = itemAt(b, index)
      countsB[number] = (countsB[number] ?? 0) + 1
    }
    const placesInB = new Map<number, number>()
    for (let index = fromB; index < toB; index++) {
      const number = itemAt(b, index)
      if (countsA[number] === 1 && countsB[number] === 1) placesInB.set(placeInA[number] ?? 0, index)
    }
    for (let index = fromA; index < toA; index++) countsA[itemAt(a, index)] = 0
    for (let index = fromB; index < toB; index++) countsB[itemAt(b, index)] = 0
    const inOrderOfA = [...placesInB].sort(([one], [other]) => one - other)
    return longestRise(inOrderOfA.map(([, place]) => place))
  }

  /** The longest common subsequence by the book, for a few lines none of which stands once. */
  function matchRepeated([fromA, toA, fromB, toB]: Range): void {
    const width = toB - fromB + 1
    const lengths = new Uint16Array((toA - fromA + 1) * width)
    looks -= lengths.length
    const lengthAt = (one: number, other: number): number => lengths[(one - fromA) * width + other - fromB] ?? 0
    for (let one = toA - 1; one >= fromA; one--) {
      for (let other = toB - 1; other >= fromB; other--) {
        lengths[(one - fromA) * width + other - fromB] =
          a[one] === b[other]
            ? lengthAt(one + 1, other + 1) + 1
            : Math.max(lengthAt(one + 1, other), lengthAt(one, other + 1))
      }
    }
    let [one, other] = [fromA, fromB]
    while (one < toA && other < toB) {
      if (a[one] === b[other]) matches[one++] = other++
      else if (lengthAt(one + 1, other) >= lengthAt(one, other + 1)) one++
      else other++
    }
  }
}

/** As many lines for as many are changed one by one; others as a whole. */
function narrowed(a: Lines, b: Lines, [fromA, toA, fromB, toB]: Range): TextChange[] {
  if (toA - fromA !== toB - fromB) return [narrow(a, b, [fromA, toA, fromB, toB])]
  const changes: TextChange[] = []
  for (let offset = 0; offset < toA - fromA; offset++) {
    const [one, other] = [fromA + offset, fromB + offset]
    if (a.numbers[one] !== b.numbers[other]) changes.push(narrow(a, b, [one, one + 1, other, other + 1]))
  }
  return changes
}

function narrow(a: Lines, b: Lines, [lineA, endA, lineB, endB]: Range): TextChange {
  let [fromA, toA, fromB, toB] = [
    itemAt(a.starts, lineA),
    itemAt(a.starts, endA),
    itemAt(b.starts, lineB),
    itemAt(b.starts, endB),
  ]
  if (fromA === toA || fromB === toB) return { fromA, toA, fromB, toB }
  while (fromA < toA && fromB < toB && a.text[fromA] === b.text[fromB]) {
    fromA++
    fromB++
  }
  while (fromA < toA && fromB < toB && a.text[toA - 1] === b.text[toB - 1]) {
    toA--
    toB--
  }
  // Half a sign cannot be drawn.
  if (isWithinSign(a.text, fromA) || isWithinSign(b.text, fromB)) {
    fromA--
    fromB--
  }
  if (isWithinSign(a.text, toA) || isWithinSign(b.text, toB)) {
    toA++
    toB++
  }
  return { fromA, toA, fromB, toB }
}

function isWithinSign(text: string, offset: number): boolean {
  return (text.charCodeAt(offset) & 0xfc00) === 0xdc00 && (text.charCodeAt(offset - 1) & 0xfc00) === 0xd800
}
