import { readSide } from '../compare/comparison'
import { differencesBetween, type Difference } from '../compare/differences'
import { pointerOf } from '../json/json-pointer'
import type { RevisionChange } from './revisions.contract'

/** Longer texts are not compared: it would take longer than anybody should wait for a save. In UTF-16 units. */
const MAX_COMPARED_LENGTH = 256_000
const MAX_PATHS = 3

/** What changed from one text to the next by its meaning; null where that cannot be said. */
export function changeBetween(before: string, after: string): RevisionChange | null {
  if (Math.max(before.length, after.length) > MAX_COMPARED_LENGTH) return null
  const [left, right] = [readSide(before), readSide(after)]
  if (!left.ok || !right.ok) return null
  const differences = differencesBetween(left.value, right.value, {
    keyOrder: true,
    numbers: 'as-spelled',
    emptiness: true,
    items: 'matched',
  })
  const count = (kind: Difference['kind']): number => differences.filter(one => one.kind === kind).length
  return {
    added: count('added'),
    removed: count('removed'),
    changed: count('changed'),
    moved: count('moved'),
    paths: differences
      .slice(0, MAX_PATHS)
      .map(({ kind, leftPath, rightPath }) => pointerOf(kind === 'removed' ? leftPath : rightPath)),
  }
}
