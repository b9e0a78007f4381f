import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView, type DecorationSet } from '@codemirror/view'

/** More marked lines than can be seen at once say nothing more. */
const MAX_LINES = 1_000

const line = Decoration.line({ class: 'cm-currentChange' })

/** Marks the lines of a part of a text as the change that was gone to. */
export const setCurrentChange = StateEffect.define<{ readonly from: number; readonly to: number }>()

export const currentChange = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, { effects, changes, state: { doc } }) {
    const part = effects.find(effect => effect.is(setCurrentChange))?.value
    if (part === undefined) return marks.map(changes)
    if (part.from >= part.to) return Decoration.none
    const first = doc.lineAt(part.from).number
    const last = Math.min(doc.lineAt(Math.min(part.to - 1, doc.length)).number, first + MAX_LINES)
    const lines = Array.from({ length: last - first + 1 }, (_, index) => line.range(doc.line(first + index).from))
    return Decoration.set(lines)
  },
  provide: field => EditorView.decorations.from(field),
})
