import { findNodeAtLocation, parseTree } from 'jsonc-parser'
import { firstDuplicateKey } from '../json/duplicate-keys'
import { editsToReach } from '../json/edits-to-reach'
import { itemAt } from '../json/item-at'
import { pointerOf, type JsonPath } from '../json/json-pointer'
import { isStrictJson, MAX_JSON_DEPTH, nestingDepth, parseJson, printJson, type JsonValue } from '../json/json-value'
import { readStrictJson } from '../json/read-strict-json'
import type { TextEdit } from '../json/text-edit'
import { differencesBetween, takeOver, type Difference } from './differences'

export type CompareSide = 'left' | 'right'

/** What a person wants to see beyond what the two sides mean. */
export interface ShownDifferences {
  readonly keyOrder: boolean
  /** `"100"` against `100`, and `1.0` against `1`. */
  readonly spelling: boolean
  /** `{}` against `[]` and `null`. */
  readonly emptiness: boolean
}

/** What a person sees as a difference without asking for more. */
export const NOTHING_MORE: ShownDifferences = { keyOrder: false, spelling: false, emptiness: false }

/** Why a text means nothing that could be compared. */
export type SideProblem =
  | { readonly reason: 'not-json'; readonly line: number; readonly column: number }
  | { readonly reason: 'duplicate-key'; readonly path: string }

export type SideReading =
  | { readonly ok: true; readonly text: string; readonly value: JsonValue }
  | { readonly ok: false; readonly problem: SideProblem }

/** A difference for people: JSON Pointers, and the values as JSON, both null on the side that lacks it. */
export interface MeaningRow {
  readonly kind: Difference['kind']
  readonly leftPath: string | null
  readonly rightPath: string | null
  readonly left: string | null
  readonly right: string | null
}

/** Where a difference stands in the two texts, in UTF-16 units; for what is missing, where the thing around it starts. */
export interface TextPlaces {
  readonly left: number
  readonly right: number
}

export interface MeaningComparison {
  readonly rows: readonly MeaningRow[]
  /** The smallest edits that give the text of one side what the other one has at a difference. */
  readonly takeOver: (index: number, into: CompareSide) => TextEdit[]
  readonly placesOf: (index: number) => TextPlaces
}

/** Longer values are shown by their beginning. */
const MAX_SHOWN_LENGTH = 4_000

/** Reads a text for a comparison by meaning. */
export function readSide(text: string): SideReading {
  if (nestingDepth(text) > MAX_JSON_DEPTH || !isStrictJson(text)) {
    const parsed = parseJson(text)
    const { line, column } = parsed.ok ? { line: 1, column: 1 } : parsed.problem
    return { ok: false, problem: { reason: 'not-json', line, column } }
  }
  const value = readStrictJson(text)
  const duplicate = firstDuplicateKey(value)
  return duplicate === null
    ? { ok: true, text, value }
    : { ok: false, problem: { reason: 'duplicate-key', path: duplicate } }
}

/** Compares two texts by what they mean. */
export function compareMeaning(
  left: Extract<SideReading, { ok: true }>,
  right: Extract<SideReading, { ok: true }>,
  shown: ShownDifferences,
): MeaningComparison {
  const differences = differencesBetween(left.value, right.value, {
    keyOrder: shown.keyOrder,
    numbers: shown.spelling ? 'as-spelled' : 'also-as-text',
    emptiness: shown.emptiness,
    items: 'matched',
  })
  return {
    rows: differences.map(rowOf),
    takeOver: (index, into) => {
      const [target, source] = into === 'left' ? [left, right] : [right, left]
      return editsToReach(target.text, takeOver(target.value, source.value, itemAt(differences, index), into))
    },
    placesOf: index => {
      const { leftPath, rightPath } = itemAt(differences, index)
      return { left: placeOf(left.text, leftPath), right: placeOf(right.text, rightPath) }
    },
  }
}

function rowOf({ kind, leftPath, rightPath, left, right }: Difference): MeaningRow {
  const print = (value: JsonValue): string => shortened(printJson(value, kind === 'moved' ? 0 : 2))
  return {
    kind,
    leftPath: left && pointerOf(leftPath),
    rightPath: right && pointerOf(rightPath),
    left: left && print(left),
    right: right && print(right),
  }
}

function shortened(text: string): string {
  return text.length <= MAX_SHOWN_LENGTH ? text : `${text.slice(0, MAX_SHOWN_LENGTH)}…`
}

function placeOf(text: string, path: JsonPath): number {
  const root = parseTree(text)
  if (root === undefined) return 0
  for (let length = path.length; length > 0; length--) {
    const node = findNodeAtLocation(root, [...path.slice(0, length)])
    // A key is where a person looks for its value.
    if (node !== undefined) return node.parent?.type === 'property' ? node.parent.offset : node.offset
  }
  return root.offset
}
