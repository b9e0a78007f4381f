import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextTick } from 'vue'
import type { DraftViewName } from '#common/settings/settings.contract'
import { moveKey, removeKey } from '#common/form/form-edits'
import { editsToReach } from '#common/json/edits-to-reach'
import type { JsonPath } from '#common/json/json-pointer'
import { parseJson, type JsonValue } from '#common/json/json-value'
import { openEditor, type EditorPage } from '../editor/editor-page'
import { HANDLER } from './form-page'

/** What a person does next, in whichever view. The numbers choose among what there is to be done it to. */
type Step =
  | { readonly kind: 'form-type'; readonly at: number; readonly text: string; readonly isLeft: boolean }
  | { readonly kind: 'form-press'; readonly at: number }
  | { readonly kind: 'form-move'; readonly at: number; readonly key: 'ArrowUp' | 'ArrowDown' }
  | { readonly kind: 'tree'; readonly at: number; readonly to: number }
  | { readonly kind: 'text'; readonly at: number; readonly text: string }
  | { readonly kind: 'undo' | 'redo' }

const anyWords = fc.constantFrom('', 'x', 'pier', 'PAY_ID', 'Касса', '😀', '100', 'a"b\\', 'VALUE')
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({ at: fc.nat(), text: anyWords, isLeft: fc.boolean() })
      .map((step): Step => ({ kind: 'form-type', ...step })),
  },
  { weight: 4, arbitrary: fc.nat().map((at): Step => ({ kind: 'form-press', at })) },
  {
    weight: 1,
    arbitrary: fc
      .record({ at: fc.nat(), key: fc.constantFrom('ArrowUp' as const, 'ArrowDown' as const) })
      .map((step): Step => ({ kind: 'form-move', ...step })),
  },
  {
    weight: 2,
    arbitrary: fc.record({ at: fc.nat(), to: fc.nat({ max: 3 }) }).map((step): Step => ({ kind: 'tree', ...step })),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ at: fc.nat(), text: fc.constantFrom(' ', '\n', '  ', '\n  ', '7') })
      .map((step): Step => ({ kind: 'text', ...step })),
  },
  { weight: 1, arbitrary: fc.constantFrom<Step>({ kind: 'undo' }, { kind: 'redo' }) },
)
const anySteps = fc.array(anyStep, { minLength: 15, maxLength: 40 })

describe('any edits in any views', () => {
  it.each(fc.sample(anySteps, { seed: 20_311, numRuns: 12 }).map((steps, index) => [index + 1, steps] as const))(
    'undone give the very text, redone the very result: walk %i',
    async (_, steps) => {
      const page = await openEditor(HANDLER, 'form')
      let made = 0
      for (const step of steps) {
        const before = page.draft.version.value
        await take(step, page)
        if (page.draft.version.value !== before) made++
        await shows('form', page)
        expect(formNames()).toEqual(namesIn(page.draft.text.value))
      }
      const result = page.draft.text.value
      while (page.draft.canUndo.value) page.draft.undo()
      expect(page.draft.text.value).toBe(HANDLER)
      while (page.draft.canRedo.value) page.draft.redo()
      // What was undone at the end of the walk comes back as well.
      if (!steps.some(({ kind }) => kind === 'undo')) expect(page.draft.text.value).toBe(result)
      expect(made).toBeGreaterThan(3)
    },
  )
})

async function take(step: Step, page: EditorPage): Promise<void> {
  const { draft } = page
  // A broken text closes the form, which is left by undoing what broke it.
  if (step.kind.startsWith('form') && formNames() === null) draft.undo()
  switch (step.kind) {
    case 'form-type': {
      const input = pick([...inForm<HTMLInputElement>('input:not([type="checkbox"])')], step.at)
      if (input === undefined) return
      input.focus()
      input.value = step.text
      input.dispatchEvent(new InputEvent('input', { bubbles: true }))
      await nextTick()
      if (step.isLeft) input.blur()
      break
    }
    case 'form-press':
      pick([...inForm('button:not([aria-haspopup]), input[type="checkbox"]')], step.at)?.click()
      break
    case 'form-move': {
      const event = new KeyboardEvent('keydown', { key: step.key, altKey: true, bubbles: true, cancelable: true })
      pick([...inForm('[data-row] input, [data-row] button')], step.at)?.dispatchEvent(event)
      break
    }
    case 'tree': {
      const parsed = parseJson(draft.text.value)
      if (!parsed.ok) return
      const path = pick(entriesOf(parsed.value), step.at)
      const wanted =
        path && (step.to === 0 ? removeKey : (value: JsonValue, at: JsonPath) => moveKey(value, at, step.to))
      const value = wanted?.(parsed.value, path ?? [])
      const edits = value === undefined ? [] : editsToReach(draft.text.value, value)
      if (edits.length > 0) draft.applyEdits(edits, 'input.tree')
      break
    }
    case 'text': {
      await shows('text', page)
      const spaces = [...draft.text.value.matchAll(/[,:{] /g)]
      const at = pick(spaces, step.at)
      // Between two tokens nothing but a space keeps the text JSON; now and then it is to break.
      if (at !== undefined) draft.typeEdits([{ offset: at.index + 1, length: 0, text: step.text }], true)
      break
    }
    default:
      draft[step.kind]()
  }
  await nextTick()
}

async function shows(view: DraftViewName, page: EditorPage): Promise<void> {
  await page.show(view)
}

function inForm<Found extends HTMLElement>(selector: string): NodeListOf<Found> {
  return document.querySelectorAll<Found>(`.form > .body :is(${selector})`)
}

function pick<Item>(items: readonly Item[], at: number): Item | undefined {
  return items[at % Math.max(1, items.length)]
}

function entriesOf(value: JsonValue, above: JsonPath = []): JsonPath[] {
  if (value.kind !== 'object') return []
  return value.entries.flatMap(([key, inner]) => [[...above, key], ...entriesOf(inner, [...above, key])])
}

/** The name of the handler and of its codes, as the form shows them; null while it is closed. */
function formNames(): string[] | null {
  if (document.querySelector('.form > .body') === null) return null
  const name = document.querySelector<HTMLInputElement>('[data-path="/NAME"] input')
  return [name?.value ?? '', ...[...inForm('.summary .code')].map(({ textContent }) => textContent)]
}

/** The same by the text alone. */
function namesIn(text: string): string[] | null {
  const parsed = parseJson(text)
  if (!parsed.ok || parsed.value.kind !== 'object') return null
  const at = (value: JsonValue | undefined, key: string): JsonValue | undefined =>
    value?.kind === 'object' ? value.entries.find(([name]) => name === key)?.[1] : undefined
  const name = at(parsed.value, 'NAME')
  const codes = at(at(parsed.value, 'SETTINGS'), 'CODES')
  return [
    name?.kind === 'string' ? name.value : '',
    ...(codes?.kind === 'object' ? codes.entries.map(([key]) => key) : []),
  ]
}
