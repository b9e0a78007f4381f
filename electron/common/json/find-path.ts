import type { JsonNode } from './json-node'
import type { JsonPath } from './json-pointer'

/** The value at a path, or the innermost one on the way there that exists. Of duplicate keys the last one counts. */
export function nearestNode(root: JsonNode, path: JsonPath): JsonNode {
  let node = root
  for (const part of path) {
    const next = childOf(node, part)
    if (next === undefined) return node
    node = next
  }
  return node
}

function childOf(node: JsonNode, part: string | number): JsonNode | undefined {
  switch (node.kind) {
    case 'scalar':
      return undefined
    case 'array':
      return typeof part === 'number' ? node.parts[part]?.node : undefined
    case 'object':
      return node.parts.findLast(({ key }) => key === part)?.node
  }
}
