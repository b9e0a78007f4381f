import type { OnChangeStatus } from 'vanilla-jsoneditor'
import { editsToReach, isTextOf } from '#common/json/edits-to-reach'
import { applyJsonPatch, type JsonPatchOperation } from '#common/json/json-patch'
import type { JsonValue } from '#common/json/json-value'
import { applyTextEdits, type TextEdit } from '#common/json/text-edit'
import { fromTreeValue, hasSameContents } from './tree-value'

export type TreePatch = NonNullable<OnChangeStatus['patchResult']>['redo']

/** A JSON text and what it means. */
export interface TreeSource {
  readonly text: string
  readonly value: JsonValue
}

/** What is to be done to the text, and what it means then. */
export interface TreeChange {
  readonly edits: readonly TextEdit[]
  readonly after: TreeSource
}

/**
 * The edits of the text that do what was done in the tree. The steps that the tree took are repeated on a value that
 * knows its order of keys, which the tree itself forgets where keys look like numbers. Throws when the outcome would not
 * be what the tree shows.
 */
export function treeChange({ text, value }: TreeSource, patch: TreePatch | undefined, shown: unknown): TreeChange {
  const wanted = patch === undefined ? fromTreeValue(shown) : applyJsonPatch(value, patch.map(readOperation))
  if (!hasSameContents(wanted, shown)) throw new Error('The steps of the tree do not lead to what it shows')
  const edits = editsToReach(text, wanted)
  const after = { text: applyTextEdits(text, edits), value: wanted }
  if (!isTextOf(after.text, wanted)) throw new Error('The text would not mean what the tree shows')
  return { edits, after }
}

function readOperation(operation: TreePatch[number]): JsonPatchOperation {
  switch (operation.op) {
    case 'add':
    case 'replace':
      return { op: operation.op, path: operation.path, value: fromTreeValue(operation.value) }
    case 'remove':
      return { op: 'remove', path: operation.path }
    case 'move':
    case 'copy':
      return { op: operation.op, path: operation.path, from: operation.from }
    case 'test':
      throw new Error('The tree has no reason to test')
  }
}
