/** What the keys do that the tree must not handle itself. */
export interface TreeKeys {
  readonly undo: () => void
  readonly redo: () => void
  /** Whether the gap between two things is selected; asked to remove one, the tree would fail. */
  readonly isGapSelected: () => boolean
  /** Called before the browser moves the focus on, so that it starts from outside the tree. */
  readonly leave: (isBackwards: boolean) => void
}

/**
 * Takes the tree's keys for undo and redo, which would act on a stack of its own, and makes Tab leave it: it would stop
 * at every bracket. A cell that is being edited and the tree's dialogs keep their keys. Returns its own undo.
 */
export function takeTreeKeys(element: HTMLElement, keys: TreeKeys): () => void {
  // The tree stops the propagation of its keys, so they are taken on their way down.
  element.addEventListener('keydown', handleKey, { capture: true })
  return () => element.removeEventListener('keydown', handleKey, { capture: true })

  function handleKey(event: KeyboardEvent): void {
    if (isTextField(event.target)) return
    if (event.key === 'Tab') keys.leave(event.shiftKey)
    const isVain = (event.key === 'Delete' || event.key === 'Backspace') && keys.isGapSelected()
    const action = isVain ? () => {} : actionOf(event)
    if (action === undefined) return
    event.preventDefault()
    event.stopPropagation()
    action()
  }

  function actionOf(event: KeyboardEvent): (() => void) | undefined {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return undefined
    // Layouts without Latin letters report their own letter, and the place of the key tells what is meant.
    const key = /^[a-z]$/i.test(event.key) ? event.key.toLowerCase() : event.code.replace('Key', '').toLowerCase()
    if (key === 'z') return event.shiftKey ? keys.redo : keys.undo
    if (key === 'y') return keys.redo
    return undefined
  }
}

function isTextField(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  if (target.isContentEditable || target.closest('dialog') !== null) return true
  return target instanceof HTMLInputElement && !target.readOnly
}
