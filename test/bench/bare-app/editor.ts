import { history, historyKeymap, defaultKeymap } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { EditorState } from '@codemirror/state'
import { EditorView, keymap, lineNumbers } from '@codemirror/view'

/** CodeMirror with what no editor of JSON is without: line numbers, undo and the language. */
const view = new EditorView({
  state: EditorState.create({
    extensions: [
      lineNumbers(),
      history(),
      keymap.of([...defaultKeymap, ...historyKeymap]),
      json(),
      EditorView.theme({ '&': { height: '100%' } }),
    ],
  }),
  parent: document.querySelector('#editor') ?? document.body,
})

declare global {
  interface Window {
    show(text: string): void
  }
}

window.show = text => {
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } })
}
