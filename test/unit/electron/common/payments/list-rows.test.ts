import { NOTHING_READ } from '#common/payments/fact-times'
import { listRows, type RowOrder } from '#common/payments/list-rows'
import type { LinkState, PaymentRow } from '#common/payments/payments.contract'
import { describe, expect, it } from 'vitest'

const FAILED: LinkState = { kind: 'failed', error: { code: 'not-found', details: {} } }
const READY: LinkState = { kind: 'ready', fetchedAt: '2026-05-04T08:00:00.000Z', isTargetProven: true }

function row(paymentId: number, changes: Partial<PaymentRow> = {}): PaymentRow {
  return {
    paymentId,
    orderKey: null,
    accountNumber: null,
    sum: null,
    currency: null,
    isPaid: null,
    paySystemName: null,
    due: null,
    texts: [],
    readAt: NOTHING_READ,
    link: { kind: 'none' },
    ...changes,
  }
}

const ROWS = [
  row(1063, { accountNumber: '5010/1', sum: 9, currency: 'EUR', link: READY }),
  row(7, { accountNumber: '5002/1', sum: 120, currency: 'EUR', texts: [{ name: 'Payer', value: 'Keller' }] }),
  row(200, { accountNumber: '5002/2', sum: 5, currency: 'USD', link: FAILED }),
]

function ids(changes: Partial<Parameters<typeof listRows>[1]> = {}): number[] {
  const order: RowOrder = { column: 'payment', isDescending: false }
  return listRows(ROWS, { searched: '', kind: null, order, locale: 'en', ...changes }).map(({ paymentId }) => paymentId)
}

describe('the rows of a list', () => {
  it.each<[RowOrder, number[]]>([
    [{ column: 'payment', isDescending: false }, [7, 200, 1063]],
    [{ column: 'payment', isDescending: true }, [1063, 200, 7]],
    [{ column: 'order', isDescending: false }, [7, 200, 1063]],
    [{ column: 'sum', isDescending: false }, [1063, 7, 200]],
    [{ column: 'link', isDescending: false }, [200, 7, 1063]],
  ])('stand in the order %j', (order, wanted) => {
    expect(ids({ order })).toEqual(wanted)
  })

  it.each([
    ['keller', [7]],
    ['5002', [7, 200]],
    [' 106 ', [1063]],
    ['nobody', []],
  ])('that hold %j are %j', (searched, wanted) => {
    expect(ids({ searched })).toEqual(wanted)
  })

  it('are those in one state', () => {
    expect(ids({ kind: 'failed' })).toEqual([200])
    expect(ids({ kind: 'kept' })).toEqual([])
  })
})
