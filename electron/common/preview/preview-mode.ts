import type { ModeKind } from '../checker/handler-keys'
import { encodeForm } from './encode-form'
import type { DroppedPart, ModePreview, Sample, SentField } from './mode-preview'
import { portalEntry, portalText } from './portal-value'
import type { PaymentFacts } from './provider-samples'
import { readFields, type ModeSource, type ReadField } from './read-fields'

export function previewMode(source: ModeSource): ModePreview {
  const { kind, mode } = source
  const actionUri = portalText(portalEntry(mode, 'ACTION_URI'))
  const read = readFields(source)
  const inputs = read.flatMap(({ input }) => input ?? [])
  const sent = read.filter(({ drop }) => drop === null)
  const fields = [
    ...sent.map(({ name, value, source: origin }) => ({ name, value, source: origin })),
    ...ownFields(kind, source.payment),
  ]
  const hasInPlace = read.some(
    ({ drop, source: { kind: from } }) => drop === null && (from === 'buyer' || from === 'nobody'),
  )
  const method = portalText(portalEntry(mode, 'METHOD'))
  const transport = transportOf(kind, method)
  const isLink = transport === 'GET' && inputs.length === 0 && !hasInPlace && isGet(method)
  return {
    kind,
    actionUri,
    isUsable: isWebAddress(actionUri),
    shape: shapeOf(kind, isLink, inputs.length > 0),
    transport,
    target: transport === 'GET' ? withQuery(actionUri, fields) : actionUri,
    inputs,
    fields,
    dropped: [
      ...read.flatMap(({ name, drop }) => (drop === null ? [] : [{ name, reason: drop }])),
      ...droppedParts(source, transport, actionUri),
    ],
    samples: uniqueSamples(read),
  }
}

function shapeOf(kind: ModeKind, isLink: boolean, hasInputs: boolean): ModePreview['shape'] {
  if (kind === 'iframe') return 'frame'
  if (kind === 'checkout') return hasInputs ? 'form-first' : 'straight'
  return isLink ? 'link' : 'form'
}

/** Browsers send with GET what they do not know. */
function transportOf(kind: ModeKind, method: string): ModePreview['transport'] {
  if (kind === 'iframe') return 'message'
  if (kind === 'checkout') return 'POST'
  return method.toUpperCase() === 'POST' ? 'POST' : 'GET'
}

function isGet(method: string): boolean {
  return method === '' || method.toUpperCase() === 'GET'
}

/** What the portal adds. Where among the fields it stands is not documented. */
function ownFields(kind: ModeKind, payment: PaymentFacts): SentField[] {
  const { paymentId, paySystemId, sum, currency, returnUrl } = payment
  if (kind === 'form') return portalFields({ BX_PAYSYSTEM_ID: paySystemId, BX_RETURN_URL: returnUrl })
  const system = {
    'BX_SYSTEM_PARAMS[RETURN_URL]': returnUrl,
    'BX_SYSTEM_PARAMS[PAYSYSTEM_ID]': paySystemId,
    'BX_SYSTEM_PARAMS[PAYMENT_ID]': paymentId,
    'BX_SYSTEM_PARAMS[SUM]': sum,
    'BX_SYSTEM_PARAMS[CURRENCY]': currency,
  }
  if (kind === 'checkout') return portalFields(system)
  return portalFields({
    ...system,
    'BX_COMPUTED_STYLE[background]': 'rgb(255, 255, 255)',
    'BX_COMPUTED_STYLE[color]': 'rgb(51, 51, 51)',
  })
}

function portalFields(values: Readonly<Record<string, string>>): SentField[] {
  return Object.entries(values).map(([name, value]) => ({ name, value, source: { kind: 'portal' } }))
}

function droppedParts({ kind, mode }: ModeSource, transport: string, actionUri: string): DroppedPart[] {
  const parts: DroppedPart[] = []
  if (portalEntry(mode, 'PARAMS') !== undefined) {
    const hasFields = portalEntry(mode, 'FIELDS') !== undefined
    if (kind !== 'form') parts.push({ name: 'PARAMS', reason: 'params-outside-form' })
    else if (hasFields) parts.push({ name: 'PARAMS', reason: 'params-beside-fields' })
  }
  if (kind !== 'form' && portalEntry(mode, 'METHOD') !== undefined) {
    parts.push({ name: 'METHOD', reason: 'method-outside-form' })
  }
  const query = transport === 'GET' ? queryOf(actionUri) : ''
  if (query !== '') parts.push({ name: query, reason: 'query' })
  return parts
}

/** One code may fill several fields. */
function uniqueSamples(read: readonly ReadField[]): Sample[] {
  const samples = read.flatMap(({ sample }) => sample ?? [])
  return [...new Map(samples.map(sample => [sample.key, sample])).values()]
}

/** What a browser does on sending a form with GET: the fields come in the place of the query, before the fragment. */
function withQuery(address: string, fields: readonly SentField[]): string {
  const { before, fragment } = partsOf(address)
  return `${before}?${encodeForm(fields)}${fragment}`
}

function queryOf(address: string): string {
  return partsOf(address).query
}

function partsOf(address: string): { before: string; query: string; fragment: string } {
  const hash = address.indexOf('#')
  const fragment = hash < 0 ? '' : address.slice(hash)
  const whole = hash < 0 ? address : address.slice(0, hash)
  const mark = whole.indexOf('?')
  return mark < 0
    ? { before: whole, query: '', fragment }
    : { before: whole.slice(0, mark), query: whole.slice(mark + 1), fragment }
}

function isWebAddress(address: string): boolean {
  try {
    return ['http:', 'https:'].includes(new URL(address).protocol)
  } catch {
    // Relative to nothing, or no address at all.
    return false
  }
}
