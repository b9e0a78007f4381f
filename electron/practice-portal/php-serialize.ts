import { floatText } from './php-float'
import { isIntegerKey, type PhpValue } from './php-value'

/** How many bytes a value takes in a portal's database, where it is kept as PHP's `serialize` writes it. */
export function serializedSizeBytes(value: PhpValue): number {
  return Buffer.byteLength(serialize(value))
}

function serialize(value: PhpValue): string {
  switch (typeof value) {
    case 'string':
      return `s:${Buffer.byteLength(value)}:"${value}";`
    case 'bigint':
      return `i:${value};`
    case 'number':
      return `d:${floatText(value).replace('e', 'E')};`
    case 'boolean':
      return `b:${value ? 1 : 0};`
    default:
      if (value === null) return 'N;'
      return `a:${value.size}:{${Array.from(value.entries(), ([key, item]) => keyText(key) + serialize(item)).join('')}}`
  }
}

function keyText(key: string): string {
  return isIntegerKey(key) ? `i:${key};` : serialize(key)
}
