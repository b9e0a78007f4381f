import { itemAt } from './item-at'

/** The longest run of ascending numbers that can be picked from a list without changing its order. */
export function longestRise(numbers: readonly number[]): number[] {
  // Patience sorting: `tails[n]` is the index of the smallest number that ends a rise of n + 1 numbers.
  const tails: number[] = []
  const previous: (number | undefined)[] = []
  for (const [index, number] of numbers.entries()) {
    let low = 0
    let high = tails.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (itemAt(numbers, itemAt(tails, middle)) < number) low = middle + 1
      else high = middle
    }
    previous.push(tails[low - 1])
    tails[low] = index
  }
  const rise: number[] = []
  for (let index = tails.at(-1); index !== undefined; index = previous[index]) rise.push(itemAt(numbers, index))
  return rise.reverse()
}
