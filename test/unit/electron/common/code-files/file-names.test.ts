import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createNames, fileNames, type NamedPayment } from '../../../../../electron/common/code-files/file-names'

const BARE: NamedPayment = { paymentId: 1063, orderNumber: null, payer: null, texts: [] }

function nameOf(pattern: string, facts: Partial<NamedPayment> = {}): string | undefined {
  return fileNames(pattern, [{ ...BARE, ...facts }])[0]
}

function named(payer: string): NamedPayment {
  return { ...BARE, payer }
}

describe('the name of a code’s file', () => {
  it.each([
    ['payment-{payment}', {}, 'payment-1063'],
    ['{order} {payer}', { orderNumber: '5001/1', payer: 'Amelie Roth' }, '5001-1 Amelie Roth'],
    ['{ ORDER }-{Payer}', { orderNumber: '7', payer: 'x' }, '7-x'],
    ['{Customer no}', { texts: [{ name: 'customer NO', value: 'K 12' }] }, 'K 12'],
    ['{payer}', { payer: 'Фёдорова Анна' }, 'Фёдорова Анна'],
    ['{payer}', {}, 'payment'],
    ['{payer}', { payer: '../../etc/passwd' }, '-..-etc-passwd'],
    ['{payer}', { payer: '...' }, 'payment'],
    ['{payer}', { payer: 'a\u0000b\nc' }, 'a-b-c'],
    ['{payer}', { payer: 'gpj.\u202egvs' }, 'gpj.-gvs'],
    ['{payer}', { payer: 'half \ud800' }, 'half -'],
    ['{payer}', { payer: 'ends with a dot. ' }, 'ends with a dot'],
    ['{payer}', { payer: 'NUL' }, '_NUL'],
    ['{payer}', { payer: 'com1 .x' }, '_com1 .x'],
    ['{payer}', { payer: 'COM²' }, '_COM²'],
    ['{payer}', { payer: 'console' }, 'console'],
    ['{payer}', { payer: 'e\u0301' }, '\u00e9'],
    ['{', {}, '{'],
  ])('of %s with %o is %s', (pattern, facts, expected) => {
    expect(nameOf(pattern, facts)).toBe(expected)
  })

  it('has a number with as many digits as the last one', () => {
    const names = fileNames(
      '{n}',
      Array.from({ length: 101 }, () => BARE),
    )
    expect([names[0], names[9], names[100]]).toEqual(['001', '010', '101'])
  })

  it('is unlike the others for systems that fold capitals and spellings', () => {
    const payers = ['Roth', 'ROTH', 'roth (2)', 'Roth', 'Ma\u00df', 'MASS', '\u00e9', 'e\u0301']
    expect(fileNames('{payer}', payers.map(named))).toEqual([
      ...['Roth', 'ROTH (2)', 'roth (2) (2)', 'Roth (3)', 'Ma\u00df', 'MASS (2)', '\u00e9', '\u00e9 (2)'],
    ])
  })

  it('is cut between letters', () => {
    const family = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}'
    const name = nameOf('{payer}', { payer: family.repeat(40) }) ?? ''
    expect(name.length).toBeGreaterThan(0)
    expect(name.replaceAll(family, '')).toBe('')
  })

  it('is found quickly where all are called the same', () => {
    const names = fileNames(
      'code',
      Array.from({ length: 10_000 }, () => BARE),
    )
    expect(new Set(names).size).toBe(10_000)
    expect(names.at(-1)).toBe('code (10000)')
  })

  it('can be written on every system, whatever is in the payments', () => {
    const texts = fc.array(fc.record({ name: fc.string(), value: fc.string({ unit: 'binary' }) }), { maxLength: 2 })
    const payment = fc.record({
      paymentId: fc.integer({ min: 1 }),
      orderNumber: fc.option(fc.string({ unit: 'binary' })),
      payer: fc.option(
        fc.oneof(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.constantFrom('con', 'Nul.x', ' .')),
      ),
      texts,
    })
    fc.assert(
      fc.property(
        fc.array(payment, { maxLength: 8 }),
        fc.constantFrom('{payer}', '{order}{n}', ' .{payer}.'),
        (payments, pattern) => {
          const names = fileNames(pattern, payments)
          const keys = names.map(name => name.normalize('NFC').toUpperCase().toLowerCase())
          expect(new Set(keys).size).toBe(payments.length)
          for (const name of names) {
            expect(name).toBe(name.normalize('NFC'))
            // eslint-disable-next-line no-control-regex -- these are what is forbidden
            expect(name).not.toMatch(/[<>:"/\\|?*\u0000-\u001f\u007f]|^[ .]|[ .]$|^$/)
            expect(name).not.toMatch(/\p{Cs}/u)
            expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)\s*(?:\.|$)/i)
            expect(Buffer.byteLength(`${name}.svg`)).toBeLessThan(215)
            expect(Buffer.byteLength(`${name}.svg`.normalize('NFD'))).toBeLessThan(215)
          }
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('names that are given once', () => {
  it('go round those that are there', () => {
    const names = createNames()
    names.take('Till.svg')
    names.take('till (2)')
    expect(names.has('TILL.SVG')).toBe(true)
    expect([names.free('till'), names.free('till'), names.free('till')]).toEqual(['till', 'till (3)', 'till (4)'])
  })
})
