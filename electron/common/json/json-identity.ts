import { partsOf, type JsonContainerNode, type JsonNode } from './json-node'
import type { JsonValue } from './json-value'

/** Numbers for values: two values have the same number when they are the same to the letter, order of keys included. */
export interface JsonIdentity {
  readonly ofNode: (node: JsonNode) => number
  readonly ofValue: (value: JsonValue) => number
  /** A filled array or object inside the node that is the same as the value. */
  readonly sameWithin: (node: JsonNode, value: JsonValue) => JsonContainerNode | undefined
}

/** Each value is looked at once, so that comparing many parts with many others stays cheap. */
export function createJsonIdentity(): JsonIdentity {
  const numbers = new Map<string, number>()
  const ofNodes = new Map<JsonNode, number>()
  const ofValues = new Map<JsonValue, number>()
  const containers = new Map<number, JsonContainerNode>()
  return { ofNode, ofValue, sameWithin }

  function sameWithin(node: JsonNode, value: JsonValue): JsonContainerNode | undefined {
    if (value.kind !== 'array' && value.kind !== 'object') return undefined
    ofNode(node)
    return containers.get(ofValue(value))
  }

  function ofNode(node: JsonNode): number {
    const known = ofNodes.get(node)
    if (known !== undefined) return known
    const number =
      node.kind === 'scalar'
        ? ofValue(node.value)
        : numberOf(
            node.kind,
            node.parts.map(part => [part.key, ofNode(part.node)]),
          )
    ofNodes.set(node, number)
    if (node.kind !== 'scalar' && node.parts.length > 0) containers.set(number, node)
    return number
  }

  function ofValue(value: JsonValue): number {
    const known = ofValues.get(value)
    if (known !== undefined) return known
    const number =
      value.kind === 'array' || value.kind === 'object'
        ? numberOf(
            value.kind,
            partsOf(value).map(([key, item]) => [key, ofValue(item)]),
          )
        : numberOf(value.kind, 'lexeme' in value ? value.lexeme : 'value' in value ? value.value : null)
    ofValues.set(value, number)
    return number
  }

  function numberOf(kind: JsonValue['kind'], contents: unknown): number {
    const signature = JSON.stringify([kind, contents])
    const known = numbers.get(signature)
    if (known !== undefined) return known
    numbers.set(signature, numbers.size)
    return numbers.size - 1
  }
}
