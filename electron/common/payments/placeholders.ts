/**
 * What stands in braces for a fact of a payment: `{order}`, `{ Seat }`. Neither capitals nor the space around a name count,
 * and braces around nothing are a text like any other.
 */
const PLACEHOLDER = /\{\s*([^{}\s][^{}]*)\}/g

/** What is put in for each name. */
export type PlaceholderValues = ReadonlyMap<string, string>

/** A text beside the payment never takes the place of one of its facts, nor of another text before it. */
export function placeholderValues(
  facts: Readonly<Record<string, string>>,
  texts: readonly { readonly name: string; readonly value: string }[],
): PlaceholderValues {
  const values = new Map<string, string>()
  for (const [name, value] of [...Object.entries(facts), ...texts.map(text => [text.name, text.value] as const)]) {
    const key = keyOf(name)
    if (!values.has(key)) values.set(key, value.trim())
  }
  return values
}

/** Puts in the values; a name without one leaves nothing. */
export function fillPlaceholders(template: string, values: PlaceholderValues): string {
  return template.replace(PLACEHOLDER, (_, name: string) => values.get(keyOf(name)) ?? '')
}

/** Whether there are placeholders, and nothing is put in for any of them. */
export function isNothingKnown(template: string, values: PlaceholderValues): boolean {
  const names = placeholdersIn(template)
  return names.length > 0 && names.every(name => (values.get(keyOf(name)) ?? '') === '')
}

/** The names in the order in which they are written, each once. */
export function placeholdersIn(template: string): string[] {
  return distinct(Array.from(template.matchAll(PLACEHOLDER), ([, name = '']) => name.trim()))
}

/** Those of the names in a template that are not known. */
export function unknownPlaceholders(template: string, known: Iterable<string>): string[] {
  const keys = new Set(Array.from(known, keyOf))
  return placeholdersIn(template).filter(name => !keys.has(keyOf(name)))
}

/** The names that can be used: of the facts that every payment has, and of the texts beside some of them. */
export function placeholderNames(facts: readonly string[], texts: Iterable<string>): string[] {
  return distinct([...facts, ...texts]).filter(name => name.trim() !== '' && !/[{}]/.test(name))
}

/** The first spelling of each name. */
function distinct(names: readonly string[]): string[] {
  const byKey = new Map<string, string>()
  for (const name of names) if (!byKey.has(keyOf(name))) byKey.set(keyOf(name), name)
  return [...byKey.values()]
}

function keyOf(name: string): string {
  return name.trim().toLowerCase()
}
