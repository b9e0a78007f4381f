import {
  computed,
  inject,
  onActivated,
  onBeforeUnmount,
  onDeactivated,
  provide,
  shallowReactive,
  shallowRef,
  watch,
  type ComputedRef,
  type InjectionKey,
  type ShallowRef,
} from 'vue'
import type { Problem } from '#common/checker/problem'
import { editsToReach } from '#common/json/edits-to-reach'
import { pointerOf, type JsonPath } from '#common/json/json-pointer'
import type { JsonValue } from '#common/json/json-value'
import type { DraftDocument } from '../editor/use-draft-document'
import type { DraftPlace } from '../editor/use-draft-place'
import type { DraftProblems } from '../editor/use-draft-problems'
import { rangeOf, readForm, type FormState } from './read-form'

/** A text longer than this is read again only once the typing pauses. */
const MAX_IMMEDIATE_LENGTH = 80_000
const PAUSE_MS = 200

/** What the handler is to become, or undefined where that cannot be. */
export type HandlerEdit = (handler: JsonValue) => JsonValue | undefined

/** What the parts of a form share: the handler they show, the one way to change it, and its problems. */
export interface FormEditor {
  readonly state: Readonly<ShallowRef<FormState>>
  /** The place that has the focus, or had it last; another view may have said it. */
  readonly place: DraftPlace['path']
  readonly goTo: (path: JsonPath) => void
  /** Makes an edit as one step to undo. Answers whether it could be made. */
  readonly edit: (edit: HandlerEdit) => boolean
  /** Makes an edit that is a part of typing into a field: undone with what was typed into it just before. */
  readonly type: (edit: HandlerEdit, fieldId: string) => boolean
  /** Ends the typing into a field, so that the next key begins a step of its own. */
  readonly rest: () => void
  readonly undo: () => void
  readonly redo: () => void
  readonly fix: (problem: Problem) => void
  readonly showInText: (path: JsonPath) => void
  /** Shows the problems of a place, and of all within it that is not shown itself, until the returned function is called. */
  readonly holdProblems: (path: JsonPath) => () => void
  readonly problemsAt: (path: JsonPath) => readonly Problem[]
}

const formKey: InjectionKey<FormEditor> = Symbol('form')

export function useFormEditor(): FormEditor {
  const editor = inject(formKey)
  if (editor === undefined) throw new Error('A part of a form stands in a form')
  return editor
}

/** Reads the document while the calling component is on the screen, and lets the parts of the form within change it. */
export function provideFormEditor(
  document: DraftDocument,
  problems: DraftProblems,
  place: DraftPlace,
  showRange: (range: { from: number; to: number }) => void,
): FormEditor {
  const state = shallowRef<FormState>(readForm(document.text.value))
  const holders = shallowReactive(new Map<string, number>())
  const held = computed(() => hold(problems.shown.value.open, holders))
  let source = document.text.value
  let isOnScreen = true
  let typingIn: string | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  onActivated(() => {
    isOnScreen = true
    refresh()
  })
  onDeactivated(leave)
  onBeforeUnmount(leave)
  watch(document.version, schedule)

  const editor: FormEditor = {
    state,
    place: place.path,
    goTo: place.go,
    edit: edit => {
      typingIn = undefined
      return apply(edit, edits => document.applyEdits(edits, 'input.form'))
    },
    type: (edit, fieldId) =>
      apply(edit, edits => {
        document.typeEdits(edits, typingIn !== fieldId)
        typingIn = fieldId
      }),
    rest: () => {
      typingIn = undefined
    },
    undo: () => step(document.undo),
    redo: () => step(document.redo),
    fix: problem => void problems.fix(problem),
    showInText: path => showRange(rangeOf(document.text.value, path)),
    holdProblems,
    problemsAt: path => held.value.get(pointerOf(path)) ?? [],
  }
  provide(formKey, editor)
  return editor

  function apply(edit: HandlerEdit, change: (edits: ReturnType<typeof editsToReach>) => void): boolean {
    refresh()
    if (!state.value.isOpen) return false
    const wanted = edit(state.value.value)
    if (wanted === undefined) return false
    const edits = editsToReach(document.text.value, wanted)
    if (edits.length > 0) change(edits)
    refresh()
    return true
  }

  function step(take: () => void): void {
    typingIn = undefined
    take()
    refresh()
  }

  function leave(): void {
    isOnScreen = false
    typingIn = undefined
    clearTimeout(timer)
  }

  function schedule(): void {
    clearTimeout(timer)
    if (!isOnScreen) return
    if (document.text.value.length > MAX_IMMEDIATE_LENGTH) timer = setTimeout(refresh, PAUSE_MS)
    else refresh()
  }

  function refresh(): void {
    clearTimeout(timer)
    if (document.text.value === source) return
    source = document.text.value
    state.value = readForm(source)
  }

  function holdProblems(path: JsonPath): () => void {
    const pointer = pointerOf(path)
    holders.set(pointer, (holders.get(pointer) ?? 0) + 1)
    return () => {
      const others = (holders.get(pointer) ?? 1) - 1
      if (others > 0) holders.set(pointer, others)
      else holders.delete(pointer)
    }
  }
}

/** Gives each problem to the innermost place around it that is shown. */
function hold(problems: readonly Problem[], holders: ReadonlyMap<string, number>): ReadonlyMap<string, Problem[]> {
  const held = new Map<string, Problem[]>()
  for (const problem of problems) {
    for (let depth = problem.path.length; depth >= 0; depth--) {
      const pointer = pointerOf(problem.path.slice(0, depth))
      if (!holders.has(pointer)) continue
      held.set(pointer, [...(held.get(pointer) ?? []), problem])
      break
    }
  }
  return held
}

/** The problems of a place, for as long as the calling component shows them. */
export function useProblemsAt(path: () => JsonPath): ComputedRef<readonly Problem[]> {
  const editor = useFormEditor()
  watch(
    () => pointerOf(path()),
    (_, __, onCleanup) => onCleanup(editor.holdProblems(path())),
    { immediate: true },
  )
  return computed(() => editor.problemsAt(path()))
}
