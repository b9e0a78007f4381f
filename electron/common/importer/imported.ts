import type { Repair } from './repairs'

export const SOURCE_FORMS = ['json', 'curl', 'javascript', 'php', 'go', 'python', 'answer'] as const
export type SourceForm = (typeof SOURCE_FORMS)[number]

export interface ImportedHandler {
  /** The handler as the text of a draft. */
  readonly text: string
  /** The id that an update request names, or that a row of an answer has. */
  readonly handlerId: string | null
  readonly form: SourceForm
  /** The line of the source, from 1, where it starts. */
  readonly line: number
  readonly repairs: readonly Repair[]
  /** If repaired, the literal as it was read, laid out like the text so that the two can be compared. Without secrets. */
  readonly before: string | null
}

/** An access token or a webhook that the source had and that was left out. */
export interface Dropped {
  readonly kind: 'webhook' | 'token'
  readonly line: number
}

export interface Imported {
  readonly handlers: readonly ImportedHandler[]
  readonly dropped: readonly Dropped[]
}
