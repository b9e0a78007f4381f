import { historyField } from '@codemirror/commands'
import { EditorState, type ChangeSet, type Extension, type StateEffect } from '@codemirror/state'

/** How many steps are kept for another start of the app, to undo and to redo. */
export const MAX_KEPT_STEPS = 1_000
/** And how long they may be together, in UTF-16 units: each step of a large text can be as long as the text. */
const MAX_KEPT_LENGTH = 3_900_000

/** What CodeMirror's history is made of, as far as it is needed to write it. */
interface HistoryStep {
  readonly changes?: ChangeSet
  readonly effects: readonly StateEffect<unknown>[]
}
interface History {
  readonly done: readonly HistoryStep[]
  readonly undone: readonly HistoryStep[]
}

/** A step never changes once it is made, so each is written once and not with every save. */
const written = new WeakMap<HistoryStep, string>()

/** The undo history of a document as a string, for `stateWithHistory`; the oldest steps are left out where it is too long. */
export function historyOf(state: EditorState): string {
  const { done, undone } = readHistory(state)
  const redo = newestOf(undone, MAX_KEPT_LENGTH / 2)
  const undo = newestOf(done, MAX_KEPT_LENGTH - redo.length)
  return undo.steps.length + redo.steps.length === 0 ? '' : `{"done":[${undo.steps}],"undone":[${redo.steps}]}`
}

/** A document with the history that `historyOf` gave for its text. One that does not fit the text is begun anew. */
export function stateWithHistory(doc: string, history: string, extensions: Extension): EditorState {
  const fresh = (): EditorState => EditorState.create({ doc, extensions })
  if (history === '') return fresh()
  try {
    const json = {
      doc,
      selection: { ranges: [{ anchor: 0, head: 0 }], main: 0 },
      history: JSON.parse(history) as unknown,
    }
    const state = EditorState.fromJSON(json, { extensions }, { history: historyField })
    return isFitting(state) ? state : fresh()
  } catch {
    return fresh()
  }
}

function readHistory(state: EditorState): History {
  return state.field(historyField) as History
}

function newestOf(steps: readonly HistoryStep[], maxLength: number): { steps: string; length: number } {
  const kept: string[] = []
  let length = 0
  for (let index = steps.length - 1; index >= 0 && kept.length < MAX_KEPT_STEPS; index--) {
    const step = steps[index]
    // What else a step did besides changing the text cannot be written, and nothing older may be undone without it.
    if (step === undefined || step.effects.length > 0) break
    const text = textOf(step)
    length += text.length + 1
    if (length > maxLength) break
    kept.unshift(text)
  }
  return { steps: kept.join(), length }
}

function textOf(step: HistoryStep): string {
  const before = written.get(step)
  if (before !== undefined) return before
  const text = JSON.stringify(step)
  written.set(step, text)
  return text
}

/** Each step must begin where the one before it ended, or undoing it would fail with an error. */
function isFitting(state: EditorState): boolean {
  const { done, undone } = readHistory(state)
  return [done, undone].every(steps => {
    let { length } = state.doc
    return [...steps].reverse().every(({ changes }) => {
      if (changes === undefined) return true
      const fits = changes.length === length
      length = changes.newLength
      return fits
    })
  })
}
