import { onScopeDispose, shallowRef, type ShallowRef } from 'vue'

/** What main is asked for once and tells of from then on, whenever it is something else. */
export interface ToldValue<Value> {
  readonly value: ShallowRef<Value>
  /** Asks for it. Rejects as `ask` does. */
  readonly load: () => Promise<void>
}

/** Listens for as long as the calling scope lives. `first` is the value until something is known. */
export function useToldValue<Value>(
  first: Value,
  {
    ask,
    listen,
  }: { readonly ask: () => Promise<Value>; readonly listen: (told: (value: Value) => void) => () => void },
): ToldValue<Value> {
  const value = shallowRef(first)
  let tellings = 0
  onScopeDispose(
    listen(next => {
      tellings += 1
      value.value = next
    }),
  )
  return { value, load }

  async function load(): Promise<void> {
    const before = tellings
    const answer = await ask()
    // What was told meanwhile is as new as the answer, or newer.
    if (tellings === before) value.value = answer
  }
}
