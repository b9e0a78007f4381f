import { decodeText } from '#common/payments/decode-text'
import { readCsv } from '#common/payments/read-csv'
import { MAX_CELL_LENGTH, MAX_TABLE_COLUMNS, MAX_TABLE_ROWS } from '#common/payments/table'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

const ROWS = [
  ['Оплата', 'Плательщик', 'Сумма'],
  ['1063', 'Фёдорова «Анна»', '49,90'],
  ['1064', 'O’Hara; Sons', '1 200,00'],
]

function csv(rows: readonly (readonly string[])[], delimiter: string, lineEnd = '\r\n'): string {
  const quoted = (cell: string) => (/["\r\n;,\t]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
  return rows.map(row => row.map(quoted).join(delimiter) + lineEnd).join('')
}

function windows1251(text: string): Buffer {
  const decoder = new TextDecoder('windows-1251')
  const bytes = new Map(Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]))
  return Buffer.from(Array.from(text, letter => bytes.get(letter) ?? 0x3f))
}

const ENCODINGS: readonly [string, (text: string) => Uint8Array][] = [
  ['UTF-8', text => Buffer.from(text)],
  ['UTF-8 with a mark', text => Buffer.from(`\ufeff${text}`)],
  ['UTF-16 with a mark', text => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['UTF-16 without a mark', text => Buffer.from(text, 'utf16le')],
  ['UTF-16 the other way round', text => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ['UTF-16 the other way round, without a mark', text => Buffer.from(text, 'utf16le').swap16()],
  ['Windows-1251', windows1251],
]

describe('a file of cells', () => {
  describe.each(ENCODINGS)('in %s', (_, encode) => {
    it.each([';', ',', '\t'])('with %j between them is read', delimiter => {
      expect(readCsv(encode(csv(ROWS, delimiter)))).toEqual({ ok: true, table: ROWS })
    })
  })

  it.each([
    ['line feeds alone', '1063;a\n1064;b\n'],
    ['no line end at the end', '1063;a\n1064;b'],
    ['empty rows at the end', '1063;a\n1064;b\n;\n\n'],
    ['a line that says what stands between', 'sep=;\r\n1063;a\r\n1064;b\r\n'],
    ['quotation marks it does not need', '"1063";"a"\n"1064";"b"\n'],
    ['a sign at the end that it is the end', '1063;a\n1064;b\n\u001a'],
    ['blanks around its cells', '1063 ; a\n 1064;b\n'],
  ])('with %s is read', (_, text) => {
    expect(readCsv(Buffer.from(text))).toEqual({
      ok: true,
      table: [
        ['1063', 'a'],
        ['1064', 'b'],
      ],
    })
  })

  it('with one column is read as it is', () => {
    expect(readCsv(Buffer.from('id\n1063\n1064\n'))).toEqual({ ok: true, table: [['id'], ['1063'], ['1064']] })
  })

  it('keeps the line breaks within a cell, and an empty row between two others', () => {
    expect(readCsv(Buffer.from('1063;"a\nb"\n\n1064;c\n'))).toEqual({
      ok: true,
      table: [['1063', 'a\nb'], [''], ['1064', 'c']],
    })
  })

  it.each<[string, string, string | Uint8Array]>([
    ['is empty', 'table-empty', ''],
    ['holds only separators', 'table-empty', ';;\n;;\n'],
    ['is a picture', 'table-not-text', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
    ['is a document', 'table-not-text', '%PDF-1.7\n1 0 obj\n1063;5\n'],
    ['is a document of a word processor', 'table-not-text', '{\\rtf1\\ansi 1063;5}'],
    ['is a page', 'table-not-text', '<html><table><tr><td>1063</td></tr></table></html>'],
    ['is a page after a blank line', 'table-not-text', '\r\n<!DOCTYPE html>\n<p>1063</p>'],
    ['is a workbook in XML', 'table-not-text', '\ufeff<?xml version="1.0"?><Workbook>1063</Workbook>'],
    ['is JSON', 'table-not-text', '[{"id": 1063}, {"id": 1064}]'],
    ['is a list in JSON', 'table-not-text', '[\n  {"id": 1063}\n]'],
    ['is a key', 'table-not-text', '-----BEGIN CERTIFICATE-----\n1063\n'],
    ['is packed', 'table-not-text', Buffer.from('1f8b0801ab4d5fee0203333032e6020003', 'hex')],
    ['has half a letter at its end', 'table-not-text', Buffer.from('fffe3100320033', 'hex')],
    ['opens a quotation mark for ever', 'table-open-quote', '1063;"a\n1064;b\n'],
    ['is too long', 'table-too-long', '1063\n'.repeat(MAX_TABLE_ROWS + 2)],
    ['is too wide', 'table-too-wide', `${';'.repeat(MAX_TABLE_COLUMNS)}1063\n`],
    ['has too many cells', 'table-too-wide', `1063${';a'.repeat(50)}\n`.repeat(20_000)],
  ])('that %s is refused: %s', (_, problem, content) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    expect(readCsv(bytes)).toEqual({ ok: false, problem })
  })

  it('of a cell that is too long is cut there', () => {
    const read = readCsv(Buffer.from(`1063;${'x'.repeat(5_000)}\n`))
    expect(read.ok && read.table[0]?.[1]).toHaveLength(MAX_CELL_LENGTH)
  })

  it('gives back what was written, whatever the cells hold', () => {
    const Cell = fc.stringMatching(/^[ -~а-яё\n]*$/).map(text => text.trim())
    const Rows = fc.array(fc.tuple(fc.integer({ min: 1, max: 9_999 }).map(String), Cell, Cell), {
      minLength: 2,
      maxLength: 20,
    })
    fc.assert(
      fc.property(Rows, fc.constantFrom(';', '\t'), (rows, delimiter) => {
        const text = `sep=${delimiter}\r\n${csv(rows, delimiter)}`
        expect(readCsv(Buffer.from(text))).toEqual({ ok: true, table: rows })
      }),
    )
  })

  it('never fails in another way than by a problem', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        expect(typeof readCsv(bytes).ok).toBe('boolean')
      }),
    )
  })
})

describe('Windows-1251', () => {
  it('is decoded as other decoders do, letter by letter', () => {
    const bytes = Uint8Array.from({ length: 255 }, (_, index) => index + 1)
    expect(decodeText(bytes)).toBe(new TextDecoder('windows-1251').decode(bytes))
  })
})
