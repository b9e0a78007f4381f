import type { JsonPath } from '../json/json-pointer'
import { partOf, pathOf, type Item } from './item'
import type { Fix, Problem, ProblemValues } from './problem'
import { SEVERITY_OF, type RuleId } from './rules'

/** What is marked of an entry: its key, its value, or both. */
export type Mark = 'key' | 'value' | 'entry'

export interface FindingOptions {
  readonly mark?: Mark
  readonly values?: ProblemValues
  readonly fix?: Fix | null
  /** For what is missing from the item: where it should be. */
  readonly missing?: string
}

/** Where the rules put what they find. */
export interface Findings {
  readonly add: (rule: RuleId, item: Item, options?: FindingOptions) => void
  readonly addAt: (rule: RuleId, path: JsonPath, from: number, to: number, values?: ProblemValues) => void
}

const MAX_VALUE_LENGTH = 80
/** More of one kind help nobody, and a text made to annoy could have a hundred thousand. */
const MAX_OF_A_RULE = 250

export function createFindings(problems: Problem[]): Findings {
  const counts = new Map<RuleId, number>()
  return { add, addAt }

  function add(rule: RuleId, item: Item, { mark = 'value', values = {}, fix = null, missing }: FindingOptions = {}) {
    if (isTooMany(rule)) return
    const path = missing === undefined ? pathOf(item) : [...pathOf(item), missing]
    const [from, to] = markOf(item, missing === undefined ? mark : 'key')
    problems.push({ rule, severity: SEVERITY_OF[rule], path, from, to, values: shortened(values), fix })
  }

  function addAt(rule: RuleId, path: JsonPath, from: number, to: number, values: ProblemValues = {}): void {
    if (isTooMany(rule)) return
    problems.push({ rule, severity: SEVERITY_OF[rule], path, from, to, values: shortened(values), fix: null })
  }

  function isTooMany(rule: RuleId): boolean {
    const count = (counts.get(rule) ?? 0) + 1
    counts.set(rule, count)
    return count > MAX_OF_A_RULE
  }
}

/** What is marked. Of an array or object without a key it is only the bracket, or everything would be. */
function markOf(item: Item, mark: Mark): [from: number, to: number] {
  const part = partOf(item)
  const hasKey = part?.key !== undefined
  if (part !== undefined && hasKey && mark === 'key') return [part.start, part.keyEnd]
  if (part !== undefined && hasKey && mark === 'entry') return [part.start, part.end]
  if (item.node.kind === 'scalar') return [item.node.start, item.node.end]
  if (part !== undefined && hasKey) return [part.start, part.keyEnd]
  return [item.node.start, item.node.start + 1]
}

/** Texts of the handler stand in messages, so what is very long is cut. */
function shortened(values: ProblemValues): ProblemValues {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? shorten(value) : value]),
  )
}

function shorten(text: string): string {
  const letters = Array.from(text.slice(0, MAX_VALUE_LENGTH * 2))
  if (text.length <= MAX_VALUE_LENGTH || letters.length <= MAX_VALUE_LENGTH) return text
  return `${letters.slice(0, MAX_VALUE_LENGTH - 1).join('')}…`
}
