import { StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state'
import { EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view'
import type { AppContext } from 'vue'
import { knowledgeOf, type Knowledge } from '#common/knowledge/knowledge'
import type { Text } from '#ui/use-text.ts'
import { entryElement } from '../knowledge/entry-element'
import { textFacts } from './text-facts'
import { pathAt } from './text-path'

const HOVER_MS = 400

const setAbout = StateEffect.define<Tooltip | null>()

const aboutField = StateField.define<Tooltip | null>({
  create: () => null,
  update: (shown, { effects, docChanged, selection }) => {
    const effect = effects.find(one => one.is(setAbout))
    if (effect !== undefined) return effect.value
    return docChanged || selection !== undefined ? null : shown
  },
  provide: field => showTooltip.from(field),
})

/** Says what is known of what the pointer is over, and with Ctrl+Shift+Space of what the caret is in. */
export function textAbout(text: Text, app: AppContext | null): Extension {
  return [
    aboutField,
    hoverTooltip(
      (view, position) => {
        const known = knownAt(view.state, position)
        const word = view.state.wordAt(position)
        // Between the words there is nothing that could be asked for.
        return known === undefined || word === null ? null : tooltipOf(known, word.from, app)
      },
      { hoverTime: HOVER_MS },
    ),
    keymap.of([
      { key: 'Ctrl-Shift-Space', run: view => showAtCaret(view, text, app) },
      { key: 'Escape', run: hide },
    ]),
  ]
}

function knownAt(state: EditorState, position: number): Knowledge | undefined {
  const path = pathAt(state, position)
  return path === undefined ? undefined : knowledgeOf(path, textFacts(state))
}

function tooltipOf(known: Knowledge, position: number, app: AppContext | null): Tooltip {
  return {
    pos: position,
    above: true,
    create: () => {
      const { dom, destroy } = entryElement(known, app)
      dom.setAttribute('role', 'tooltip')
      return { dom, destroy }
    },
  }
}

function showAtCaret(view: EditorView, text: Text, app: AppContext | null): boolean {
  const { head } = view.state.selection.main
  const known = knownAt(view.state, head)
  const said =
    known === undefined
      ? text('about.nothing')
      : [known.what, known.effect].flatMap(words => (words === null ? [] : [text(words)])).join(' ')
  view.dispatch({
    effects: [setAbout.of(known === undefined ? null : tooltipOf(known, head, app)), EditorView.announce.of(said)],
  })
  return true
}

function hide(view: EditorView): boolean {
  if (view.state.field(aboutField) === null) return false
  view.dispatch({ effects: setAbout.of(null) })
  return true
}
