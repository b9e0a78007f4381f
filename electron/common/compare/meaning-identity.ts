import type { JsonValue } from '../json/json-value'

const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/

/** Whether a text is spelled as a JSON number. */
export function isNumberText(text: string): boolean {
  return NUMBER.test(text)
}

/**
 * Numbers for values: two values that may mean the same to a payment service have the same number, whatever their order
 * of keys, their spelling of numbers, and the way they are empty. Each value is looked at once.
 */
export function createMeaningIdentity(): (value: JsonValue) => number {
  const numbers = new Map<string, number>()
  const known = new Map<JsonValue, number>()
  return identityOf

  function identityOf(value: JsonValue): number {
    const before = known.get(value)
    if (before !== undefined) return before
    const signature = signatureOf(value)
    const number = numbers.get(signature) ?? numbers.size
    numbers.set(signature, number)
    known.set(value, number)
    return number
  }

  function signatureOf(value: JsonValue): string {
    switch (value.kind) {
      case 'null':
        return 'empty'
      case 'boolean':
        return String(value.value)
      case 'number':
        return `number ${Number(value.lexeme)}`
      case 'string':
        return isNumberText(value.value) ? `number ${Number(value.value)}` : `text ${value.value}`
      case 'array':
        return value.items.length === 0 ? 'empty' : `list ${value.items.map(identityOf).join()}`
      case 'object': {
        if (value.entries.length === 0) return 'empty'
        const parts = value.entries.map(([key, item]) => `${JSON.stringify(key)}:${identityOf(item)}`)
        return `object ${parts.sort().join()}`
      }
    }
  }
}
