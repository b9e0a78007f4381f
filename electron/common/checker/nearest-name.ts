/** A short name with two slips in it could be any other one. */
const LENGTH_FOR_TWO_SLIPS = 6
const LENGTH_FOR_ONE_SLIP = 4

/**
 * The one name that somebody who wrote `written` must have meant: it differs by case, by `_` and `-`, or by a slip or
 * two of the pen. Undefined where none or several are as near.
 */
export function nearestName(written: string, names: Iterable<string>): string | undefined {
  let nearest: string | undefined
  let least = Number.POSITIVE_INFINITY
  let isTied = false
  for (const name of names) {
    const distance = slipsBetween(written, name)
    if (distance < least) {
      nearest = name
      least = distance
      isTied = false
    } else if (distance === least) isTied = true
  }
  return isTied ? undefined : nearest
}

/** Infinite where the names have nothing to do with each other. */
function slipsBetween(written: string, name: string): number {
  const allowed = name.length >= LENGTH_FOR_TWO_SLIPS ? 2 : name.length >= LENGTH_FOR_ONE_SLIP ? 1 : 0
  const one = squashed(written)
  const other = squashed(name)
  if (one === other) return 0
  if (Math.abs(one.length - other.length) > allowed) return Number.POSITIVE_INFINITY
  const distance = editDistance(one, other)
  return distance <= allowed ? distance : Number.POSITIVE_INFINITY
}

function squashed(name: string): string {
  return name.replaceAll(/[\s_-]/g, '').toUpperCase()
}

/** How many letters to add, drop, change, or swap with their neighbour (optimal string alignment). */
function editDistance(one: string, other: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row++) {
    const current = [row]
    for (let column = 1; column <= other.length; column++) {
      const isSame = one[row - 1] === other[column - 1]
      let best = Math.min(at(last, column) + 1, at(current, column - 1) + 1, at(last, column - 1) + (isSame ? 0 : 1))
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      if (row > 1 && column > 1 && isSwapped) best = Math.min(best, at(beforeLast, column - 2) + 1)
      current.push(best)
    }
    beforeLast = last
    last = current
  }
  return at(last, other.length)
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY
}
