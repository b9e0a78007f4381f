import { computed, onScopeDispose, shallowRef, watch, type ComputedRef } from 'vue'
import { parseJson, type JsonValue } from '#common/json/json-value'
import type { ModePreview } from '#common/preview/mode-preview'
import { previewHandler } from '#common/preview/preview-handler'
import type { DraftDocument } from '../use-draft-document'

/** A text is read once it rests for so long. */
const DELAY_MS = 120
/** Twice what a portal keeps of a handler; more would hold up the typing. */
const MAX_LENGTH = 130_000

export type PreviewState =
  | { readonly status: 'empty' | 'broken' | 'not-a-handler' | 'too-large' | 'no-mode' }
  | { readonly status: 'ready'; readonly modes: readonly [ModePreview, ...ModePreview[]] }

type Reading = JsonValue | 'empty' | 'broken' | 'too-large'

/** What was put in the place of samples, for as long as a document is open: a panel is gone when another one is shown. */
const changedSamples = new WeakMap<DraftDocument, ReadonlyMap<string, string>>()

/** The preview of a document, a moment after it was typed in. */
export function usePreview(document: DraftDocument): {
  readonly state: ComputedRef<PreviewState>
  readonly setSample: (key: string, value: string) => void
  readonly resetSamples: () => void
  readonly hasChangedSamples: ComputedRef<boolean>
} {
  const reading = shallowRef(read(document.text.value))
  const samples = shallowRef<ReadonlyMap<string, string>>(changedSamples.get(document) ?? new Map())
  const state = computed(() => stateOf(reading.value, samples.value))
  let timer: ReturnType<typeof setTimeout> | undefined

  watch(document.version, () => {
    clearTimeout(timer)
    timer = setTimeout(() => (reading.value = read(document.text.value)), DELAY_MS)
  })
  watch(samples, changed => void changedSamples.set(document, changed))
  onScopeDispose(() => clearTimeout(timer))

  return {
    state,
    setSample: (key, value) => (samples.value = new Map(samples.value).set(key, value)),
    resetSamples: () => (samples.value = new Map()),
    hasChangedSamples: computed(() => samples.value.size > 0),
  }
}

function read(text: string): Reading {
  if (text.length > MAX_LENGTH) return 'too-large'
  if (text.trim() === '') return 'empty'
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : 'broken'
}

function stateOf(reading: Reading, samples: ReadonlyMap<string, string>): PreviewState {
  if (typeof reading === 'string') return { status: reading }
  if (reading.kind !== 'object') return { status: 'not-a-handler' }
  const [first, ...others] = previewHandler(reading, { samples })
  return first === undefined ? { status: 'no-mode' } : { status: 'ready', modes: [first, ...others] }
}
