import { CLIENT_TYPES, INPUT_TYPES, METHODS, YES_OR_NO } from '../checker/handler-keys'
import { PROVIDER_KEYS, valuesOfProvider } from '../checker/provider'
import type { JsonNode } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'
import type { JsonValue } from '../json/json-value'
import { CURRENCIES } from './currencies'
import { factsOf, type FactEntry, type HandlerFacts } from './handler-facts'
import { isOfOwnField, topicAt } from './topic'
import { wordOf, type KnowledgeWord } from './words'

/** A value that can stand in a place. */
export interface KnownValue {
  readonly value: string
  /** What it means; null where only the handler itself knows. */
  readonly words: KnowledgeWord | null
  /** What the handler calls it, such as the name of a code. */
  readonly label: string | null
}

/** The values that are known for the place at a path of a handler; none where any value will do. */
export function valuesAt(root: JsonNode | JsonValue, path: JsonPath): readonly KnownValue[] {
  return valuesFor(path, factsOf(root))
}

export function valuesFor(path: JsonPath, facts: HandlerFacts): readonly KnownValue[] {
  switch (topicAt(path)) {
    case 'settings-CLIENT_TYPE':
      return CLIENT_TYPES.map(value => known(value, `knowledge.client-type.${value}`))
    case 'entry-currency':
      return CURRENCIES.map(value => ({ value, words: null, label: null }))
    case 'form-METHOD':
      return METHODS.map(value => known(value, `knowledge.method.${value}`))
    case 'field-VISIBLE':
      return YES_OR_NO.map(value => known(value, `knowledge.visible.${value}`))
    case 'field-CODE':
    case 'entry-param':
      return facts.entriesAt(['SETTINGS', 'CODES']).map(named)
    case 'input-TYPE':
      return INPUT_TYPES.filter(type => type !== 'ENUM' || !isOfOwnField(path)).map(value =>
        known(value, `knowledge.input-type.${value.replace('/', '_')}`),
      )
    case 'default-PROVIDER_KEY':
      return PROVIDER_KEYS.map(value => known(value, `knowledge.provider.${value}`))
    case 'default-PROVIDER_VALUE':
      return providerValues(path.slice(0, -1), facts)
    default:
      return []
  }
}

/** The documented providers with values of their own, and the family of words that says what these are. */
const FAMILIES: Readonly<Record<string, (value: string) => string>> = {
  ORDER: value => `knowledge.order.${value}`,
  PAYMENT: value => `knowledge.payment.${value}`,
  USER: value => `knowledge.user.${value}`,
}

function providerValues(place: JsonPath, facts: HandlerFacts): readonly KnownValue[] {
  const provider = facts.textAt([...place, 'PROVIDER_KEY'])
  if (provider === undefined) return []
  if (provider === 'VALUE' || provider === 'INPUT') return inputValues(place.slice(0, -1), facts)
  const wordsOf = Object.hasOwn(FAMILIES, provider) ? FAMILIES[provider] : undefined
  if (wordsOf === undefined) return []
  return (valuesOfProvider(provider) ?? []).map(value => known(value, wordsOf(value)))
}

/** What can be entered into a code of the handler, where that is not any text. */
function inputValues(code: JsonPath, facts: HandlerFacts): readonly KnownValue[] {
  const type = facts.textAt([...code, 'INPUT', 'TYPE'])
  if (type === 'Y/N') return YES_OR_NO.map(value => known(value, `knowledge.ticked.${value}`))
  return type === 'ENUM' ? facts.entriesAt([...code, 'INPUT', 'OPTIONS']).map(named) : []
}

function known(value: string, words: string): KnownValue {
  return { value, words: wordOf(words), label: null }
}

function named({ key, label }: FactEntry): KnownValue {
  return { value: key, words: null, label: label ?? null }
}
