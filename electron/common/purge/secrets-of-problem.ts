import type { Problem, RuleId } from '../checker/problem'
import { findSecrets, isTokenKey } from '../importer/secrets'
import type { JsonNode } from '../json/json-node'
import { readJsonNodes } from '../json/json-node'
import type { JsonPath } from '../json/json-pointer'
import { parseWebhookUrl } from '../portals/parse-webhook-url'

/** The rules whose problems are secrets that stand in the text. */
const RULES: ReadonlySet<RuleId> = new Set(['access-token', 'auth-inside', 'webhook-inside', 'secret-default'])

/** What is shorter cannot be told from anything else, and opens nothing. */
const MIN_LENGTH = 6

/** Whether a problem is a secret in the text. */
export function isOfSecret({ rule }: Pick<Problem, 'rule'>): boolean {
  return RULES.has(rule)
}

/** The secrets that a problem is about, as they are and not as they are written; none when it is about something else. */
export function secretsOf(text: string, problem: Pick<Problem, 'rule' | 'path' | 'from' | 'to'>): string[] {
  if (!isOfSecret(problem)) return []
  const value = valueAt(text, problem.path)
  const marked = text.slice(problem.from, problem.to)
  const found = value === undefined ? inBrokenText(marked) : inValue(problem, value)
  return [...new Set(found)].filter(secret => secret.length >= MIN_LENGTH)
}

function inValue({ rule, path }: Pick<Problem, 'rule' | 'path'>, value: string): string[] {
  if (rule === 'secret-default') return [value.trim()]
  if (rule === 'webhook-inside') return inAddress(value)
  const found = findSecrets(value).map(secret => secret.value)
  return isTokenKey(String(path.at(-1))) || found.length === 0 ? [value] : found
}

/** What cannot be taken apart is a secret as a whole. */
function inAddress(value: string): string[] {
  const parsed = parseWebhookUrl(value)
  const pattern = /\/rest\/(?:api\/)?[1-9]\d{0,14}\/([a-z0-9]{10,200})(?![\w-])/gi
  const found = [
    ...(parsed.ok ? [parsed.secret] : []),
    ...[...value.matchAll(pattern)].map(([, secret = '']) => secret),
    ...findSecrets(value).map(secret => secret.value),
  ]
  return found.length === 0 ? [value] : found
}

/** The mark is an address, or an entry with its key. */
function inBrokenText(marked: string): string[] {
  const [, value] = /^"[^"]*"\s*:\s*"([^"\n]+)"$/.exec(marked) ?? []
  return value === undefined ? inAddress(marked.replaceAll('\\/', '/')) : [value]
}

function valueAt(text: string, path: JsonPath): string | undefined {
  let node: JsonNode | undefined = path.length === 0 ? undefined : readJsonNodes(text)
  for (const step of path) {
    if (node === undefined || node.kind === 'scalar') return undefined
    // Of duplicate keys the last one counts.
    node = typeof step === 'number' && node.kind === 'array' ? node.parts[step]?.node : partOf(node.parts, step)
  }
  return node?.kind === 'scalar' && node.value.kind === 'string' ? node.value.value : undefined
}

function partOf(parts: readonly { readonly key: string | undefined; readonly node: JsonNode }[], key: unknown) {
  return parts.filter(part => part.key === String(key)).at(-1)?.node
}
