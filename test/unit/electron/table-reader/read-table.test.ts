import { MAX_TABLE_ROWS } from '#common/payments/table'
import fc from 'fast-check'
import { strToU8, unzipSync, zipSync } from 'fflate'
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
    ['says that it unpacks to gigabytes', 'table-unpacks-too-large', () => bomb(3_000_000_000)],
    ['unpacks to more than it says', 'table-damaged-workbook', () => bomb(500)],
  ])('that %s is refused: %s', async (_, problem, make) => {
    expect(await readTable(make())).toEqual({ ok: false, problem })
  })

  it.each<[string, string]>([
    ['a sheet that has only a document type and no more', '<!DOCTYPE worksheet><worksheet/>'],
    ['words that stand for gigabytes', `<!DOCTYPE w [<!ENTITY a "${'a'.repeat(1_000)}"><!ENTITY b "&a;&a;">]>${sheetOf('&b;')}`], // prettier-ignore
    ['a word that stands for another file', `<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>${sheetOf('&a;')}`],
    ['an element that is never closed', sheetOf('1063').replace('</row>', '')],
    ['elements that are closed in another order', sheetOf('1063').replace('</v></c>', '</c></v>')],
    ['a comment that is never closed', sheetOf('').replace('<v>', '<!-- <v>')],
    ['elements within elements without an end', '<a>'.repeat(300_000)],
    ['nothing at all', ''],
  ])('with %s is refused', async (_, sheet) => {
    expect(await readTable(withPart(SHEET_PART, sheet))).toEqual({ ok: false, problem: 'table-damaged-workbook' })
  })

  it('takes no words that it declares itself, nor what only looks like a cell', async () => {
    const sheet = sheetOf('1063').replace('<row', '<!-- <v>5</v> --><?a <v>6</v>?><extra note="<v>7</v>"/><row')
    expect(await readTable(withPart(SHEET_PART, sheet))).toMatchObject({ ok: true, table: [['1063']] })
    const empty = sheet.replace('>1063<', '><')
    expect(await readTable(withPart(SHEET_PART, empty))).toEqual({ ok: false, problem: 'table-empty' })
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

describe('the sheets of a workbook', () => {
  const part = (sheets: string): Uint8Array =>
    withPart('xl/workbook.xml', `<x:workbook xmlns:x="m" xmlns:p="r"><x:sheets>${sheets}</x:sheets></x:workbook>`)

  it.each<[string, string, string]>([
    ['with prefixes and single marks', `<x:sheet name='A > "B"' p:id='rId1'/>`, 'A > "B"'],
    [
      'with letters by their numbers',
      '<x:sheet name="&#x41;&#66; &amp;amp; &#x1F4B6;&#128182;" p:id="rId1"/>',
      'AB &amp; 💶💶',
    ],
    ['with a word that nobody declared', '<x:sheet name="&secret;" p:id="rId1"/>', '&secret;'],
    [
      'beside others that are only spoken of',
      '<!-- <x:sheet name="No" p:id="rId1"/> --><x:sheet name="Yes" p:id="rId1"/>',
      'Yes',
    ],
    ['beside one that has no name', '<x:sheet p:id="rId1"/><x:sheet name="Yes" p:id="rId1"/>', 'Yes'],
  ])('are named %s', async (_, sheets, name) => {
    expect(await readTable(part(sheets))).toMatchObject({ ok: true, table: [['1063']], sheets: [name] })
  })

  it.each([
    ['have a document type', '<!DOCTYPE a><workbook><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>'],
    ['are no XML', '<workbook><sheets><sheet name="A" r:id="rId1"/></workbook>'],
  ])('are refused where they %s', async (_, xml) => {
    expect(await readTable(withPart('xl/workbook.xml', xml))).toEqual({ ok: false, problem: 'table-damaged-workbook' })
  })
})

describe('the cells of a workbook', () => {
  it('give their texts however they are kept, and what is shown instead where a formula has no value', async () => {
    const rows = [
      sheetXml([[{ shared: 1 }, { shared: 0 }, { text: '1063' }, { inline: '0042' }, { fault: '#N/A' }]]),
      '<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2"/><c r="C2"><f>A1+1</f></c><c r="D2" t="str"><f>A1</f><v></v></c><c r="E2" s="1"><v>46143.5</v></c><c r="F2" s="1"><v>0.385416666666667</v></c></row>',
    ].join('')
    const bytes = workbookOf([{ name: 'Payments', rows }], ['Фёдорова', 'Payer'])
    expect(await readTable(bytes)).toMatchObject({
      table: [
        ['Payer', 'Фёдорова', '1063', '0042', '#N/A', ''],
        ['Фёдорова', '', '=A1+1', '', '2026-05-01 12:00', '09:15'],
      ],
    })
  })

  it.each<[string, string, string]>([
    ['went wrong', '<c r="B2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', '#DIV/0!'],
    ['went wrong and is not there any more', '<c r="B2" t="e"><v>#REF!</v></c>', '#REF!'],
    ['was never worked out', '<c r="B2"><f>Лист2!A1 &amp; "-"</f></c>', '=Лист2!A1 & "-"'],
    ['has an empty value', '<c r="B2"><f>A1*2</f><v></v></c>', '=A1*2'],
    ['has a closed value', '<c r="B2"><f>A1*2</f><v/></c>', '=A1*2'],
    ['would give a text', '<c r="B2" t="str"><f>A1</f></c>', '=A1'],
    ['would give yes or no', '<c r="B2" t="b"><f>A1=1</f></c>', '=A1=1'],
    ['is shared with another cell', '<c r="B2"><f t="shared" si="0"/></c>', '=…'],
    ['gives an empty text', '<c r="B2" t="str"><f>A1</f><v></v></c><c r="C2"><v>1</v></c>', ''],
    ['is worked out', '<c r="B2"><f>A1*2</f><v>2126</v></c>', '2126'],
  ])('with a formula that %s are read as what is shown', async (_, cell, text) => {
    const bytes = workbook(`<row r="1"><c r="A1"><v>1063</v></c></row><row r="2">${cell}</row>`)
    const read = await readTable(bytes)
    expect(read.ok && read.table[1]?.[1]).toBe(text)
  })

  it('are read where there are only formulas without values', async () => {
    expect(await readTable(workbook('<row r="2"><c r="AA2"><f>A1</f></c></row>'))).toMatchObject({
      table: [[], [...Array<string>(26).fill(''), '=A1']],
    })
  })

  it.each([
    ['below', 'B1048576', 'table-too-long'],
    ['right of', 'XFD1', 'table-too-wide'],
  ])('without a value far %s all others are refused as other cells are', async (_, address, problem) => {
    const row = address.replace(/\D+/, '')
    const bytes = workbook(`<row r="${row}"><c r="${address}"><f>A1</f></c></row>`)
    expect(await readTable(bytes)).toEqual({ ok: false, problem })
  })
})

describe('a number of a workbook', () => {
  it.each([
    ['1063', '1063'],
    ['1063.0', '1063'],
    ['1E+05', '100000'],
    ['1063.0000000000001', '1063'],
    ['0.30000000000000004', '0.3'],
    ['1234567890123456', '1234567890123456'],
    ['1.234567890123456E15', '1234567890123456'],
    ['9007199254740993', '9007199254740993'],
    ['9.007199254740993E15', '9.007199254740993E15'],
    ['1E+300', '1E+300'],
    ['1063.5', '1063.5'],
  ])('that stands there as %s is read as %s', async (number, cell) => {
    expect(await readTable(workbook(sheetXml([[{ number }]])))).toMatchObject({ table: [[cell]] })
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

const SHEET_PART = 'xl/worksheets/sheet1.xml'

function sheetOf(value: string): string {
  return `<worksheet><sheetData><row r="1"><c r="A1"><v>${value}</v></c></row></sheetData></worksheet>`
}

/** A workbook whose only sheet has 1063 in its first cell, with this text in the place of one of its parts. */
function withPart(name: string, xml: string): Uint8Array {
  const whole = unzipSync(workbook(sheetXml([[{ number: '1063' }]])))
  return zipSync({ ...whole, [name]: strToU8(xml) })
}

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

/** A workbook whose sheet is 3 MB of blanks, and says that it is another size. */
function bomb(sizeSaid: number): Uint8Array {
  const bytes = workbook(' '.repeat(3_000_000))
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  for (let place = 0; place + 28 < bytes.length; place++) {
    const isEntry = view.getUint32(place, true) === 0x02014b50
    if (isEntry && view.getUint32(place + 24, true) > 1_000_000) view.setUint32(place + 24, sizeSaid, true)
  }
  return bytes
}
