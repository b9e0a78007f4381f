import {
  nextTick,
  onActivated,
  onBeforeUnmount,
  onDeactivated,
  onMounted,
  ref,
  shallowRef,
  watch,
  type Ref,
  type ShallowRef,
} from 'vue'
import type { Content, JsonEditor, JSONEditorPropsOptional, OnChangeStatus } from 'vanilla-jsoneditor'
import type { Problem } from '#common/checker/problem'
import type { JsonPath } from '#common/json/json-pointer'
import type { Text } from '#ui/use-text.ts'
import { readTree, type TreeClosure } from './read-tree'
import { treeChange, type TreeSource } from './tree-edits'
import { keepMenuOnScreen, treeMenu } from './tree-menu'
import { treeProblems } from './tree-problems'
import { toTreeValue, treeParser } from './tree-value'
import { existingPath, fromTreePath, toTreePath } from './tree-path'
import type { DraftDocument } from './use-draft-document'
import { isSamePath, type DraftPlace } from './use-draft-place'

/** A text longer than this is read again only once the typing pauses. */
const MAX_IMMEDIATE_LENGTH = 80_000
const PAUSE_MS = 200
const UNNAMED_MARKS = 'button[class*="jse-validation-"]:not([aria-label])'

export interface JsonTree {
  readonly status: Readonly<Ref<'loading' | 'ready' | 'failed'>>
  /** Why the tree is closed, or null while it shows the text. */
  readonly closure: Readonly<ShallowRef<TreeClosure | null>>
  /** True after a change in the tree that could not be made in the text, until the next one. */
  readonly isRefused: Ref<boolean>
  /** Whether the gap between two things is selected, and not a thing. */
  readonly isGapSelected: () => boolean
  readonly focus: () => void
  readonly find: () => void
}

/**
 * The tree of a document, drawn into an element while the calling component is on the screen. A change in the tree
 * becomes the smallest change of the text, and any other change of the text is shown in the tree, which keeps what is
 * open and selected.
 */
