import { invertedEffects } from '@codemirror/commands'
import { EditorState, StateEffect, StateField, Text, type Extension } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import { lineBreakOf, type LineBreak } from './line-break-of'

/**
 * CodeMirror forgets which line breaks a text came with. Here a text with Windows breaks throughout is edited without
 * them and gets them back; in any other text a carriage return is a character like others, so that every text keeps its
 * bytes. The kind of break is part of what can be undone.
 */
export const setLineBreak = StateEffect.define<LineBreak>()

const lineBreakField = StateField.define<LineBreak>({
  create: () => '\n',
  update: (lineBreak, { effects }) => effects.find(effect => effect.is(setLineBreak))?.value ?? lineBreak,
})

/** The line breaks that a document gets back where it is read as a text. */
export function lineBreakIn(state: EditorState): LineBreak {
  return state.field(lineBreakField)
}

export function keepLineBreaks(text: string): Extension {
  return [
    lineBreakField.init(() => lineBreakOf(text)),
    EditorState.lineSeparator.of('\n'),
    invertedEffects.of(({ effects, startState }) =>
      effects.some(effect => effect.is(setLineBreak)) ? [setLineBreak.of(startState.field(lineBreakField))] : [],
    ),
    EditorView.clipboardInputFilter.of(pasted => pasted.replaceAll(/\r\n?/g, '\n')),
  ]
}

/** A text as CodeMirror edits it. */
export function toDocument(text: string, lineBreak: LineBreak): Text {
  return Text.of(text.split(lineBreak))
}

/** A part of a text as CodeMirror inserts it. */
export function toInsert(state: EditorState, text: string): string {
  return state.field(lineBreakField) === '\r\n' ? text.replaceAll('\r\n', '\n') : text
}

/** The text with its own line breaks. */
export function textOf(state: EditorState): string {
  return state.doc.sliceString(0, state.doc.length, state.field(lineBreakField))
}

/** Where an offset of the text is in CodeMirror's document. */
export function positionOf(state: EditorState, offset: number): number {
  const { doc } = state
  if (state.field(lineBreakField) === '\n') return Math.min(offset, doc.length)
  let first = 1
  let last = doc.lines
  while (first < last) {
    const middle = (first + last + 1) >> 1
    if (doc.line(middle).from + middle - 1 <= offset) first = middle
    else last = middle - 1
  }
  const line = doc.line(first)
  return Math.min(line.from + Math.max(0, offset - line.from - first + 1), line.to)
}
