import { PhpArray, toText, valueAt, type PhpValue } from './php-value'

const REFERENCE = /\$result((?:\[[^\]]*\])+)/g
const WHOLE_REFERENCE = /^\$result((?:\[[^\]]*\])+)$/
const KEY = /\[([^\]]*)\]/g

/**
 * Puts earlier results in the place of references such as `$result[key][0][ID]`, in values at any depth but not in keys.
 * A value that is nothing but a reference takes over the result with its type; inside other text it becomes text. What
 * is not there is null, or no text.
 */
export function resolveReferences(parameters: PhpArray, results: PhpArray): PhpArray {
  return PhpArray.of(Array.from(parameters.entries(), ([key, value]) => [key, resolved(value, results)] as const))
}

function resolved(value: PhpValue, results: PhpArray): PhpValue {
  if (value instanceof PhpArray) return resolveReferences(value, results)
  if (typeof value !== 'string') return value
  const path = WHOLE_REFERENCE.exec(value)?.[1]
  if (path !== undefined) return resultAt(results, path) ?? null
  return value.replace(REFERENCE, (_, keys: string) => toText(resultAt(results, keys)))
}

function resultAt(results: PhpArray, path: string): PhpValue | undefined {
  return valueAt(results, ...Array.from(path.matchAll(KEY), match => match[1] ?? ''))
}
