import { computed, shallowRef } from 'vue'

/** Which rows of a list are selected. A row that is not listed any more is not selected either. */
export function useRowSelection<Id extends string | number>(listed: () => readonly Id[]) {
  const chosen = shallowRef<ReadonlySet<Id>>(new Set())
  let last: Id | null = null
  const selected = computed(() => listed().filter(id => chosen.value.has(id)))
  const isAll = computed(() => selected.value.length > 0 && selected.value.length === listed().length)
  return { selected, isAll, isSelected: (id: Id) => chosen.value.has(id), select, selectAll, clear }

  /** With `isRange` all rows from the one that was chosen last. */
  function select(id: Id, isSelected: boolean, isRange: boolean): void {
    const ids = listed()
    const from = last === null || !isRange ? -1 : ids.indexOf(last)
    const to = ids.indexOf(id)
    const range = from === -1 ? [id] : ids.slice(Math.min(from, to), Math.max(from, to) + 1)
    const next = new Set(chosen.value)
    for (const one of range) {
      if (isSelected) next.add(one)
      else next.delete(one)
    }
    chosen.value = next
    last = id
  }

  function selectAll(): void {
    chosen.value = new Set(listed())
  }

  function clear(): void {
    chosen.value = new Set()
    last = null
  }
}
