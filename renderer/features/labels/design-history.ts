import type { LabelDesign } from '#common/labels/label-design'

/** A design with those it was before, the last of them last, and those that were taken back, the next of them first. */
export interface DesignHistory {
  readonly past: readonly LabelDesign[]
  readonly now: LabelDesign
  readonly future: readonly LabelDesign[]
  /** The field that was changed last; null where the next change is a step of its own. */
  readonly field: string | null
}

const MAX_STEPS = 100

export function historyOf(design: LabelDesign): DesignHistory {
  return { past: [], now: design, future: [], field: null }
}

/** Changes of one field that follow one another, such as letters typed into it, are one step; null never joins. */
export function changed(history: DesignHistory, next: LabelDesign, field: string | null): DesignHistory {
  const isSameStep = field !== null && field === history.field && history.past.length > 0
  const past = isSameStep ? history.past : [...history.past, history.now].slice(-MAX_STEPS)
  return { past, now: next, future: [], field }
}

/** The history itself where there is nothing to take back. */
export function undone({ past, now, future, field }: DesignHistory): DesignHistory {
  const before = past.at(-1)
  if (before === undefined) return { past, now, future, field }
  return { past: past.slice(0, -1), now: before, future: [now, ...future], field: null }
}

/** The history itself where nothing was taken back. */
export function redone({ past, now, future, field }: DesignHistory): DesignHistory {
  const [next, ...rest] = future
  if (next === undefined) return { past, now, future, field }
  return { past: [...past, now], now: next, future: rest, field: null }
}
