import { MAX_TABLE_ROWS } from '#common/payments/table'
import fc from 'fast-check'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readTable } from '../../../../electron/table-reader/read-table'
import { sheetXml, workbook, workbookOf, type WorkbookSheet } from '../../../support/workbook'

describe('a workbook', () => {
  it('is read as its sheet shows it', async () => {
    const bytes = workbook(
      sheetXml([
        [
          { text: 'Payment' },
          { text: 'Payer' },
          { text: 'Sum' },
          { text: 'Due' },
          { text: 'Paid' },
          { text: 'Half' },
          { text: 'Note' },
        ],
        [
          { number: '1063' },
          { text: 'Фёдорова & «Сёстры»' },
          { number: '0.30000000000000004' },
          { day: '46143' },
          { yes: true },
          { formula: 'C2/2', value: '0.15' },
          { inline: 'inline' },
        ],
      ]),
    )
    expect(await readTable(bytes)).toEqual({
      ok: true,
      sheets: ['Payments'],
      sheet: 0,
      table: [
        ['Payment', 'Payer', 'Sum', 'Due', 'Paid', 'Half', 'Note'],
        ['1063', 'Фёдорова & «Сёстры»', '0.3', '2026-05-01', 'true', '0.15', 'inline'],
      ],
    })
  })

  it('is asked for the last value of a formula, and never works one out', async () => {
    const bytes = workbook(
      sheetXml([[{ number: '1063' }, { formula: 'WEBSERVICE("http://127.0.0.1:9/")', value: '7' }]]),
    )
    expect(await readTable(bytes)).toMatchObject({ table: [['1063', '7']] })
  })

  it('keeps the columns where cells are missing', async () => {
    const bytes = workbook(
      '<row r="1"><c r="A1"><v>1063</v></c><c r="C1"><v>5</v></c></row><row r="3"><c r="B3"><v>6</v></c></row>',
    )
    expect(await readTable(bytes)).toMatchObject({
      table: [
        ['1063', '', '5'],
        ['', '', ''],
        ['', '6', ''],
      ],
    })
  })

  it.each<[string, string, () => Uint8Array]>([
    ['has no cells', 'table-empty', () => workbook('')],
    ['is too long', 'table-too-long', () => workbook(longSheet())],
    ['is cut', 'table-damaged-workbook', () => workbook(sheetXml([[{ number: '1063' }]])).subarray(0, 300)],
    ['is another kind of zip', 'table-damaged-workbook', () => zipSync({ 'a.txt': strToU8('1063') })],
    ['holds a sheet that is no XML', 'table-damaged-workbook', () => workbook('<row><c r="A1"><v>10')],
    ['is an old one', 'table-old-workbook', () => binary('Workbook')],
    ['opens with a password', 'table-with-password', () => binary('EncryptedPackage')],
    ['says that it unpacks to gigabytes', 'table-unpacks-too-large', () => bomb(true)],
    ['unpacks to more than it says', 'table-damaged-workbook', () => bomb(false)],
  ])('that %s is refused: %s', async (_, problem, make) => {
    expect(await readTable(make())).toEqual({ ok: false, problem })
  })

  it('never fails in another way than by a problem, wherever it is damaged', async () => {
    const whole = workbook(sheetXml([[{ text: 'id' }], [{ number: '1063' }]]))
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 5), fc.nat(255), async (place, value) => {
        const bytes = Uint8Array.from(whole)
        bytes[place + 4] = value
        expect(typeof (await readTable(bytes)).ok).toBe('boolean')
      }),
      { numRuns: 60 },
    )
  })
})

describe('a workbook of several sheets', () => {
  const ids = (...numbers: string[]): string => sheetXml(numbers.map(number => [{ number }]))

  it('names those that hold anything, and is read by their places', async () => {
    const bytes = workbookOf([
      { name: 'Cover', rows: '' },
      { name: 'May & June', rows: ids('1063') },
      { name: 'Look-ups', rows: ids('7'), isHidden: true },
      { name: 'Plain', rows: '<row r="1"><c r="A1" s="1"/></row>' },
      { name: '«Июль»', rows: ids('1064', '1065') },
    ])
    const sheets = ['May & June', '«Июль»']
    expect(await readTable(bytes)).toEqual({ ok: true, table: [['1063']], sheets, sheet: 0 })
    expect(await readTable(bytes, 1)).toEqual({ ok: true, table: [['1064'], ['1065']], sheets, sheet: 1 })
  })

  it.each<[string, WorkbookSheet[], string]>([
    [
      'the only one that holds anything is hidden',
      [
        { name: 'A', rows: '' },
        { name: 'B', rows: ids('7'), isHidden: true },
      ],
      '7',
    ],
    [
      'it has a text alone',
      [
        { name: 'A', rows: '' },
        { name: 'B', rows: sheetXml([[{ inline: '8' }]]) },
      ],
      '8',
    ],
  ])('is read where %s', async (_, sheets, cell) => {
    expect(await readTable(workbookOf(sheets))).toMatchObject({ table: [[cell]], sheets: ['B'] })
  })

  it('is refused where none holds anything', async () => {
    const empty = [
      { name: 'A', rows: '' },
      { name: 'B', rows: '' },
    ]
    expect(await readTable(workbookOf(empty))).toEqual({ ok: false, problem: 'table-empty' })
  })
})

describe('the cells of a workbook', () => {
  it('give their texts however they are kept, and none where a formula went wrong or a cell is merged away', async () => {
    const rows = [
      sheetXml([[{ shared: 1 }, { shared: 0 }, { text: '1063' }, { inline: '0042' }, { fault: '#N/A' }]]),
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"/><c r="C2"><f>A1+1</f></c><c r="D2" t="str"><f>A1</f><v></v></c><c r="E2" s="1"><v>46143.5</v></c><c r="F2" s="1"><v>0.385416666666667</v></c></row>',
    ].join('')
    const bytes = workbookOf([{ name: 'Payments', rows }], ['Фёдорова', 'Payer'])
    expect(await readTable(bytes)).toMatchObject({
      table: [
        ['Payer', 'Фёдорова', '1063', '0042', '', ''],
        ['Фёдорова', '', '', '', '2026-05-01 12:00', '09:15'],
      ],
    })
  })
})

describe('any other file', () => {
  it('is read as text, whatever its name says', async () => {
    expect(await readTable(Buffer.from('1063;a\n'))).toEqual({
      ok: true,
      table: [['1063', 'a']],
      sheets: [],
      sheet: 0,
    })
  })
})

/** The head of a compound file with the name of one of its parts. */
function binary(part: string): Uint8Array {
  return Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(1_000), Buffer.from(part, 'utf16le')])
}

function longSheet(): string {
  const rows = Array.from(
    { length: MAX_TABLE_ROWS + 2 },
    (_, index) => `<row r="${index + 1}"><c r="A${index + 1}"><v>1</v></c></row>`,
  )
  return rows.join('')
}

/** A workbook of some kilobytes whose sheet is 300 MB of blanks; the size that it says it has is told or belittled. */
function bomb(isHonest: boolean): Uint8Array {
  const bytes = workbook(' '.repeat(isHonest ? 300_000_000 : 3_000_000))
  if (isHonest) return bytes
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let place = 0; place + 28 < bytes.length; place++) {
    const isEntry = view.getUint32(place, true) === 0x02014b50
    if (isEntry && view.getUint32(place + 24, true) > 1_000_000) view.setUint32(place + 24, 500, true)
  }
  return bytes
}
