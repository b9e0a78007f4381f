import { formOf, type HandlerForm } from '#common/form/handler-form'
import { readJsonNodes, type JsonNode } from '#common/json/json-node'
import type { JsonPath } from '#common/json/json-pointer'
import type { JsonValue } from '#common/json/json-value'
import { readTree, type TreeClosure } from '../editor/read-tree'

/** A portal takes no handler that is nearly as long; beyond it a form would only be slow. */
export const MAX_FORM_LENGTH = 1_000_000

/** Why a text cannot be shown as a form. */
export type FormClosure = Exclude<TreeClosure, { reason: 'reserved-key' }> | { readonly reason: 'not-an-object' }

export type FormState =
  | { readonly isOpen: true; readonly text: string; readonly form: HandlerForm; readonly value: JsonValue }
  | { readonly isOpen: false; readonly closure: FormClosure }

/** Reads a text for the form. What closes the tree closes it too: a form could show only one of two equal keys. */
export function readForm(text: string): FormState {
  if (text.length > MAX_FORM_LENGTH) return { isOpen: false, closure: { reason: 'too-long', length: text.length } }
  const reading = readTree(text)
  if (!reading.ok) {
    if (reading.closure.reason !== 'reserved-key') return { isOpen: false, closure: reading.closure }
    return { isOpen: false, closure: { reason: 'not-an-object' } }
  }
  if (reading.value.kind !== 'object') return { isOpen: false, closure: { reason: 'not-an-object' } }
  return { isOpen: true, text, form: formOf(reading.value), value: reading.value }
}

/** Where a path leads to in a text, with its key; what is missing is where it should be, in what is there of its way. */
export function rangeOf(text: string, path: JsonPath): { from: number; to: number } {
  let node: JsonNode | undefined = readJsonNodes(text)
  let range = { from: 0, to: 0 }
  for (const step of path) {
    if (node === undefined || node.kind === 'scalar') break
    const part = node.parts.find(({ key }, index) => (key ?? index) === step)
    if (part === undefined) break
    range = { from: part.start, to: part.end }
    node = part.node
  }
  return range
}
