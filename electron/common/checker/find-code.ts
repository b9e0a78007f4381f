import type { CodesView, CodeView } from './handler-view'
import { scalarTextOf, type Item } from './item'
import { nearestName } from './nearest-name'

/** How many names may be compared in one check; no handler comes near it, and a text made to annoy could. */
const MAX_COMPARISONS = 20_000

/** Finds the code that a field leads to, or the one it must have been meant for. */
export function createCodeFinder({ byName }: CodesView): (reference: Item | undefined) => CodeView | undefined {
  let comparisons = 0
  return reference => {
    const name = scalarTextOf(reference)
    if (name === undefined || name === '') return undefined
    return byName.get(name) ?? nearestCode(name)
  }

  function nearestCode(name: string): CodeView | undefined {
    comparisons += byName.size
    if (comparisons > MAX_COMPARISONS) return undefined
    const nearest = nearestName(name, byName.keys())
    return nearest === undefined ? undefined : byName.get(nearest)
  }
}
