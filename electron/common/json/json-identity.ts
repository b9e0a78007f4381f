import type { Node } from 'jsonc-parser'
import type { JsonValue } from './json-value'

/** Numbers for values: two values have the same number when they are the same to the letter, order of keys included. */
export interface JsonIdentity {
  ofNode(node: Node): number
  ofValue(value: JsonValue): number
  /** A filled array or object inside the node that is the same as the value. */
  sameWithin(node: Node, value: JsonValue): Node | undefined
}

/** Each value is looked at once, so that comparing many parts with many others stays cheap. */
export function createJsonIdentity(text: string): JsonIdentity {
  const numbers = new Map<string, number>()
  const ofNodes = new Map<Node, number>()
  const ofValues = new Map<JsonValue, number>()
  const containers = new Map<number, Node>()
  return { ofNode, ofValue, sameWithin }

  function sameWithin(node: Node, value: JsonValue): Node | undefined {
    if (value.kind !== 'array' && value.kind !== 'object') return undefined
    ofNode(node)
    return containers.get(ofValue(value))
  }

  function ofNode(node: Node): number {
    const known = ofNodes.get(node)
    if (known !== undefined) return known
    const number = numberOf(nodeSignature(node))
    ofNodes.set(node, number)
    if (node.children !== undefined && node.children.length > 0) containers.set(number, node)
    return number
  }

  function ofValue(value: JsonValue): number {
    const known = ofValues.get(value)
    if (known !== undefined) return known
    const number = numberOf(valueSignature(value))
    ofValues.set(value, number)
    return number
  }

  function numberOf(signature: string): number {
    const known = numbers.get(signature)
    if (known !== undefined) return known
    numbers.set(signature, numbers.size)
    return numbers.size - 1
  }

  function nodeSignature(node: Node): string {
    const children = node.children ?? []
    switch (node.type) {
      case 'number':
        return text.slice(node.offset, node.offset + node.length)
      case 'array':
        return `[${children.map(ofNode).join()}]`
      case 'object':
        return `{${children.map(({ children: [key, value] = [] }) => entrySignature(key?.value as string, ofNode(value!))).join()}}`
      default:
        return JSON.stringify(node.value)
    }
  }

  function valueSignature(value: JsonValue): string {
    switch (value.kind) {
      case 'null':
        return 'null'
      case 'boolean':
      case 'string':
        return JSON.stringify(value.value)
      case 'number':
        return value.lexeme
      case 'array':
        return `[${value.items.map(ofValue).join()}]`
      case 'object':
        return `{${value.entries.map(([key, item]) => entrySignature(key, ofValue(item))).join()}}`
    }
  }
}

/** Whether a node of the text is the value to the letter, order of keys included. */
export function isSameValue(text: string, node: Node, value: JsonValue): boolean {
  if (node.type !== value.kind) return false
  const children = node.children ?? []
  switch (value.kind) {
    case 'number':
      return value.lexeme.length === node.length && text.startsWith(value.lexeme, node.offset)
    case 'array':
      return (
        children.length === value.items.length &&
        children.every((child, index) => isSameValue(text, child, value.items[index]!))
      )
    case 'object':
      return (
        children.length === value.entries.length &&
        children.every(({ children: [key, item] = [] }, index) => {
          const [name, wanted] = value.entries[index]!
          return key?.value === name && isSameValue(text, item!, wanted)
        })
      )
    case 'null':
      return true
    default:
      return node.value === value.value
  }
}

function entrySignature(key: string, number: number): string {
  return `${JSON.stringify(key)}:${number}`
}
