/** What an import did to a literal beyond reading it. The words of each are in `words/en.json`. */
export type RepairKind =
  | 'brace-added'
  | 'brace-opened'
  | 'brace-removed'
  | 'codes-moved'
  | 'colon-added'
  | 'comma-added'
  | 'duplicate-key'
  | 'expression-replaced'
  | 'key-case'
  | 'line-break-escaped'
  | 'list-brackets'
  | 'number-rewritten'
  | 'quote-added'
  | 'quotes-escaped'
  | 'quotes-straightened'
  | 'settings-moved'
  | 'settings-wrapped'
  | 'text-cut'
  | 'token-dropped'
  | 'webhook-dropped'

/** One change and its place, as keys and indexes from the handler. */
export interface Repair {
  readonly path: readonly (string | number)[]
  readonly what: RepairKind
}
