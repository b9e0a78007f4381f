import { onBeforeUnmount, onMounted, shallowRef, type ShallowRef } from 'vue'
import type { Dropped } from '#common/importer/imported'
import { findSecrets } from '#common/importer/secrets'

const MARK = '***'

export interface PasteGuard {
  /** What was left out of the last text that was pasted. */
  readonly dropped: Readonly<ShallowRef<readonly Dropped[]>>
  readonly dismiss: () => void
}

/**
 * Takes what opens a portal out of whatever is pasted while the calling component is there: into a field, a cell or the
 * tree. The text editor asks before it takes anything, and is left to it.
 */
export function usePasteGuard(): PasteGuard {
  const dropped = shallowRef<readonly Dropped[]>([])
  // On its way down, and from the document: a page without a selection sends what is pasted to its body.
  onMounted(() => document.addEventListener('paste', guard, { capture: true }))
  onBeforeUnmount(() => document.removeEventListener('paste', guard, { capture: true }))
  return { dropped, dismiss: () => (dropped.value = []) }

  function guard(event: ClipboardEvent): void {
    const target = event.target
    if (!(target instanceof Element) || target.closest('.cm-content') !== null) return
    const pasted = event.clipboardData?.getData('text/plain') ?? ''
    const { clean, found } = withoutSecrets(pasted)
    if (found.length === 0) return
    event.preventDefault()
    event.stopImmediatePropagation()
    dropped.value = found
    paste(target, clean)
  }
}

/** A text without its access tokens and webhooks; empty where one could not be told from what is around it. */
export function withoutSecrets(text: string): { clean: string; found: readonly Dropped[] } {
  const secrets = findSecrets(text)
  const clean = secrets.reduceRight(
    (rest, { start, value }) => rest.slice(0, start) + MARK + rest.slice(start + value.length),
    text,
  )
  return {
    clean: findSecrets(clean).length === 0 ? clean : '',
    found: secrets.map(({ kind, start }) => ({ kind, line: text.slice(0, start).split('\n').length })),
  }
}

function paste(target: Element, text: string): void {
  if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || isEditable(target)) {
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- only this way is told to the field as if it were typed
    document.execCommand('insertText', false, text)
    return
  }
  const clipboardData = new DataTransfer()
  clipboardData.setData('text/plain', text)
  target.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
}

function isEditable(target: Element): boolean {
  return target instanceof HTMLElement && target.isContentEditable
}
