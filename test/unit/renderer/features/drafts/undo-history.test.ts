import { history, isolateHistory, redo, undo } from '@codemirror/commands'
import type { EditorState, TransactionSpec } from '@codemirror/state'
import { describe, expect, it } from 'vitest'
import {
  historyOf,
  MAX_KEPT_STEPS,
  stateWithHistory,
} from '../../../../../renderer/features/drafts/editor/undo-history'
import { keepLineBreaks, setLineBreak } from '../../../../../renderer/features/drafts/editor/line-breaks'

const EXTENSIONS = [history({ minDepth: 10_000 }), keepLineBreaks('')]

function open(text: string, steps = ''): EditorState {
  return stateWithHistory(text, steps, EXTENSIONS)
}

function step(state: EditorState, spec: TransactionSpec): EditorState {
  return state.update({ ...spec, annotations: isolateHistory.of('full') }).state
}

function append(state: EditorState, insert: string): EditorState {
  return step(state, { changes: { from: state.doc.length, insert } })
}

/** The document after a command, or null where there was nothing to do. */
function after(state: EditorState, command: typeof undo): EditorState | null {
  let next: EditorState | null = null
  command({ state, dispatch: transaction => (next = transaction.state) })
  return next
}

function countOf(state: EditorState, command: typeof undo): number {
  let count = 0
  for (let at = after(state, command); at !== null; at = after(at, command)) count++
  return count
}

describe('the history of a document', () => {
  it('is nothing where nothing was done', () => {
    expect(historyOf(open('{}'))).toBe('')
  })

  it('gives back what was undone, too', () => {
    const typed = append(append(open('{}'), 'a'), 'b')
    const undone = after(typed, undo)
    const again = open('{}a', historyOf(undone ?? typed))

    expect(after(again, redo)?.doc.toString()).toBe('{}ab')
    expect(after(again, undo)?.doc.toString()).toBe('{}')
  })

  it.each([
    ['damaged', '{"done":[{"chan'],
    ['something else', '{"done":7,"undone":[]}'],
    ['of a step that is none', '{"done":[{"changes":"x","selectionsAfter":[]}],"undone":[]}'],
    ['of another text', '{"done":[{"changes":[9,[1]],"selectionsAfter":[]}],"undone":[]}'],
    ['of another text to redo', '{"done":[],"undone":[{"changes":[9,[0,"x"]],"selectionsAfter":[]}]}'],
  ])('is begun anew when it is %s', (_what, steps) => {
    const state = open('{}', steps)

    expect(state.doc.toString()).toBe('{}')
    expect([countOf(state, undo), countOf(state, redo)]).toEqual([0, 0])
    expect(countOf(append(state, 'x'), undo)).toBe(1)
  })

  it('loses its oldest steps where there are too many', () => {
    let state = open('')
    for (let index = 0; index < MAX_KEPT_STEPS + 50; index++) state = append(state, 'x')

    expect(countOf(open(state.doc.toString(), historyOf(state)), undo)).toBe(MAX_KEPT_STEPS)
  })

  it('loses its oldest steps where they are too long', () => {
    let state = open('')
    for (let index = 0; index < 6; index++) {
      state = step(state, { changes: { from: 0, to: state.doc.length, insert: `${index}`.repeat(1_000_000) } })
    }
    const steps = historyOf(state)

    expect(steps.length).toBeLessThan(4_000_000)
    expect(countOf(open(state.doc.toString(), steps), undo)).toBe(3)
  })

  it('goes back as far as a change of the line breaks, which it cannot write', () => {
    let state = append(open('a'), 'b')
    state = step(state, { changes: { from: 0, insert: 'c' }, effects: setLineBreak.of('\r\n') })
    state = append(state, 'd')

    expect(countOf(open(state.doc.toString(), historyOf(state)), undo)).toBe(1)
  })
})
