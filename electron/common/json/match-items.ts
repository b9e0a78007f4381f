import { longestRise } from './longest-rise'

/** Two lists of items, seen through what tells whether an old and a wanted one are the same. */
export interface ItemLists {
  readonly oldCount: number
  readonly wantedCount: number
  readonly isSame: (old: number, wanted: number) => boolean
  /** Numbers that are equal exactly when the items are the same; asked for no more items than needed. */
  readonly numberOfOld: (old: number) => number
  readonly numberOfWanted: (wanted: number) => number
}

/**
 * Finds for each wanted item the index of the old one it comes from: the same one where there is one, else a changed one
 * between the same neighbours. Each old item is used once.
 */
export function matchItems(lists: ItemLists): (number | undefined)[] {
  const sources = matchSame(lists)
  const taken = new Set(sources)
  const staying = new Set(longestRise(sources.filter(source => source !== undefined)))
  let nextOld = 0
  let waiting: number[] = []
  for (const [wanted, source] of sources.entries()) {
    if (source === undefined) waiting.push(wanted)
    else if (staying.has(source)) {
      pairUp(source)
      nextOld = source + 1
    }
  }
  pairUp(lists.oldCount)
  return sources

  function pairUp(end: number): void {
    for (const wanted of waiting) {
      while (nextOld < end && taken.has(nextOld)) nextOld++
      if (nextOld === end) break
      sources[wanted] = nextOld++
    }
    waiting = []
  }
}

/** Ends that are the same are matched first, so that of many equal items the ones nearest by are taken. */
function matchSame({ oldCount, wantedCount, isSame, numberOfOld, numberOfWanted }: ItemLists): (number | undefined)[] {
  const shorter = Math.min(oldCount, wantedCount)
  const shift = oldCount - wantedCount
  let head = 0
  while (head < shorter && isSame(head, head)) head++
  let tail = 0
  while (tail < shorter - head && isSame(oldCount - 1 - tail, wantedCount - 1 - tail)) tail++

  const free = new Map<number, number[]>()
  for (let old = oldCount - tail - 1; old >= head; old--) {
    const number = numberOfOld(old)
    const places = free.get(number)
    if (places === undefined) free.set(number, [old])
    else places.push(old)
  }
  return Array.from({ length: wantedCount }, (_, wanted) => {
    if (wanted < head) return wanted
    if (wanted >= wantedCount - tail) return wanted + shift
    return free.get(numberOfWanted(wanted))?.pop()
  })
}
