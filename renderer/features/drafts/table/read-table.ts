import type { JsonValue } from '#common/json/json-value'
import { readTree, type TreeClosure } from '../editor/read-tree'

/** Why a text cannot be shown as a table. */
export type TableClosure = TreeClosure | { readonly reason: 'not-an-object' }

export type TableState =
  | { readonly isOpen: true; readonly text: string; readonly value: JsonValue }
  | { readonly isOpen: false; readonly text: string; readonly closure: TableClosure }

/** Reads a text for the table. What closes the tree closes it too: a row could show only one of two equal keys. */
export function readTable(text: string): TableState {
  const reading = readTree(text)
  if (!reading.ok) return { isOpen: false, text, closure: reading.closure }
  if (reading.value.kind !== 'object') return { isOpen: false, text, closure: { reason: 'not-an-object' } }
  return { isOpen: true, text, value: reading.value }
}
