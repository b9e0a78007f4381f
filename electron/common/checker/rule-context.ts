import type { Findings } from './findings'
import type { HandlerView } from './handler-view'
import type { Mends } from './mends'

export interface CheckOptions {
  /** The codes of the portal's other handlers; a CODE must differ from all of them, whatever the case. */
  readonly otherCodes?: readonly string[]
  /** Whether the text is the FIELDS of an update, where what is missing stays as it is on the portal. */
  readonly isUpdate?: boolean
}

/** What a family of rules works with. */
export interface RuleContext {
  readonly view: HandlerView
  readonly findings: Findings
  readonly mends: Mends
  readonly options: CheckOptions
}
