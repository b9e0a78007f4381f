import { AppError, type AppErrorDetails } from '#common/ipc/app-error'
import { printJson, type JsonValue } from '#common/json/json-value'
import { PortalId } from '#common/portals/portals.contract'
import fc from 'fast-check'
import * as v from 'valibot'
import { beforeEach, describe, expect, it } from 'vitest'
import type { PortalAnswer } from '../../../../../../electron/main/rest/answer'
import type { BatchOutcome } from '../../../../../../electron/main/rest/batch/batch-answer'
import { createBatchingClient, type BatchingClient } from '../../../../../../electron/main/rest/batch/batching-client'
import { settled } from '../../../../../support/fake-timer'

const SHOP = v.parse(PortalId, 'shop')
const OTHER = v.parse(PortalId, 'other')

/** Each request in a line. */
let sent: string[]
let held: ReadonlySet<string>
let batchFails: AppError | null
let outcomeOfRead: (method: string) => BatchOutcome
let signals: (AbortSignal | undefined)[]
let isAnswering: boolean
let client: BatchingClient

beforeEach(() => {
  sent = []
  held = new Set()
  batchFails = null
  outcomeOfRead = method => ({ kind: 'answered', answer: answerOf(`${method} together`) })
  signals = []
  isAnswering = true
  client = createBatchingClient({
    client: {
      call(portalId, method, _, { priority = 'person' } = {}) {
        sent.push(`${priority} ${portalId} ${method}`)
        return Promise.resolve(answerOf(`${method} alone`))
      },
      readTogether(portalId, reads, { priority, signal } = {}) {
        sent.push(`${priority ?? ''} ${portalId} batch ${reads.map(({ method }) => method).join(' ')}`)
        signals.push(signal)
        if (!isAnswering) return new Promise(() => undefined)
        if (batchFails !== null) return Promise.reject(batchFails)
        return Promise.resolve(reads.map(({ method }) => outcomeOfRead(method)))
      },
      isHeld: (_, method) => Promise.resolve(held.has(method)),
    },
  })
})

function answerOf(value: string): PortalAnswer {
  return { value: { kind: 'string', value } }
}

function refused(code: string, details: AppErrorDetails = {}): AppError {
  return new AppError('portal', 'x', { details: { method: 'batch', code, ...details } })
}

function endOf(call: Promise<{ readonly value: JsonValue }>): Promise<string> {
  return call.then(
    ({ value }) => printJson(value, 0).slice(1, -1),
    (error: unknown) => {
      const { code, details } = error as AppError
      return [code, details['method'], details['code'] ?? details['reason']].filter(Boolean).join(' ')
    },
  )
}

describe('reads asked in one turn', () => {
  it('are one request, and each gets its own answer', async () => {
    const ends = [endOf(client.call(SHOP, 'profile')), endOf(client.call(SHOP, 'scope'))]

    expect(await Promise.all(ends)).toEqual(['profile together', 'scope together'])
    expect(sent).toEqual(['person shop batch profile scope'])
  })

  it('are apart for each portal and each priority, and one that stays alone goes as itself', async () => {
    await Promise.all([
      client.call(SHOP, 'profile'),
      client.call(OTHER, 'profile'),
      client.call(SHOP, 'scope', '{}', { priority: 'bulk' }),
      client.call(SHOP, 'server.time', '{}', { priority: 'bulk' }),
    ])

    expect(sent.toSorted()).toEqual([
      'bulk shop batch scope server.time',
      'person other profile',
      'person shop profile',
    ])
  })

  it('go by fifty', async () => {
    const ends = Array.from({ length: 101 }, () => endOf(client.call(SHOP, 'profile')))

    expect(new Set(await Promise.all(ends))).toEqual(new Set(['profile together', 'profile alone']))
    expect(sent.map(line => line.split(' ').length - 3)).toEqual([50, 50, 0])
  })

  it('leave writes, links of payments and a later turn to themselves', async () => {
    await Promise.all([
      client.call(SHOP, 'sale.paysystem.handler.update', '{"ID":1}'),
      client.call(SHOP, 'salescenter.payment.getPublicUrl', '{"id":1}'),
      client.call(SHOP, 'salescenter.payment.getPublicUrl', '{"id":2}'),
      client.call(SHOP, 'profile'),
    ])
    await client.call(SHOP, 'scope')

    expect(sent.some(line => line.includes('batch'))).toBe(false)
    expect(sent).toHaveLength(5)
  })

  it('do not wait for a method that ran for too long', async () => {
    held = new Set(['sale.paysystem.list'])
    await Promise.all([
      client.call(SHOP, 'profile'),
      client.call(SHOP, 'sale.paysystem.list'),
      client.call(SHOP, 'scope'),
    ])

    expect(sent).toEqual(['person shop sale.paysystem.list', 'person shop batch profile scope'])
  })
})

