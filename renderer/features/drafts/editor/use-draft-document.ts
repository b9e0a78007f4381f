import { isolateHistory, redo, redoDepth, undo, undoDepth } from '@codemirror/commands'
import { setDiagnostics, type Diagnostic } from '@codemirror/lint'
import { openSearchPanel } from '@codemirror/search'
import type { EditorState, StateEffect, Transaction, TransactionSpec } from '@codemirror/state'
import { EditorView, type ViewUpdate } from '@codemirror/view'
import {
  computed,
  getCurrentInstance,
  onScopeDispose,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { JsonTextProblem } from '#common/json/find-json-problems'
import { nearestNode } from '#common/json/find-path'
import { readJsonNodes } from '#common/json/json-node'
import type { JsonPath } from '#common/json/json-pointer'
import { MAX_JSON_DEPTH, nestingDepth } from '#common/json/json-value'
import type { TextEdit } from '#common/json/text-edit'
import type { HandlerFacts } from '#common/knowledge/handler-facts'
import { useText } from '#ui/use-text.ts'
import { codeSetup } from './code-setup'
import { lineBreakOf } from './line-break-of'
import { keepLineBreaks, lineBreakIn, positionOf, setLineBreak, textOf, toDocument, toInsert } from './line-breaks'
import { createProblemCheck } from './problem-check'
import { textAbout } from './text-about'
import { textCompletion } from './text-completion'
import { textFacts } from './text-facts'
import { pathAt } from './text-path'
import { historyOf, stateWithHistory } from './undo-history'

/** The id of the words under the text that say how the keyboard leaves it. */
export const LEAVE_HINT_ID = 'editor-leave-hint'

/**
 * The text of a draft with its one undo stack, whichever view changes it. It outlives its views and belongs to the scope
 * that made it. All offsets count UTF-16 units of `text`.
 */
export interface DraftDocument {
  readonly text: ComputedRef<string>
  /** Counts the changes of the text; cheaper to watch than the text itself. */
  readonly version: Readonly<Ref<number>>
  /** What keeps the text from being JSON, or from meaning one thing; in a large text known a moment after a change. */
  readonly problems: Readonly<ShallowRef<readonly JsonTextProblem[]>>
  readonly canUndo: Readonly<Ref<boolean>>
  readonly canRedo: Readonly<Ref<boolean>>
  /** How the text of now is undone and redone, as a string to open it with once more. */
  readonly history: () => string
  readonly undo: () => void
  readonly redo: () => void
  /** Makes ascending edits that do not overlap, as one step to undo. */
  readonly applyEdits: (edits: readonly TextEdit[], userEvent: string) => void
  /**
   * Makes ascending edits that are a part of typing somewhere else than in the text. They are undone with those just
   * before, as typing in the text is, unless they are the start of it.
   */
  readonly typeEdits: (edits: readonly TextEdit[], isStart: boolean) => void
  /** Makes the text another one, as one step to undo; what both have in common at their ends keeps its selection. */
  readonly replaceText: (text: string) => void
  /** Makes the text another one with nothing to undo, as if it had just been opened. */
  readonly beginAnew: (text: string) => void
  /** Puts a text in place of the selection of the text editor, as one step to undo. */
  readonly insert: (text: string) => void
  /** Shows the text editor in an element until the returned function is called. */
  readonly mountText: (element: HTMLElement) => () => void
  /** Opens the search of the text editor. */
  readonly find: () => void
  /** Selects a part of the text, brings it into sight and puts the focus there. */
  readonly focusAt: (from: number, to?: number) => void
  /** Counts the moves of the caret, those that come with a change of the text included. */
  readonly caretMoves: Readonly<Ref<number>>
  /** The path of what the caret stands in, of broken JSON too; undefined where it is not known yet. */
  readonly pathAtCaret: () => JsonPath | undefined
  /** Puts the caret at the value of a path, and brings it into sight. It does nothing while the text is not JSON. */
  readonly showPath: (path: JsonPath) => void
  /** Reads the handler that the text is, or is becoming. */
  readonly facts: () => HandlerFacts
  /** Marks parts of the text, in place of what was marked before. The marks move with the text. */
  readonly mark: (marks: readonly TextMark[]) => void
  /** Where an offset is for people, both counted from 1. */
  readonly placeOf: (offset: number) => { readonly line: number; readonly column: number }
  readonly dispose: () => void
}

/** A part of the text that something is said about. */
export interface TextMark {
  readonly from: number
  readonly to: number
  readonly severity: 'error' | 'warning' | 'info'
  readonly message: string
}

export interface DraftDocumentOptions {
  /** How the text is undone, as an earlier `history` gave it. */
  readonly history?: string
  /** Is asked before something is pasted, and answers true to keep it out. */
  readonly takePaste?: (pasted: string) => boolean
}

/** Opens a text as a document. */
export function useDraftDocument(
  initialText: string,
  { history = '', takePaste = () => false }: DraftDocumentOptions = {},
): DraftDocument {
  const words = useText()
  const app = getCurrentInstance()?.appContext ?? null
  const view = new EditorView({ state: stateOf(initialText, history) })
  const state = shallowRef(view.state)
  const version = ref(0)
  const caretMoves = ref(0)
  const problems = shallowRef<readonly JsonTextProblem[]>([])
  const canUndo = ref(undoDepth(view.state) > 0)
  const canRedo = ref(redoDepth(view.state) > 0)
  const text = computed(() => textOf(state.value))
  let scrolledTo: StateEffect<unknown> = view.scrollSnapshot()
  const check = createProblemCheck(found => {
    problems.value = found
  })

  look()
  // An element that is taken off the page has lost its place before anybody is told.
  view.scrollDOM.addEventListener('scroll', noteScroll, { passive: true })
  onScopeDispose(dispose)

  return {
    text,
    version,
    problems,
    canUndo,
    canRedo,
    history: () => historyOf(view.state),
    undo: () => void undo(view),
    redo: () => void redo(view),
    applyEdits,
    typeEdits,
    replaceText,
    beginAnew,
    insert,
    mountText,
    find: () => void openSearchPanel(view),
    focusAt,
    caretMoves,
    pathAtCaret: () => pathAt(view.state, view.state.selection.main.head),
    showPath,
    facts: () => textFacts(view.state),
    mark,
    placeOf,
    dispose,
  }

  function stateOf(begun: string, kept: string): EditorState {
    return stateWithHistory(toDocument(begun, lineBreakOf(begun)).toString(), kept, [
      keepLineBreaks(begun),
      textCompletion(words, app),
      textAbout(words, app),
      codeSetup(begun, words),
      EditorView.contentAttributes.of({
        // Chrome needs none to focus what can be edited, but what reads the page for others looks for it.
        tabindex: '0',
        'aria-label': words('editor.text-label'),
        'aria-describedby': LEAVE_HINT_ID,
      }),
      EditorView.domEventHandlers({ paste: event => takePaste(event.clipboardData?.getData('text/plain') ?? '') }),
      EditorView.updateListener.of(noteUpdate),
    ])
  }

  function beginAnew(begun: string): void {
    view.setState(stateOf(begun, ''))
    // A state that is set is no update, and nobody is told of it.
    state.value = view.state
    scrolledTo = view.scrollSnapshot()
    canUndo.value = false
    canRedo.value = false
    caretMoves.value++
    version.value++
    look()
  }

  function applyEdits(edits: readonly TextEdit[], userEvent: string): void {
    dispatchStep({ changes: changesOf(edits), userEvent })
  }

  function typeEdits(edits: readonly TextEdit[], isStart: boolean): void {
    view.dispatch({
      changes: changesOf(edits),
      userEvent: 'input.type',
      annotations: isStart ? isolateHistory.of('before') : [],
    })
  }

  function changesOf(edits: readonly TextEdit[]): { from: number; to: number; insert: ReturnType<typeof toInsert> }[] {
    return edits.map(({ offset, length, text }) => ({
      from: positionOf(view.state, offset),
      to: positionOf(view.state, offset + length),
      insert: toInsert(view.state, text),
    }))
  }

  function replaceText(wanted: string): void {
    if (wanted === text.value) return
    const lineBreak = lineBreakOf(wanted)
    const now = view.state.doc.toString()
    const next = toDocument(wanted, lineBreak).toString()
    const shorter = Math.min(now.length, next.length)
    let head = 0
    while (head < shorter && now[head] === next[head]) head++
    let tail = 0
    while (tail < shorter - head && now[now.length - 1 - tail] === next[next.length - 1 - tail]) tail++
    dispatchStep({
      changes: { from: head, to: now.length - tail, insert: next.slice(head, next.length - tail) },
      // Only where it is another one, for no step with an effect is kept for another start.
      effects: lineBreak === lineBreakIn(view.state) ? [] : [setLineBreak.of(lineBreak)],
      userEvent: 'input.replace',
    })
  }

  function insert(wanted: string): void {
    dispatchStep({ ...view.state.replaceSelection(toInsert(view.state, wanted)), userEvent: 'input.paste' })
  }

  function dispatchStep(step: TransactionSpec): void {
    view.dispatch({ ...step, annotations: isolateHistory.of('full') })
  }

  function mountText(element: HTMLElement): () => void {
    element.append(view.dom)
    view.dispatch({ effects: scrolledTo })
    return () => view.dom.remove()
  }

  function focusAt(from: number, to = from): void {
    select(from, to)
    view.focus()
  }

  function showPath(path: JsonPath): void {
    if (nestingDepth(text.value) > MAX_JSON_DEPTH) return
    const root = readJsonNodes(text.value)
    if (root !== undefined) select(nearestNode(root, path).start)
  }

  function select(from: number, to = from): void {
    const anchor = positionOf(view.state, from)
    const head = positionOf(view.state, to)
    scrolledTo = EditorView.scrollIntoView(anchor, { y: 'center' })
    view.dispatch({ selection: { anchor, head }, effects: scrolledTo })
  }

  function noteUpdate({ state: changed, changes, transactions, selectionSet, docChanged }: ViewUpdate): void {
    if (selectionSet || docChanged) caretMoves.value++
    canUndo.value = undoDepth(changed) > 0
    canRedo.value = redoDepth(changed) > 0
    if (!transactions.some(changesText)) return
    state.value = changed
    scrolledTo = scrolledTo.map(changes) ?? scrolledTo
    version.value++
    look()
  }

  function look(): void {
    check.look(() => text.value, state.value.doc.length)
  }

  function noteScroll(): void {
    if (view.dom.isConnected) scrolledTo = view.scrollSnapshot()
  }

  function mark(marks: readonly TextMark[]): void {
    const diagnostics = marks.map((mark): Diagnostic => {
      const from = positionOf(view.state, mark.from)
      return { ...mark, from, to: Math.max(from, positionOf(view.state, mark.to)) }
    })
    view.dispatch(setDiagnostics(view.state, diagnostics))
  }

  function placeOf(offset: number): { line: number; column: number } {
    // Not from the ref: who asks for many places would be asked to draw them all anew at every key.
    const position = positionOf(view.state, offset)
    const line = view.state.doc.lineAt(position)
    return { line: line.number, column: position - line.from + 1 }
  }

  function dispose(): void {
    check.dispose()
    view.destroy()
  }
}

function changesText({ docChanged, effects }: Transaction): boolean {
  return docChanged || effects.some(effect => effect.is(setLineBreak))
}
