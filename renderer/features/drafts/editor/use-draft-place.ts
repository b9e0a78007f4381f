import { shallowRef, type ShallowRef } from 'vue'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'

/** Where a person is in a draft. All views share it, so that the place in one is the place in the next. */
export interface DraftPlace {
  /** The path of the value or entry; undefined until a view has said one. */
  readonly path: Readonly<ShallowRef<JsonPath | undefined>>
  /** Makes a path the place. A view calls it when something of its own is chosen, and follows it when another does. */
  readonly go: (path: JsonPath) => void
}

/** Begins at a path, or where the first view says. */
export function useDraftPlace(first?: JsonPath): DraftPlace {
  const path = shallowRef(first)
  return { path, go }

  function go(next: JsonPath): void {
    if (path.value === undefined || !isSamePath(path.value, next)) path.value = next
  }
}

export function isSamePath(one: JsonPath, other: JsonPath): boolean {
  return pointerOf(one) === pointerOf(other)
}
