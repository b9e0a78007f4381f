import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { ShownDifferences } from '#common/compare/comparison'
import type { CompareRequest, CompareResult } from './compare-answers'
import { createComparer, type Comparer } from './create-comparer'

/** A result with the two texts it is of. */
export type FoundDifferences = CompareResult & Pick<CompareRequest, 'left' | 'right'>

export interface Comparison extends Pick<Comparer, 'takeOver' | 'placesOf'> {
  /** The newest result. It stays while a new one is on its way, so that what is looked at does not flicker. */
  readonly found: Readonly<ShallowRef<FoundDifferences | null>>
  readonly hasFailed: Readonly<Ref<boolean>>
}

/** Compares two texts whenever one of them changes, as soon as both are known. */
export function useComparison(sides: {
  readonly left: () => string | null
  readonly right: () => string | null
  readonly shown: () => ShownDifferences
}): Comparison {
  const found = shallowRef<FoundDifferences | null>(null)
  const hasFailed = ref(false)
  let asked: Pick<CompareRequest, 'left' | 'right'> | null = null
  const comparer = createComparer(result => {
    hasFailed.value = result === null
    found.value = result && asked && { ...result, ...asked }
  })

  watch([sides.left, sides.right, sides.shown], look, { immediate: true })
  onScopeDispose(comparer.dispose)
  return { found, hasFailed, takeOver: comparer.takeOver, placesOf: comparer.placesOf }

  function look([left, right, shown]: [string | null, string | null, ShownDifferences]): void {
    if (left === null || right === null) {
      asked = null
      found.value = null
      return
    }
    asked = { left, right }
    // A reactive object does not cross to the worker.
    comparer.compare({ left, right, shown: { ...shown } })
  }
}
