import { parseJson } from '#common/json/json-value'
import type { ModePreview } from '#common/preview/mode-preview'
import { previewHandler } from '#common/preview/preview-handler'
import { codeSampleKey } from '#common/preview/read-fields'
import { valuesOfPayment } from './methods/payment-system-settings-methods'
import { storedJson } from './php-json'
import { PhpArray } from './php-value'
import { handlerOfCode, type Payment, type PortalState } from './portal-state'

/** How a buyer can pay a payment: what the handler of its payment system shows and sends, with the payment's values. */
export interface PaymentOffer {
  readonly systemName: string
  readonly mode: ModePreview
}

/** Undefined where the payment system is none of a handler's, or its handler has no mode. */
export function paymentOffer(state: PortalState, payment: Payment, returnUrl: string): PaymentOffer | undefined {
  const system = state.paymentSystems.find(({ id }) => id === payment.paySystemId)
  const handler = system === undefined ? undefined : handlerOfCode(state, system.handlerCode)
  if (system === undefined || handler === undefined) return undefined
  const parsed = parseJson(storedJson(PhpArray.of([['SETTINGS', handler.settings] as const])))
  const values = valuesOfPayment(state, system, payment)
  const [mode] = parsed.ok
    ? previewHandler(parsed.value, {
        samples: new Map(values.map(([code, value]) => [codeSampleKey(code), value])),
        payment: {
          paymentId: String(payment.id),
          paySystemId: String(system.id),
          sum: String(payment.sum),
          currency: state.orders.find(({ id }) => id === payment.orderId)?.currency ?? '',
          returnUrl,
        },
      })
    : []
  return mode === undefined ? undefined : { systemName: system.name, mode }
}
