/** A second wish to close within this time is meant: the first one was refused before the person's eyes. */
const INSISTS_WITHIN_MS = 10_000

/**
 * Whether the window may close now. A text that the disk refuses is nowhere but in the window, which shows why: so the
 * first wish to close is refused.
 */
export function createCloseGuard(parts: {
  readonly hasUnsaved: () => boolean
  readonly now: () => number
}): () => boolean {
  let refusedAt = -Infinity
  return () => {
    if (!parts.hasUnsaved() || parts.now() - refusedAt < INSISTS_WITHIN_MS) return true
    refusedAt = parts.now()
    return false
  }
}
