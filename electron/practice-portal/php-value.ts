import { floatText } from './php-float'

/** A value as PHP holds it: a `bigint` is PHP's integer, a `number` is its float. */
export type PhpValue = null | boolean | bigint | number | string | PhpArray

const INT_MIN = -(2n ** 63n)
const INT_MAX = 2n ** 63n - 1n
const INTEGER_TEXT = /^(?:0|-?[1-9]\d{0,18})$/
const LEADING_NUMBER = /^[ \t\n\r\v\f]*([+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)/

export function fitsPhpInt(value: bigint): boolean {
  return value >= INT_MIN && value <= INT_MAX
}

/** Whether PHP keeps a key as an integer: `10` and `-3`, but not `01`, `-0` or `1.0`. */
export function isIntegerKey(key: string): boolean {
  return INTEGER_TEXT.test(key) && fitsPhpInt(BigInt(key))
}

/**
 * PHP's array: an ordered map that is also a list. Text that looks like an integer is that integer when it is used as a
 * key, so the decimal text stands for both and a key that is set again keeps its first place.
 */
export class PhpArray {
  readonly #entries = new Map<string, PhpValue>()
  #nextIndex: bigint | undefined

  static of(entries: Iterable<readonly [key: string, value: PhpValue]>): PhpArray {
    const array = new PhpArray()
    for (const [key, value] of entries) array.set(key, value)
    return array
  }

  static list(items: Iterable<PhpValue>): PhpArray {
    const array = new PhpArray()
    for (const item of items) array.append(item)
    return array
  }

  get size(): number {
    return this.#entries.size
  }

  get(key: string): PhpValue | undefined {
    return this.#entries.get(key)
  }

  set(key: string, value: PhpValue): void {
    this.#entries.set(key, value)
    if (!isIntegerKey(key)) return
    const index = BigInt(key)
    if (this.#nextIndex === undefined || index >= this.#nextIndex) this.#nextIndex = index + 1n
  }

  /** Adds under the index after the largest so far, or under 0; does nothing, as PHP does, after the last index there is. */
  append(value: PhpValue): void {
    const index = this.#nextIndex ?? 0n
    if (index <= INT_MAX) this.set(String(index), value)
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  keys(): IterableIterator<string> {
    return this.#entries.keys()
  }

  values(): IterableIterator<PhpValue> {
    return this.#entries.values()
  }

  entries(): IterableIterator<[string, PhpValue]> {
    return this.#entries.entries()
  }

  /** Whether the keys are 0, 1, 2 … in this order; an empty array is a list. */
  isList(): boolean {
    let index = 0
    for (const key of this.#entries.keys()) if (key !== String(index++)) return false
    return true
  }
}

/** The value at a path of keys, or undefined as soon as one is missing: what `isset` and `??` look at. */
export function valueAt(value: PhpValue | undefined, ...path: readonly string[]): PhpValue | undefined {
  return path.reduce<PhpValue | undefined>((at, key) => (at instanceof PhpArray ? at.get(key) : undefined), value)
}

/** PHP's `isset`: there, and not null. */
export function isSet(value: PhpValue | undefined): value is Exclude<PhpValue, null> {
  return value !== undefined && value !== null
}

/** PHP's `empty`: missing, or any value that counts as false. */
export function isEmpty(value: PhpValue | undefined): boolean {
  if (value instanceof PhpArray) return value.size === 0
  return !value || value === '0'
}

/** PHP's `(int)`: text counts up to where it stops being a number, so `"12abc"` is 12. */
export function toInt(value: PhpValue | undefined): bigint {
  switch (typeof value) {
    case 'bigint':
      return value
    case 'boolean':
      return value ? 1n : 0n
    case 'number':
      return truncated(value)
    case 'string':
      return intOfText(value)
    default:
      return value instanceof PhpArray && value.size > 0 ? 1n : 0n
  }
}

/** PHP's `(string)`. */
export function toText(value: PhpValue | undefined): string {
  switch (typeof value) {
    case 'string':
      return value
    case 'bigint':
      return String(value)
    case 'number':
      return floatText(value).replace('e', 'E')
    case 'boolean':
      return value ? '1' : ''
    default:
      return value instanceof PhpArray ? 'Array' : ''
  }
}

/** PHP's `array_change_key_case(…, CASE_UPPER)`, which knows no letters but the English ones. */
export function withUpperCaseKeys(array: PhpArray): PhpArray {
  return PhpArray.of(Array.from(array.entries(), ([key, value]) => [asciiUpperCase(key), value] as const))
}

/** {@link withUpperCaseKeys} at every depth. */
export function withUpperCaseKeysInside(array: PhpArray): PhpArray {
  return PhpArray.of(
    Array.from(array.entries(), ([key, value]) => {
      return [asciiUpperCase(key), value instanceof PhpArray ? withUpperCaseKeysInside(value) : value] as const
    }),
  )
}

function asciiUpperCase(text: string): string {
  return text.replace(/[a-z]+/g, letters => letters.toUpperCase())
}

function intOfText(text: string): bigint {
  const number = LEADING_NUMBER.exec(text)?.[1]
  if (number === undefined) return 0n
  if (!/^[+-]?\d+$/.test(number)) return truncated(Number(number))
  const value = BigInt(number.replace('+', ''))
  if (value > INT_MAX) return INT_MAX
  return value < INT_MIN ? INT_MIN : value
}

function truncated(value: number): bigint {
  if (!Number.isFinite(value)) return 0n
  const whole = BigInt(Math.trunc(value))
  return fitsPhpInt(whole) ? whole : 0n
}
