import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete'
import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands'
import { json } from '@codemirror/lang-json'
import { bracketMatching, foldGutter, foldKeymap, indentOnInput, indentUnit } from '@codemirror/language'
import { lintGutter, lintKeymap } from '@codemirror/lint'
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search'
import { EditorState, type Extension } from '@codemirror/state'
import {
  crosshairCursor,
  drawSelection,
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view'
import type { Text } from '#ui/use-text.ts'
import { codeStyle } from './code-style'

/** How many steps can be undone; CodeMirror's own limit of 100 is one long sitting. */
const UNDO_STEPS = 10_000
const DEFAULT_INDENT = '  '
const BLINK_MS = 1200

/** What the text editor can do. */
export function codeSetup(initialText: string, text: Text): Extension {
  return [
    lineNumbers(),
    foldGutter(),
    lintGutter(),
    history({ minDepth: UNDO_STEPS }),
    json(),
    indentUnit.of(indentOf(initialText)),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    search({ top: true }),
    highlightSelectionMatches(),
    highlightSpecialChars(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    drawSelection({ cursorBlinkRate: window.matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : BLINK_MS }),
    dropCursor(),
    rectangularSelection(),
    crosshairCursor(),
    EditorState.allowMultipleSelections.of(true),
    EditorView.lineWrapping,
    keymap.of([
      ...closeBracketsKeymap,
      ...defaultKeymap,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
      ...lintKeymap,
      indentWithTab,
    ]),
    EditorState.phrases.of(phrases(text)),
    codeStyle,
  ]
}

function indentOf(text: string): string {
  return /\n(\t+|[ ]{1,8})(?=\S)/.exec(text)?.[1] ?? DEFAULT_INDENT
}

/** CodeMirror's own words, in the person's language. */
function phrases(text: Text): Record<string, string> {
  return {
    Find: text('editor.search.find'),
    Replace: text('editor.search.replace-with'),
    next: text('editor.search.next'),
    previous: text('editor.search.previous'),
    all: text('editor.search.select-all'),
    'match case': text('editor.search.match-case'),
    regexp: text('editor.search.regexp'),
    'by word': text('editor.search.by-word'),
    replace: text('editor.search.replace'),
    'replace all': text('editor.search.replace-all'),
    close: text('editor.search.close'),
    'current match': text('editor.search.current-match'),
    'on line': text('editor.search.on-line'),
    'replaced match on line $': text('editor.search.replaced-one'),
    'replaced $ matches': text('editor.search.replaced-all'),
    'Go to line': text('editor.go-to-line'),
    go: text('editor.go'),
    'Folded lines': text('editor.folded-lines'),
    'Unfolded lines': text('editor.unfolded-lines'),
    to: text('editor.lines-to'),
    'folded code': text('editor.folded'),
    unfold: text('editor.unfold'),
    'Fold line': text('editor.fold-line'),
    'Unfold line': text('editor.unfold-line'),
    Completions: text('about.completions'),
    Diagnostics: text('editor.problems'),
    'No diagnostics': text('editor.no-problems'),
    'Control character': text('editor.control-character'),
    'Selection deleted': text('editor.selection-deleted'),
  }
}
