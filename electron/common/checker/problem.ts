import type { JsonPath } from '../json/json-pointer'
import type { TextEdit } from '../json/text-edit'
import type { RuleId, Severity } from './rules'

export type { RuleId, Severity }

/** The gravest first. */
export const SEVERITY_RANKS: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 }

/** What a mend does to the text. */
export type FixKind = 'rename' | 'replace' | 'remove' | 'move' | 'wrap'

/** A mend that is certain: it changes what the problem is about and nothing else. */
export interface Fix {
  readonly kind: FixKind
  /** Ascending and without overlap, against the text that was checked. */
  readonly edits: readonly TextEdit[]
}

/** One finding of the checker. It never holds a secret: what was found to be one is marked, not quoted. */
export interface Problem {
  readonly rule: RuleId
  readonly severity: Severity
  /** From the handler. For something that is missing, where it should be. */
  readonly path: JsonPath
  /** What to mark, in UTF-16 units of the text. */
  readonly from: number
  readonly to: number
  /** What the rule's ICU messages ask for. */
  readonly values: ProblemValues
  readonly fix: Fix | null
}

export type ProblemValues = Readonly<Record<string, string | number>>
