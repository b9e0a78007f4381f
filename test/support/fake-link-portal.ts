import { AppError } from '#common/ipc/app-error'
import { parseJson, type JsonValue } from '#common/json/json-value'
import type { BatchOutcome } from '../../electron/main/rest/batch/batch-answer'
import type { PacedClient } from '../../electron/main/rest/pace/paced-client'
import type { PortalCalls } from '../../electron/main/rest/portal-calls'

const HOST = 'https://shop.example'

/** Stands for a portal that gives links of payments, in batches with the fault that portals have, and for its short links. */
export interface FakeLinkPortal {
  readonly calls: PortalCalls
  readonly client: Pick<PacedClient, 'readTogether'>
  readonly shortLinks: { locationOf(address: string, signal?: AbortSignal): Promise<string | null> }
  /** The ids of each batch, and those that were asked for alone, in their order. */
  readonly batches: number[][]
  readonly alone: number[]
  readonly proven: string[]
  readonly plays: Plays
}

interface Plays {
  orderOf: (paymentId: number) => string
  /** Answers what a payment is refused with, or null. */
  refusal: (paymentId: number) => AppError | null
  withoutPhone: ReadonlySet<number>
  /** Payments that are given another one's link however they are asked for. */
  wrong: ReadonlySet<number>
  /** Payments whose short link leads elsewhere. */
  astray: ReadonlySet<number>
  /** Whose short link a payment is given. */
  shortOf: (paymentId: number) => number
  /** Payments that a batch says nothing of. */
  silent: ReadonlySet<number>
  beforeBatch: (ids: readonly number[], signal?: AbortSignal) => Promise<void>
  beforeProof: (paymentId: number, signal?: AbortSignal) => Promise<void>
  beforeAlone: (paymentId: number) => Promise<void>
}

export function fakeLinkPortal(changes: Partial<Plays> = {}): FakeLinkPortal {
  const plays: Plays = {
    orderOf: paymentId => `order of ${String(paymentId)}`,
    refusal: () => null,
    withoutPhone: new Set(),
    wrong: new Set(),
    astray: new Set(),
    shortOf: paymentId => paymentId,
    silent: new Set(),
    beforeBatch: async () => {},
    beforeProof: async () => {},
    beforeAlone: async () => {},
    ...changes,
  }
  const batches: number[][] = []
  const alone: number[] = []
  const proven: string[] = []
  return {
    plays,
    batches,
    alone,
    proven,
    calls: {
      async call(_, __, body) {
        const { id } = JSON.parse(body) as { id: number }
        alone.push(id)
        await plays.beforeAlone(id)
        const error = plays.refusal(id)
        if (error !== null) throw error
        return { value: linkOf(plays.wrong.has(id) ? id + 1 : id, id) }
      },
    },
    client: {
      async readTogether(_, reads, options) {
        const ids = reads.map(({ query }) => Number(/^id=(\d+)$/.exec(query)?.[1]))
        batches.push(ids)
        await plays.beforeBatch(ids, options?.signal)
        const first = new Map<string, number>()
        return ids.map((id): BatchOutcome => {
          const error = plays.refusal(id)
          if (error !== null) return { kind: 'refused', error }
          if (plays.silent.has(id)) return { kind: 'missing' }
          const order = plays.orderOf(id)
          if (!first.has(order)) first.set(order, id)
          return {
            kind: 'answered',
            answer: { value: linkOf(plays.wrong.has(id) ? id + 1 : (first.get(order) ?? id), id) },
          }
        })
      },
    },
    shortLinks: {
      async locationOf(address, signal) {
        const id = Number(/~p(\d+)$/.exec(address)?.[1])
        await plays.beforeProof(id, signal)
        if (signal?.aborted === true) throw new AppError('cancelled', 'The call was cancelled')
        proven.push(address)
        return pageOf(plays.astray.has(id) ? id + 1 : id)
      },
    },
  }

  function linkOf(shown: number, asked: number): JsonValue {
    const result = plays.withoutPhone.has(asked)
      ? { connectedSiteId: 10, isPhoneConfirmed: false }
      : { payment: { url: pageOf(shown), shortUrl: `${HOST}/~p${String(plays.shortOf(shown))}`, qr: '' } }
    const parsed = parseJson(JSON.stringify(result))
    if (!parsed.ok) throw new Error('not JSON')
    return parsed.value
  }
}

function pageOf(paymentId: number): string {
  return `${HOST}/pub/site/10/pay/?orderId=1&access=00112233445566778899aabbccddeeff&paymentId=${String(paymentId)}`
}

/** What a portal answers of a payment that it does not have. */
export function noSuchPayment(): AppError {
  return new AppError('portal', 'refused', { details: { code: '200640400001', status: 400 } })
}
