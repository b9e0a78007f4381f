import type { ScalarNode } from './literal-node'
import type { RepairKind } from './repairs'

export type Bracket = '{' | '[' | '('

/** A piece of a literal. A key has its colon with it. Offsets are those of the text it was read from. */
export type Token =
  | { readonly kind: 'open'; readonly bracket: Bracket; readonly isList: boolean; readonly start: number }
  | { readonly kind: 'close'; readonly bracket: Bracket; readonly start: number }
  | { readonly kind: 'comma'; readonly start: number }
  | { readonly kind: 'key'; readonly key: string; readonly start: number; readonly notes: readonly RepairKind[] }
  | { readonly kind: 'value'; readonly node: ScalarNode; readonly start: number }
  /** What was done to the brackets of the object or list that is open here. */
  | { readonly kind: 'mark'; readonly what: RepairKind; readonly start: number }

/** What a literal was seen to be written with, to tell its language from. */
export interface Traits {
  hasBareKeys: boolean
  hasExpressions: boolean
  hasPythonWords: boolean
  hasHashComments: boolean
  hasTripleQuotes: boolean
  hasTemplates: boolean
}

export interface TokenRun {
  readonly tokens: readonly Token[]
  /** Closing brackets right after the last one, which may still belong to the literal. */
  readonly surplus: readonly Token[]
  /** Where the literal ends in the text. */
  readonly end: number
  /** Whether the text stopped in the middle of a value or between a key and its value. */
  readonly isCut: boolean
  /** Whether each bracket closes the one of its kind that was opened last, and all are closed. */
  readonly isBalanced: boolean
  readonly traits: Traits
}
