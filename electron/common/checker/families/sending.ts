import type { FieldView, ModeView } from '../handler-view'
import { CLIENT_TYPES, METHODS } from '../handler-keys'
import { childrenOf, isEmpty, keyOf, kindOf, scalarTextOf, stringOf, type Item } from '../item'
import { looksSecret } from '../looks-secret'
import { nearestName } from '../nearest-name'
import { providerOf } from '../provider'
import type { RuleContext } from '../rule-context'

/** How the handler is sent, and whom it serves: METHOD, the payment's id, CLIENT_TYPE and CURRENCY (reference 4.1, 4.4). */
export function checkSending(context: RuleContext): void {
  const { settings, modes } = context.view
  for (const mode of modes) checkMethod(mode, context)
  const winner = modes.find(({ isFilled }) => isFilled)
  if (winner?.kind === 'form') checkPaymentId(winner, context)
  checkClientType(settings?.get('CLIENT_TYPE'), context)
  checkCurrency(settings?.get('CURRENCY'), context)
}

function checkMethod(mode: ModeView, context: RuleContext): void {
  const { findings, mends } = context
  const item = mode.object?.get('METHOD')
  if (mode.kind !== 'form') {
    if (item !== undefined) {
      findings.add('method-misplaced', item, {
        mark: 'key',
        values: { name: mode.key },
        fix: stringOf(item) === undefined ? null : mends.remove(item),
      })
    }
    return
  }
  const method = stringOf(item) ?? ''
  if (item !== undefined && method !== '' && !METHODS.includes(method)) {
    const wanted = nearestName(method, METHODS)
    const fix = wanted === undefined ? null : mends.replaceText(item, wanted)
    findings.add('method-unknown', item, { values: { method, wanted: wanted ?? '' }, fix })
  }
  if (nearestName(method, METHODS) !== 'POST' && mode.isFilled) checkGet(mode, context)
}

function checkGet({ object, fields }: ModeView, context: RuleContext): void {
  const { findings } = context
  for (const field of fields) {
    const { code } = field
    const label = stringOf(code?.object?.get('NAME')) ?? ''
    if (code !== undefined && (looksSecret(code.name) || looksSecret(label))) {
      findings.add('get-shows-secret', field.item, { mark: 'key', values: { field: keyOf(field.item) } })
    }
  }
  const address = object?.get('ACTION_URI')
  if (/^https?:[^#]*\?[^#]/i.test(stringOf(address) ?? '') && address !== undefined) {
    findings.add('get-drops-query', address)
  }
}

function checkPaymentId({ item, object, fields }: ModeView, { findings }: RuleContext): void {
  if (object === undefined || fields.some(leadsToPaymentId)) return
  findings.add('payment-id-not-sent', item, { mark: 'key' })

  function leadsToPaymentId({ code }: FieldView): boolean {
    const provider = providerOf(code?.default)
    return provider?.key === 'PAYMENT' && provider.value === 'ID'
  }
}

function checkClientType(item: Item | undefined, { findings, mends }: RuleContext): void {
  if (item === undefined) return
  const text = scalarTextOf(item)
  if (kindOf(item) === 'string' && CLIENT_TYPES.includes(text ?? '')) return
  const wanted = CLIENT_TYPES.find(type => type === text?.trim().toLowerCase())
  const fix = wanted === undefined ? null : mends.replaceText(item, wanted)
  findings.add('client-type-unknown', item, { values: { wanted: wanted ?? '' }, fix })
}

function checkCurrency(item: Item | undefined, context: RuleContext): void {
  if (item === undefined) return
  if (kindOf(item) === 'array') checkCurrencies(childrenOf(item), context)
  else if (kindOf(item) !== 'object' || !isEmpty(item)) {
    context.findings.add('currency-not-list', item, { fix: asList(item, context) })
  }
}

function asList(item: Item, { mends }: RuleContext) {
  const text = stringOf(item)
  if (text === undefined) return null
  const codes = text.split(/[\s,;]+/).filter(code => code !== '')
  if (!codes.every(isCurrency) || new Set(codes.map(upper)).size < codes.length) return null
  return mends.replace(item, `[${codes.map(code => JSON.stringify(upper(code))).join(', ')}]`)
}

function checkCurrencies(items: readonly Item[], { findings, mends }: RuleContext): void {
  const seen = new Set<string>()
  for (const item of items) {
    const text = scalarTextOf(item) ?? kindOf(item)
    const code = upper(text)
    if (seen.has(code)) {
      findings.add('currency-repeated', item, { values: { currency: code }, fix: mends.remove(item) })
    } else if (stringOf(item) !== code || !isCurrency(code)) {
      const fix = isCurrency(code) ? mends.replaceText(item, code) : null
      findings.add('currency-code', item, { values: { currency: text, wanted: code }, fix })
    }
    seen.add(code)
  }
}

function isCurrency(text: string): boolean {
  return /^[a-z]{3}$/i.test(text)
}

function upper(text: string): string {
  return text.trim().toUpperCase()
}
