import { parseJson, printJson } from '#common/json/json-value'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PortalAnswer } from '../../../../../../electron/main/rest/answer'
import {
  batchRequest,
  readBatchAnswer,
  type BatchOutcome,
} from '../../../../../../electron/main/rest/batch/batch-answer'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'
const ASKED = { origin: 'https://shop.example', secret: SECRET }

function readsOf(count: number) {
  return Array.from({ length: count }, (_, index) => ({ method: `method${index + 1}.list`, query: '' }))
}

function outcomesOf(result: unknown, count: number): readonly BatchOutcome[] {
  const parsed = parseJson(JSON.stringify(result))
  if (!parsed.ok) throw new Error('No JSON')
  return readBatchAnswer({ value: parsed.value }, readsOf(count), ASKED)
}

/** An outcome in words. */
function wordsFor(outcome: BatchOutcome): string {
  switch (outcome.kind) {
    case 'answered':
      return printJson(outcome.answer.value, 0)
    case 'refused':
      return `${String(outcome.error.details['method'])}: ${String(outcome.error.details['code'])}`
    case 'missing':
      return 'missing'
  }
}

describe('the body of a batch', () => {
  it('has each read under a key of its own, and stops at no error', () => {
    const request = batchRequest([
      { method: 'profile', query: '' },
      { method: 'sale.paysystem.list', query: 'start=50' },
    ])

    expect(printJson(request, 0)).toBe('{"halt":0,"cmd":{"read1":"profile","read2":"sale.paysystem.list?start=50"}}')
  })
})

describe('the answer to a batch', () => {
  /** A map as a portal writes it: `[]` when nothing is in it. */
  function mapOf(entries: readonly (readonly [string, unknown])[]): unknown {
    return entries.length === 0 ? [] : Object.fromEntries(entries)
  }

  it('gives each its own, whichever fail, and whatever stands beside it', () => {
    const end = fc.constantFrom('answered', 'refused', 'missing')
    const junk = fc.oneof(fc.constant([]), fc.dictionary(fc.constantFrom('0', '1', 'read99', 'x'), fc.jsonValue()))
    fc.assert(
      fc.property(fc.array(end, { minLength: 1, maxLength: 50 }), junk, fc.boolean(), (ends, beside, isReversed) => {
        const keyed = ends.map((kind, index) => ({ kind, key: `read${index + 1}`, place: index + 1 }))
        const ordered = isReversed ? keyed.toReversed() : keyed
        const of = (kind: string) => ordered.filter(entry => entry.kind === kind)
        const maps = {
          result: mapOf([...Object.entries(beside), ...of('answered').map(({ key, place }) => [key, place] as const)]),
          result_error: mapOf(
            of('refused').map(({ key }) => [key, { error: `E_${key}`, error_description: '' }] as const),
          ),
          result_total: [],
          result_next: mapOf([]),
          result_time: beside,
        }

        expect(outcomesOf(maps, ends.length).map(wordsFor)).toEqual(
          keyed.map(({ kind, key, place }) => {
            if (kind === 'missing') return 'missing'
            return kind === 'answered' ? String(place) : `method${place}.list: E_${key}`
          }),
        )
      }),
    )
  })

  it('gives nobody what is not theirs, and never fails, whatever a server answers', () => {
    const maps = fc.record(
      {
        result: fc.jsonValue(),
        result_error: fc.jsonValue(),
        result_time: fc.jsonValue(),
        result_next: fc.jsonValue(),
      },
      { requiredKeys: [] },
    )
    fc.assert(
      fc.property(fc.oneof(maps, fc.jsonValue()), answer => {
        expect(outcomesOf(answer, 3).map(wordsFor)).toEqual(['missing', 'missing', 'missing'])
      }),
    )
  })

  it('takes the times and the pages of each', () => {
    const [first, second] = outcomesOf(
      {
        result: { read1: [1], read2: null },
        result_error: [],
        result_total: { read1: '120' },
        result_next: { read1: 50 },
        result_time: { read1: { operating: 1.5 } },
      },
      2,
    )

    const answer: PortalAnswer = first?.kind === 'answered' ? first.answer : { value: { kind: 'null' } }
    expect([answer.next, answer.total, answer.time && printJson(answer.time, 0)]).toEqual([
      50,
      120,
      '{"operating":1.5}',
    ])
    expect(second).toEqual({ kind: 'answered', answer: { value: { kind: 'null' } } })
  })

  it.each([
    ['an error beside a result', { error: 'ACCESS_DENIED' }, 'portal', 'ACCESS_DENIED'],
    ['a limit', { error: 'OPERATION_TIME_LIMIT', error_description: 'x' }, 'rate-limited', 'OPERATION_TIME_LIMIT'],
    ['a number as code', { error: 100 }, 'portal', '100'],
    ['an error that is text', 'broken', 'portal', 'broken'],
    ['an error that is null', null, 'portal', 'null'],
  ])('names %s', (_, error, code, portalCode) => {
    const [outcome] = outcomesOf({ result: { read1: 5 }, result_error: { read1: error } }, 1)

    expect(outcome).toMatchObject({ kind: 'refused', error: { code, details: { code: portalCode } } })
  })

  it('keeps the secret out of an error', () => {
    const error = { error: `E ${SECRET}`, error_description: `https://shop.example/rest/7/${SECRET}/profile` }

    const [outcome] = outcomesOf({ result: [], result_error: { read1: error } }, 1)

    expect(JSON.stringify(outcome)).not.toContain(SECRET)
    expect(outcome).toMatchObject({ kind: 'refused' })
  })
})