export function useJsonTree(
  document: DraftDocument,
  place: DraftPlace,
  problems: () => readonly Problem[],
  frame: () => HTMLElement | null,
  text: Text,
): JsonTree {
  const status = ref<JsonTree['status']['value']>('loading')
  const closure = shallowRef<TreeClosure | null>(null)
  const isRefused = ref(false)
  let tree: JsonEditor | undefined
  let source: TreeSource | undefined
  let shown: unknown
  let selected: JsonPath | undefined
  let told: JsonPath | undefined
  let isGapSelected = false
  let areProblemsLate = false
  let showPlace = (): void => {}
  const marks = new MutationObserver(nameMarks)
  let isOnScreen = false
  let timer: ReturnType<typeof setTimeout> | undefined

  onMounted(() => {
    enter()
    load().catch(() => {
      status.value = 'failed'
    })
  })
  onActivated(enter)
  onDeactivated(leave)
  onBeforeUnmount(() => {
    leave()
    marks.disconnect()
    void tree?.destroy()
  })
  watch(document.version, schedule)
  watch(problems, showProblems)
  watch(place.path, () => showPlace())

  return { status, closure, isRefused, isGapSelected: () => isGapSelected, focus: () => tree?.focus(), find }

  async function load(): Promise<void> {
    const {
      ColorPicker,
      createJSONEditor,
      createValueSelection,
      getFocusPath,
      isAfterSelection,
      isInsideSelection,
      Mode,
      renderValue,
      SelectionType,
      TimestampTag,
    } = await import('vanilla-jsoneditor')
    const target = frame()
    if (target === null) return
    const props: JSONEditorPropsOptional = {
      mode: Mode.tree,
      parser: treeParser,
      validationParser: treeParser,
      ariaLabel: text('editor.tree-label'),
      mainMenuBar: false,
      navigationBar: false,
      // A cell is a line of text to the browser, which would lose a carriage return that is not written as an escape.
      escapeControlCharacters: true,
      // A code such as GOLD is not a colour, and a shop's number is not a date.
      onRenderValue: value =>
        renderValue(value).filter(
          renderer =>
            !('component' in renderer) || (renderer.component !== ColorPicker && renderer.component !== TimestampTag),
        ),
      onChange: handleChange,
      onSelect: selection => {
        // The cell that was edited is still there for the moment.
        if (areProblemsLate) requestAnimationFrame(showProblems)
        isGapSelected = isAfterSelection(selection) || isInsideSelection(selection)
        // A text in the search of the tree is no selection of it.
        if (selection === undefined || selection.type === SelectionType.text || source === undefined) return
        selected = fromTreePath(source.value, getFocusPath(selection))
        place.go(selected)
        told = place.path.value
      },
      onRenderContextMenu: items => {
        requestAnimationFrame(() => keepMenuOnScreen(target))
        return treeMenu(items, text)
      },
      onError: () => {
        isRefused.value = true
      },
    }
    const made = createJSONEditor({ target, props })
    tree = made
    showPlace = () => {
      // What the tree said itself may be of a change that the text does not have yet.
      if (place.path.value === undefined || place.path.value === told) return
      if (!isOnScreen || source === undefined || isEditing()) return
      const path = existingPath(source.value, place.path.value)
      if (path.length === 0 || (selected !== undefined && isSamePath(path, selected))) return
      selected = path
      made.select(createValueSelection(toTreePath(path)))
      // It opens what encloses the value, and fails where the tree has been given something else meanwhile.
      made.scrollTo(toTreePath(path)).catch(() => {})
    }
    marks.observe(target, { childList: true, subtree: true })
    status.value = 'ready'
    refresh()
    showProblems()
    // What is not laid out cannot be scrolled to.
    await nextTick()
    showPlace()
  }

  function enter(): void {
    isOnScreen = true
    refresh()
    // The tree takes what it is given a moment later, and fails on a place in what it does not have yet.
    requestAnimationFrame(() => showPlace())
  }

  function leave(): void {
    isOnScreen = false
    clearTimeout(timer)
  }

  function schedule(): void {
    clearTimeout(timer)
    if (isOnScreen) timer = setTimeout(refresh, document.text.value.length > MAX_IMMEDIATE_LENGTH ? PAUSE_MS : 0)
  }

  function refresh(): void {
    clearTimeout(timer)
    if (tree === undefined || !isOnScreen || document.text.value === source?.text) return
    const reading = readTree(document.text.value)
    closure.value = reading.ok ? null : reading.closure
    source = reading.ok ? { text: document.text.value, value: reading.value } : undefined
    if (source !== undefined) show(toTreeValue(source.value, shown))
  }

  function show(json: unknown): void {
    if (shown === undefined) tree?.set({ json })
    else tree?.update({ json })
    shown = json
    // It calls itself a tree but has no tree items, which misleads those who only hear it.
    frame()?.querySelector('.jse-tree-mode')?.setAttribute('role', 'group')
    // What has the focus for it is hidden from those who only hear it, and has no name.
    const focused = frame()?.querySelector('.jse-tree-mode .jse-hidden-input')
    focused?.removeAttribute('aria-hidden')
    focused?.setAttribute('aria-label', text('editor.tree-label'))
  }

  /**
   * The tree asks for its problems only when it changes itself, or is given another one to ask. That would end what is
   * being edited in it, so it waits for the end of the edit.
   */
  function showProblems(): void {
    areProblemsLate = isEditing()
    if (!areProblemsLate) tree?.updateProps({ validator: json => treeProblems(problems(), json, text) })
  }

  function isEditing(): boolean {
    return frame()?.querySelector('.jse-editable-div') !== null
  }

  /** Its marks are buttons without a name. */
  function nameMarks(): void {
    for (const mark of frame()?.querySelectorAll(UNNAMED_MARKS) ?? []) {
      mark.setAttribute('aria-label', text('problems.title'))
    }
  }

  function handleChange(content: Content, _before: Content, { patchResult }: OnChangeStatus): void {
    isRefused.value = false
    const json = 'json' in content ? content.json : undefined
    if (json === undefined) {
      document.replaceText('text' in content ? content.text : '')
      startAnew()
      return
    }
    try {
      makeChange(json, patchResult)
    } catch {
      isRefused.value = true
      startAnew()
    }
  }

  /** The tree shows something else than it was given, so it is given everything again. */
  function startAnew(): void {
    source = undefined
    shown = undefined
    schedule()
  }

  function makeChange(json: unknown, patchResult: OnChangeStatus['patchResult']): void {
    if (source === undefined || source.text !== document.text.value) throw new Error('The tree shows an older text')
    const { edits, after } = treeChange(source, patchResult?.redo, json)
    if (edits.length > 0) document.applyEdits(edits, 'input.tree')
    source = after
    // The tree is still at work on the change here. It needs the outcome all the same: it lost the order of some keys.
    queueMicrotask(() => {
      if (source === after) show(toTreeValue(after.value, shown))
    })
  }

  function find(): void {
    // The tree has no call for it, only a key.
    const event = new KeyboardEvent('keydown', { key: 'f', ctrlKey: true })
    frame()?.querySelector('.jse-tree-mode')?.dispatchEvent(event)
  }
}
