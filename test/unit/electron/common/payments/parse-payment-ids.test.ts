import { MAX_PAYMENTS, parsePaymentIds } from '#common/payments/parse-payment-ids'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const Id = fc.integer({ min: 1, max: 1_000_000 })
const Piece = fc.oneof(
  Id.map(id => ({ text: String(id), ids: [id] })),
  fc
    .tuple(Id, fc.integer({ min: 0, max: 30 }), fc.constantFrom('-', ' - ', '–', ' — ', '\t-\u00a0'))
    .map(([from, more, dash]) => ({
      text: `${String(from)}${dash}${String(from + more)}`,
      ids: Array.from({ length: more + 1 }, (_, index) => from + index),
    })),
)
/** A comma or a blank alone can stand between the thousands of one id, too. */
const Separator = fc.stringMatching(/^[ \n\t,;]*[\n;][ \n\t,;]*$/)

describe('ids that were typed', () => {
  it.each([
    ['1063', [1063]],
    ['1001, 1003-1006', [1001, 1003, 1004, 1005, 1006]],
    ['1001;1002\t1003\r\n1004', [1001, 1002, 1003, 1004]],
    [' 1003 – 1005 ', [1003, 1004, 1005]],
    ['#1063 №1064', [1063, 1064]],
    ['1001,,;\n\n1002,', [1001, 1002]],
    ['0001063', [1063]],
    ['7-7', [7]],
    ['', []],
    ['  \n ', []],
    ['9007199254740991', [9_007_199_254_740_991]],
    ['1001,1002', [1001, 1002]],
    ['1,2,3', [1, 2, 3]],
    ['101, 102', [101, 102]],
    ['101 102 103', [101, 102, 103]],
    ['98 99 100', [98, 99, 100]],
    ['101,102,103,104', [101, 102, 103, 104]],
    ['001,002', [1, 2]],
    ['1\n063', [1, 63]],
  ])('%j are %j', (text, ids) => {
    expect(parsePaymentIds(text)).toEqual({ ok: true, ids, repeated: 0 })
  })

  it.each([
    ['1001, abc', 'not-an-id', 'abc'],
    ['1001 10,5x', 'not-an-id', '5x'],
    ['0', 'not-an-id', '0'],
    ['-5', 'not-an-id', '-5'],
    ['1003-', 'not-an-id', '1003-'],
    ['1-2-3', 'not-an-id', '1-2-3'],
    ['1.5', 'not-an-id', '1.5'],
    ['9007199254740992', 'not-an-id', '9007199254740992'],
    ['1003\n- 1005\n', 'not-an-id', '-1005'],
    ['１０６３', 'not-an-id', '１０６３'],
    ['1E+05', 'not-an-id', '1E+05'],
    ['1063.0', 'not-an-id', '1063.0'],
    ["1'063", 'not-an-id', "1'063"],
    ['1.063', 'not-an-id', '1.063'],
    ['2026-05-01', 'not-an-id', '2026-05-01'],
    ['01.05.2026', 'not-an-id', '01.05.2026'],
    ['1,063', 'ambiguous', '1,063'],
    ['1,063, 1,064', 'ambiguous', '1,063'],
    ['1,001-1,002', 'ambiguous', '1,001'],
    ['5001, 12,000', 'ambiguous', '12,000'],
    ['123,456', 'ambiguous', '123,456'],
    ['1,234,567', 'ambiguous', '1,234,567'],
    ['1 063', 'ambiguous', '1 063'],
    ['12 345', 'ambiguous', '12 345'],
    ['123 045', 'ambiguous', '123 045'],
    ['1 234 567', 'ambiguous', '1 234 567'],
    ['123\u00a0456', 'ambiguous', '123\u00a0456'],
    ['1\u202f063', 'ambiguous', '1\u202f063'],
    ['1010-1003', 'backwards', '1010-1003'],
    ['1-9007199254740991', 'too-many', '1-9007199254740991'],
    [`1-${String(MAX_PAYMENTS)}, 20000`, 'too-many', '20000'],
  ])('%j are refused: %s, at %j', (text, problem, piece) => {
    expect(parsePaymentIds(text)).toEqual({ ok: false, problem, piece })
  })

  it('are taken up to the limit', () => {
    const parsed = parsePaymentIds(`1-${String(MAX_PAYMENTS)}`)
    expect(parsed.ok && parsed.ids.length).toBe(MAX_PAYMENTS)
  })

  it('name no more of a long wrong piece than a message has room for', () => {
    const parsed = parsePaymentIds('x'.repeat(5_000))
    expect(parsed.ok ? '' : parsed.piece).toHaveLength(41)
  })

  it('are each there once, in the order they were first named, whatever stands between them', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(Piece, Separator), { maxLength: 40 }), pieces => {
        const all = pieces.flatMap(([{ ids }]) => ids)
        const unique = [...new Set(all)]
        const text = pieces.map(([piece, separator]) => piece.text + separator).join('')
        expect(parsePaymentIds(text)).toEqual({ ok: true, ids: unique, repeated: all.length - unique.length })
      }),
    )
  })

  it('never fail in another way, and never take what is no id', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const parsed = parsePaymentIds(text)
        if (parsed.ok) expect(parsed.ids.every(id => Number.isSafeInteger(id) && id > 0)).toBe(true)
        else expect(parsed.piece).not.toBe('')
      }),
    )
  })
})
