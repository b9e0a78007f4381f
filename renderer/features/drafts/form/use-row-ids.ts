/**
 * Gives the rows of a list an id that stays when their key is renamed, so that a row keeps its focus and what is open in
 * it. Undoing a rename finds the same row again.
 */
export function useRowIds() {
  const known = new Map<string, number>()
  let last = 0
  return { idsOf, renamed }

  function idsOf(keys: readonly string[]): readonly number[] {
    const taken = new Set<number>()
    return keys.map(key => {
      let id = known.get(key)
      if (id === undefined || taken.has(id)) known.set(key, (id = ++last))
      taken.add(id)
      return id
    })
  }

  function renamed(from: string, to: string): void {
    const id = known.get(from)
    if (id !== undefined) known.set(to, id)
  }
}
