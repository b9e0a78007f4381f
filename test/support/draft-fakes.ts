import type { DraftRevisions } from '../../electron/main/drafts/draft-revisions'

/** For tests in which no revision matters: none is kept. */
export const noRevisions: DraftRevisions = {
  keep: () => Promise.resolve(),
  keepIfDue: () => Promise.resolve(),
  changeFiles: (_id, change) => change(),
  forget: () => undefined,
}
