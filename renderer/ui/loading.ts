import { shallowRef, type ShallowRef } from 'vue'

/** Something that has to be fetched: exactly one of on its way, here, or failed. */
export type Loading<Value> =
  | { readonly status: 'loading' }
  | { readonly status: 'ready'; readonly value: Value }
  | { readonly status: 'failed'; readonly error: unknown }

/** Fetches on demand. A late answer to an older question is dropped. */
export function useLoading<Value>(): {
  readonly state: Readonly<ShallowRef<Loading<Value>>>
  readonly load: (fetch: () => Promise<Value>) => Promise<void>
  /** Takes what came unasked; an answer that is still on its way is older and dropped. */
  readonly show: (value: Value) => void
} {
  const state = shallowRef<Loading<Value>>({ status: 'loading' })
  let newest = 0
  return { state, load, show }

  async function load(fetch: () => Promise<Value>): Promise<void> {
    const question = ++newest
    state.value = { status: 'loading' }
    const answer = await fetch().then(
      (value): Loading<Value> => ({ status: 'ready', value }),
      (error: unknown): Loading<Value> => ({ status: 'failed', error }),
    )
    if (question === newest) state.value = answer
  }

  function show(value: Value): void {
    newest += 1
    state.value = { status: 'ready', value }
  }
}
