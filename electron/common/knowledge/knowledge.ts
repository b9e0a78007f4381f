import { KEYS, type ObjectKind } from '../checker/handler-keys'
import type { JsonNode } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'
import type { JsonValue } from '../json/json-value'
import { factsOf, type HandlerFacts } from './handler-facts'
import { valuesFor, type KnownValue } from './known-values'
import { topicAt, type Topic } from './topic'
import { wordOf, type KnowledgeWord } from './words'

export type KnowledgeType =
  'text' | 'map' | 'scalar' | 'integer' | 'currencies' | 'choice' | 'yes-no' | 'text-or-map' | 'any'

export type KnowledgeNeed = 'required' | 'optional' | 'one-mode' | 'for-list' | 'outdated' | 'unused'

/** What is known of one place of a handler. */
export interface Knowledge {
  readonly topic: Topic
  /** The key as it is written; empty for the handler itself, and null for an item of a list. */
  readonly key: string | null
  /** What it is. */
  readonly what: KnowledgeWord
  /** What the portal does with it. */
  readonly effect: KnowledgeWord | null
  readonly type: KnowledgeType
  /** Null for what is not a key of its own: the handler, and entries with free keys. */
  readonly need: KnowledgeNeed | null
  /** What the portal takes where it is missing. */
  readonly default: string | null
  /** The values that can stand there; none where any will do. */
  readonly values: readonly KnownValue[]
  /** The one of them that stands there now. */
  readonly written: KnownValue | null
}

/** What a value must be, where the type of its key leaves that to a rule. */
const TYPES: Readonly<Partial<Record<Topic, KnowledgeType>>> = {
  handler: 'map',
  'handler-SORT': 'integer',
  'settings-CLIENT_TYPE': 'choice',
  'settings-CURRENCY': 'currencies',
  'form-METHOD': 'choice',
  'code-SORT': 'integer',
  'code-INPUT': 'map',
  'default-PROVIDER_KEY': 'choice',
  'input-TYPE': 'choice',
  'input-OPTIONS': 'map',
  'field-CODE': 'text-or-map',
  'field-VISIBLE': 'yes-no',
  'own-field-INPUT': 'map',
  'entry-code': 'map',
  'entry-field': 'map',
  'entry-param': 'text',
  'entry-option': 'text',
  'entry-currency': 'text',
}

/** Whether a key must be there (reference 3.1 and 4); what is not here may be left out. */
const NEEDS: Readonly<Partial<Record<Topic, KnowledgeNeed>>> = {
  'handler-NAME': 'required',
  'handler-CODE': 'required',
  'handler-SETTINGS': 'required',
  'settings-CODES': 'required',
  'settings-FORM_DATA': 'one-mode',
  'settings-CHECKOUT_DATA': 'one-mode',
  'settings-IFRAME_DATA': 'one-mode',
  'form-ACTION_URI': 'required',
  'checkout-ACTION_URI': 'required',
  'iframe-ACTION_URI': 'required',
  'form-PARAMS': 'outdated',
  'checkout-METHOD': 'unused',
  'checkout-PARAMS': 'unused',
  'iframe-METHOD': 'unused',
  'iframe-PARAMS': 'unused',
  'field-CODE': 'required',
  'default-PROVIDER_KEY': 'required',
  'default-PROVIDER_VALUE': 'required',
  'input-OPTIONS': 'for-list',
}

/** What a missing key stands for (reference 3.1 and 4). */
const DEFAULTS: Readonly<Partial<Record<Topic, string>>> = {
  'handler-SORT': '100',
  'settings-CLIENT_TYPE': 'b2c',
  'form-METHOD': 'GET',
  'field-VISIBLE': 'N',
}

/** What is known of the place at a path of a handler, whether anything stands there or not. */
export function knowledgeAt(root: JsonNode | JsonValue, path: JsonPath): Knowledge | undefined {
  return knowledgeOf(path, factsOf(root))
}

/** What a value must be, in words. */
export function wordsOfType(type: KnowledgeType): KnowledgeWord {
  return `knowledge.type.${type}`
}

/** Whether a key must be there, in words. */
export function wordsOfNeed(need: KnowledgeNeed): KnowledgeWord {
  return `knowledge.need.${need}`
}

/** What is known of a key of an object that stands nowhere yet. */
export function knowledgeOfKey(kind: ObjectKind, key: string): Pick<Knowledge, 'what' | 'effect'> | undefined {
  return Object.hasOwn(KEYS[kind], key) ? wordsOf(`${kind}-${key}` as Topic) : undefined
}

export function knowledgeOf(path: JsonPath, facts: HandlerFacts): Knowledge | undefined {
  const topic = topicAt(path)
  if (topic === undefined) return undefined
  const key = path.at(-1) ?? ''
  const values = valuesFor(path, facts)
  const written = values.length === 0 ? undefined : facts.textAt(path)
  return {
    topic,
    key: typeof key === 'string' ? key : null,
    ...wordsOf(topic),
    type: TYPES[topic] ?? typeOfKey(path, topic),
    need: topic === 'handler' || topic.startsWith('entry-') ? null : (NEEDS[topic] ?? 'optional'),
    default: DEFAULTS[topic] ?? null,
    values,
    written: values.find(({ value }) => value === written) ?? null,
  }
}

function wordsOf(topic: Topic): Pick<Knowledge, 'what' | 'effect'> {
  return { what: `knowledge.${topic}.what`, effect: wordOf(`knowledge.${topic}.effect`) }
}

function typeOfKey(path: JsonPath, topic: Topic): KnowledgeType {
  const key = String(path.at(-1))
  const kind = topic.slice(0, -key.length - 1) as ObjectKind
  return KEYS[kind][key] ?? 'any'
}