describe('what fails in a batch', () => {
  it('fails for whoever asked for it, and for nobody else', async () => {
    const kind = fc.constantFrom('answered', 'refused', 'missing', 'limited', 'not-allowed')
    await fc.assert(
      fc.asyncProperty(fc.array(kind, { minLength: 2, maxLength: 60 }), async kinds => {
        const methods = kinds.map(() => 'sale.paysystem.settings.get')
        let place = 0
        outcomeOfRead = method => {
          const at = place++
          switch (kinds[at]) {
            case 'answered':
              return { kind: 'answered', answer: answerOf(`together ${at}`) }
            case 'refused':
              return { kind: 'refused', error: refused(`E${at}`, { method }) }
            case 'limited':
              return { kind: 'refused', error: refused('OPERATION_TIME_LIMIT') }
            case 'not-allowed':
              return { kind: 'refused', error: refused('ERROR_BATCH_METHOD_NOT_ALLOWED') }
            default:
              return { kind: 'missing' }
          }
        }
        const ends = await Promise.all(methods.map(method => endOf(client.call(SHOP, method))))

        // The last one of 51 is alone.
        const isAlone = (at: number): boolean => kinds.length % 50 === 1 && at === kinds.length - 1
        expect(ends).toEqual(
          kinds.map((end, at) => {
            if (isAlone(at)) return 'sale.paysystem.settings.get alone'
            if (end === 'answered') return `together ${at}`
            if (end === 'refused') return `portal sale.paysystem.settings.get E${at}`
            return 'sale.paysystem.settings.get alone'
          }),
        )
      }),
      { numRuns: 50 },
    )
  })

  const READS = ['profile', 'scope'] as const

  function endsOfBoth(): Promise<string[]> {
    return Promise.all(READS.map(method => endOf(client.call(SHOP, method))))
  }

  it.each([
    'ERROR_METHOD_NOT_FOUND',
    'insufficient_scope',
    'ERROR_BATCH_METHOD_NOT_ALLOWED',
    'INTERNAL_SERVER_ERROR',
    'OPERATION_TIME_LIMIT',
  ])('as a batch with %s is asked one by one', async code => {
    batchFails = refused(code)

    expect(await endsOfBoth()).toEqual(['profile alone', 'scope alone'])
  })

  it.each(['too-large', 'not-utf-8', 'not-json', 'operation-time-limit'])(
    'for one read with %s is asked one by one',
    async reason => {
      batchFails = new AppError('network', 'x', { details: { reason } })

      expect(await endsOfBoth()).toEqual(['profile alone', 'scope alone'])
    },
  )

  it.each([
    ['ACCESS_DENIED', refused('ACCESS_DENIED'), 'portal %s ACCESS_DENIED'],
    ['QUERY_LIMIT_EXCEEDED', refused('QUERY_LIMIT_EXCEEDED'), 'portal %s QUERY_LIMIT_EXCEEDED'],
    ['a cut connection', new AppError('network', 'x', { details: { reason: 'cut-off' } }), 'network cut-off'],
    ['a locked keychain', new AppError('keychain', 'x', { details: { reason: 'locked' } }), 'keychain locked'],
  ])('as a whole with %s fails for each under its own name', async (_, error, expected) => {
    batchFails = error

    expect(await endsOfBoth()).toEqual(READS.map(method => expected.replace('%s', method)))
    expect(sent).toHaveLength(1)
  })
})

describe('a read that is cancelled', () => {
  it('before it is sent is not sent', async () => {
    const controller = new AbortController()
    const ends = [
      endOf(client.call(SHOP, 'profile', '{}', { signal: controller.signal })),
      endOf(client.call(SHOP, 'scope')),
    ]
    controller.abort()

    expect(await Promise.all(ends)).toEqual(['cancelled', 'scope alone'])
    expect(sent).toEqual(['person shop scope'])
  })

  it('on its way leaves the batch to the others, and ends it with the last', async () => {
    const [first, both] = [new AbortController(), new AbortController()]
    isAnswering = false
    const ends = [
      endOf(client.call(SHOP, 'profile', '{}', { signal: first.signal })),
      endOf(client.call(SHOP, 'scope', '{}', { signal: both.signal })),
      endOf(client.call(SHOP, 'server.time', '{}', { signal: both.signal })),
    ]
    await settled()
    first.abort()
    expect(await ends[0]).toBe('cancelled')
    expect(signals[0]?.aborted).toBe(false)
    both.abort()

    expect(await Promise.all(ends)).toEqual(['cancelled', 'cancelled', 'cancelled'])
    expect(signals[0]?.aborted).toBe(true)
  })
})
