import { expect, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { createApp, h, nextTick, ref, shallowRef, type Ref } from 'vue'
import type { Problem } from '#common/checker/problem'
import type { DraftViewName } from '#common/settings/settings.contract'
import { createText } from '../../../../renderer/app/locales/create-text'
import { en } from '../../../../renderer/app/locales/en'
import DraftEditor from '../../../../renderer/features/drafts/editor/DraftEditor.vue'
import { useDraftProblems, type DraftProblems } from '../../../../renderer/features/drafts/editor/use-draft-problems'
import type { IgnoredProblem } from '#common/checker/ignored-problem'
import { useDraftDocument, type DraftDocument } from '../../../../renderer/features/drafts/editor/use-draft-document'
import '../../../../renderer/styles/tokens.css'
import '../../../../renderer/styles/base.css'
import { textKey } from '#ui/use-text.ts'

export interface EditorPage {
  readonly draft: DraftDocument
  readonly problems: DraftProblems
  /** What was ignored here, and what a test puts in. */
  readonly ignored: Ref<readonly IgnoredProblem[]>
  readonly view: Ref<DraftViewName>
  readonly textBox: HTMLElement
  readonly show: (view: DraftViewName) => Promise<void>
  readonly find: () => void
}

/** The editor of a text, as large as the page, with its problems beside it if wanted, removed after the test. */
export async function openEditor(
  text: string,
  firstView: DraftViewName = 'text',
  hasPanel = false,
): Promise<EditorPage> {
  const view = ref(firstView)
  const host = document.createElement('div')
  host.style.height = '100vh'
  document.body.append(host)
  let draft: DraftDocument | undefined
  let problems: DraftProblems | undefined
  const ignored = shallowRef<readonly IgnoredProblem[]>([])
  const isPanelOpen = ref(hasPanel)
  const editor = ref<{ find(): void } | null>(null)
  const app = createApp({
    setup: () => {
      draft = useDraftDocument(text)
      problems = useDraftProblems(draft, { otherCodes: () => [], ignored: () => ignored.value })
      return () =>
        h(DraftEditor, {
          ref: editor,
          document: draft!,
          problems: problems!,
          view: view.value,
          isPanelOpen: isPanelOpen.value,
          'onUpdate:isPanelOpen': (isOpen: boolean) => {
            isPanelOpen.value = isOpen
          },
          onIgnore: ({ rule, path, values }: Problem, reason: string) => {
            ignored.value = [
              { rule, path: [...path], values: { ...values }, reason, ignoredAt: '2031-05-04T10:20:30.000Z' },
            ]
          },
          onHeed: () => {
            ignored.value = []
          },
          'onUpdate:view': (next: DraftViewName) => {
            view.value = next
          },
        })
    },
  })
  app.provide(textKey, createText('en', en))
  app.mount(host)
  onTestFinished(() => {
    app.unmount()
    host.remove()
  })
  if (draft === undefined || problems === undefined) throw new Error('The editor makes its document when it is mounted')
  const opened: EditorPage = {
    draft,
    problems,
    ignored,
    view,
    get textBox() {
      return host.querySelector<HTMLElement>('.cm-content')!
    },
    find: () => editor.value?.find(),
    show: async next => {
      view.value = next
      await nextTick()
      if (next === 'tree') await treeIsReady()
    },
  }
  if (firstView === 'tree') await treeIsReady()
  return opened
}

async function treeIsReady(): Promise<void> {
  await expect.poll(() => document.querySelector('.loading'), { timeout: 20_000 }).toBeNull()
}

/** The tree's rows as they read, from top to bottom. */
export function treeRows(): string[] {
  return [...document.querySelectorAll<HTMLElement>('.jse-key-outer, .jse-index')].map(label => {
    const row = label.closest<HTMLElement>('.jse-header, .jse-contents')!
    return row.innerText.replaceAll(/\s+/g, ' ').trim()
  })
}

/** The element of a key in the tree. */
export function treeKey(key: string): HTMLElement {
  const found = [...document.querySelectorAll<HTMLElement>('.jse-key')].find(({ innerText }) => innerText === key)
  if (found === undefined) throw new Error(`The tree shows no key ${key}`)
  return named(found)
}

/** The element of the value beside a key in the tree. */
export function treeValue(key: string): HTMLElement {
  return named(treeKey(key).closest('.jse-contents')!.querySelector<HTMLElement>('.jse-value')!)
}

/**
 * An element that a click finds again. Vitest looks for an element by its role and words, and those of a tree may stand
 * in its problems as well.
 */
function named(element: HTMLElement): HTMLElement {
  element.dataset['testid'] ??= `tree-${(named.count += 1)}`
  return element
}
named.count = 0

/** Writes into the cell that is open for editing, in place of what is there, and leaves it with Enter. */
export async function writeCell(words: string): Promise<void> {
  const cell = page.getByRole('textbox', { name: /^Edit (?:key|value)$/ })
  await userEvent.fill(cell, words)
  await userEvent.keyboard('{Enter}')
}
