import { shallowRef, watch, type ShallowRef } from 'vue'
import { printJson } from '#common/json/json-value'
import { readCheckoutAnswer, type CheckoutAnswerName, type CheckoutOutcome } from '#common/preview/checkout-answer'
import { messageData } from '#common/preview/message-data'
import type { ModePreview } from '#common/preview/mode-preview'
import type { Arrival, PostedField, TryRequest } from '#common/preview/preview.contract'
import { ipc } from '#ipc/client.ts'
import { useAction, type Action } from '#ui/use-action.ts'

export interface TriedResult {
  readonly arrival: Arrival
  /** Whether what arrived is what was sent, in its order. */
  readonly isAsSent: boolean
  readonly answer: { readonly status: number; readonly body: string; readonly outcome: CheckoutOutcome } | null
}

/** Tries a mode at the practice portal. What was found is dropped as soon as it would be another. */
export function useTryIt(
  mode: () => ModePreview,
  answer: () => CheckoutAnswerName,
): { readonly result: Readonly<ShallowRef<TriedResult | null>>; readonly tryIt: Action<[]> } {
  const result = shallowRef<TriedResult | null>(null)
  const tryIt = useAction(async () => {
    result.value = null
    const request = requestOf(mode(), answer())
    const { arrival, answer: answered } = await ipc.preview.tryIt(request)
    if (JSON.stringify(requestOf(mode(), answer())) !== JSON.stringify(request)) return
    result.value = {
      arrival,
      isAsSent: linesOf(arrival.fields) === linesOf(mode().fields),
      answer: answered === null ? null : { ...answered, outcome: readCheckoutAnswer(answered.status, answered.body) },
    }
  })

  watch(
    () => JSON.stringify(requestOf(mode(), answer())),
    () => {
      result.value = null
      tryIt.clear()
    },
  )

  return { result, tryIt }
}

function requestOf({ kind, transport, fields }: ModePreview, answer: CheckoutAnswerName): TryRequest {
  if (transport === 'message') return { transport, data: printJson(messageData(fields)) }
  const plain = fields.map(({ name, value }): PostedField => ({ name, value }))
  return { transport, fields: plain, answer: kind === 'checkout' ? answer : null }
}

function linesOf(fields: readonly PostedField[]): string {
  return JSON.stringify(fields.map(({ name, value }) => [name, value]))
}
