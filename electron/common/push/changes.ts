import { differencesBetween, type DifferenceOptions } from '../compare/differences'
import { pointerOf } from '../json/json-pointer'
import { printJson, type JsonValue } from '../json/json-value'
import type { Change } from './push.contract'

/** A portal keeps the order of keys, and the kind of a value; the spelling of equal numbers it does not. */
const AS_A_PORTAL_KEEPS: DifferenceOptions = {
  keyOrder: true,
  numbers: 'by-value',
  emptiness: true,
  items: 'by-index',
}

/** What must be changed to make `after` of `before`, in the order of the text, as far as a portal would keep it. */
export function changesBetween(before: JsonValue, after: JsonValue): Change[] {
  return differencesBetween(before, after, AS_A_PORTAL_KEEPS).map(({ kind, leftPath, rightPath, left, right }) => {
    const indent = kind === 'moved' ? 0 : 2
    return {
      kind,
      path: pointerOf(kind === 'removed' ? leftPath : rightPath),
      before: left && printJson(left, indent),
      after: right && printJson(right, indent),
    }
  })
}
