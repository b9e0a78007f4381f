import { findJsonProblems, type JsonProblemCode } from '../../json/find-json-problems'
import { readJsonNodes, type JsonNode } from '../../json/json-node'
import { isStrictJson, MAX_JSON_DEPTH, nestingDepth } from '../../json/json-value'
import type { Findings } from '../findings'

/** Reads a text, or reports what keeps it from being JSON and answers undefined. */
export function readText(text: string, findings: Findings): JsonNode | undefined {
  const root = nestingDepth(text) <= MAX_JSON_DEPTH && isStrictJson(text) ? readJsonNodes(text) : undefined
  if (root === undefined) reportBroken(text, findings)
  return root
}

function reportBroken(text: string, findings: Findings): void {
  const end = text.length
  for (const { kind, code, from, to, line, column } of findJsonProblems(text)) {
    if (kind !== 'syntax') continue
    // A text that does not end is broken at its end, where there is nothing to mark.
    const start = Math.min(from, Math.max(0, end - 1))
    // What stands there is not told: in a text that is no JSON yet it may be a piece of a secret.
    findings.addAt('json-broken', [], start, Math.max(to, Math.min(start + 1, end)), {
      what: selectorOf(code),
      line,
      column,
    })
  }
}

/** A choice in an ICU message has no hyphens. */
function selectorOf(code: JsonProblemCode): string {
  return code.replaceAll('-', '_')
}
