import { MODE_KEYS, type ModeKind } from '../checker/handler-keys'
import type { JsonValue } from '../json/json-value'
import type { ModePreview } from './mode-preview'
import { samplePayment, type PaymentFacts } from './provider-samples'
import { portalEntries, portalEntry, portalText } from './portal-value'
import { previewMode } from './preview-mode'

/** What is put in the place of samples. */
export interface PreviewValues {
  /** By the key of the sample. */
  readonly samples?: ReadonlyMap<string, string>
  readonly payment?: PaymentFacts
}

const NO_SAMPLES: ReadonlyMap<string, string> = new Map()

/**
 * What a buyer would see of a handler and what would be sent, for each mode that is there; the first one is the one that
 * the portal uses, and ignores the others. Takes any JSON: what a portal could not use is not there, or
 * is among what is dropped.
 */
export function previewHandler(handler: JsonValue, values: PreviewValues = {}): readonly ModePreview[] {
  const settings = portalEntry(handler, 'SETTINGS')
  const payment = values.payment ?? samplePayment(firstCurrency(settings))
  const codes = new Map(portalEntries(portalEntry(settings, 'CODES')))
  return modesOf(settings).map(({ kind, mode }) =>
    previewMode({ kind, mode, codes, payment, samples: values.samples ?? NO_SAMPLES }),
  )
}

/** The modes that are there, in the portal's order of precedence. One that is empty is none to a portal. */
function modesOf(settings: JsonValue | undefined): { kind: ModeKind; mode: JsonValue }[] {
  return MODE_KEYS.flatMap(({ kind, key }) => {
    const mode = portalEntry(settings, key)
    return mode === undefined || portalEntries(mode).length === 0 ? [] : [{ kind, mode }]
  })
}

function firstCurrency(settings: JsonValue | undefined): string {
  const first = portalEntries(portalEntry(settings, 'CURRENCY'))[0]?.[1]
  return portalText(first) || 'EUR'
}
