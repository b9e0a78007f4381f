import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { editsToReach, isTextOf } from '#common/json/edits-to-reach'
import { firstDuplicateKey } from '#common/json/duplicate-keys'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import { applyTextEdits } from '#common/json/text-edit'
import { COLUMNS, readRows, tablePlaceOf, type TableName } from '#common/table/handler-table'
import { duplicateRows, insertRow, moveRows, removeRows, writeBlock, type TableChange } from '#common/table/table-edits'
import type { CellBlock } from '#common/table/tsv'
import { anyHandler } from '../form/handler-arbitraries'

const HANDLER = `{
  "NAME": "Quay pay",
  "SETTINGS": {
    "FORM_DATA": {
      "ACTION_URI": "https://pay.quay.example/start",
      "FIELDS": {
        "berth": { "CODE": "BERTH" },
        "sum": { "CODE": "TOTAL", "VISIBLE": "N" },
        "note": { "CODE": { "NAME": "Note", "INPUT": { "TYPE": "STRING" } } }
      }
    },
    "CHECKOUT_DATA": { "ACTION_URI": "https://pay.quay.example/go", "PARAMS": { "total": "TOTAL" } },
    "CODES": {
      "TOTAL": { "NAME": "Amount", "SORT": 300, "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SUM" } },
      "BERTH": { "NAME": "Berth", "SORT": 100, "NOTE": { "kept": true } },
      "MODE": { "NAME": "Mode", "SORT": 200, "INPUT": { "TYPE": "ENUM", "OPTIONS": { "TEST": "Test", "LIVE": "Live" } } }
    }
  }
}
`

function valueOf(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function rowsOf(handler: JsonValue, table: TableName = 'codes'): string[][] {
  return readRows(handler, table).map(({ cells }) => cells.map(({ text }) => text))
}

/** Writes a block from a row and a column on, and past the last row. */
function paste(
  text: string,
  table: TableName,
  { row, column, block }: { row: number; column: string; block: CellBlock },
): TableChange {
  const handler = valueOf(text)
  const rows = readRows(handler, table)
  const columns: readonly string[] = COLUMNS[table]
  return writeBlock(handler, {
    table,
    targets: block.map((_, index) => rows[row + index]?.path),
    firstColumn: columns.indexOf(column),
    block,
  })
}

function textAfter(text: string, wanted: JsonValue | undefined): string {
  if (wanted === undefined) throw new Error('The edit cannot be made')
  return applyTextEdits(text, editsToReach(text, wanted))
}

function pasted(text: string, table: TableName, at: { row: number; column: string; block: CellBlock }): string {
  const change = paste(text, table, at)
  if (!change.ok) throw new Error(`Refused: ${change.refusal.reason}`)
  return textAfter(text, change.value)
}

describe('the rows of a table', () => {
  it('are the codes in the order of the text', () => {
    expect(rowsOf(valueOf(HANDLER))).toEqual([
      ['TOTAL', 'Amount', '', '300', '', 'PAYMENT', 'SUM', '', '', 'checkout: total; form: sum'],
      ['BERTH', 'Berth', '', '100', '', '', '', '', '', 'form: berth'],
      ['MODE', 'Mode', '', '200', '', '', '', 'ENUM', 'TEST=Test; LIVE=Live', ''],
    ])
  })

  it('are the fields of each way to pay', () => {
    expect(rowsOf(valueOf(HANDLER), 'fields')).toEqual([
      ['berth', 'form', 'BERTH', '', '', ''],
      ['sum', 'form', 'TOTAL', 'N', '', ''],
      ['note', 'form', '', '', 'Note', 'STRING'],
    ])
  })

  it.each<[what: string, code: string, column: string, text: string]>([
    ['an object where a text belongs', '{ "NAME": { "en": "A" } }', 'name', '{"en":"A"}'],
    ['something in the way', '{ "DEFAULT": "PAYMENT" }', 'provider-value', '"PAYMENT"'],
    ['a code that is no object', '"A"', 'group', '"A"'],
    ['options that are a list', '{ "INPUT": { "OPTIONS": ["A"] } }', 'options', '["A"]'],
    ['options with an object for a label', '{ "INPUT": { "OPTIONS": { "A": {} } } }', 'options', '{"A":{}}'],
  ])('show %s as JSON that can only be read', (_, code, column, text) => {
    const [row] = readRows(valueOf(`{ "SETTINGS": { "CODES": { "A": ${code} } } }`), 'codes')
    const columns: readonly string[] = COLUMNS.codes
    expect(row?.cells[columns.indexOf(column)]).toMatchObject({ kind: 'json', text })
  })

  it('take null and the empty list of a portal for nothing', () => {
    const [row] = readRows(valueOf('{"SETTINGS":{"CODES":{"A":{"NAME":null,"DEFAULT":[],"INPUT":[]}}}}'), 'codes')
    expect(row?.cells.slice(1, 9).map(({ kind, text }) => [kind, text])).toEqual([
      ...Array.from({ length: 7 }, () => ['value', '']),
      ['options', ''],
    ])
  })

  it.each<[path: string, column: string]>([
    ['SETTINGS CODES BERTH', 'code'],
    ['SETTINGS CODES BERTH SORT', 'sort'],
    ['SETTINGS CODES BERTH NOTE kept', 'code'],
    ['SETTINGS CODES BERTH DEFAULT', 'provider-key'],
    ['SETTINGS CODES BERTH DEFAULT PROVIDER_VALUE', 'provider-value'],
    ['SETTINGS CODES BERTH INPUT TYPE', 'input'],
    ['SETTINGS CODES BERTH INPUT OPTIONS TEST', 'options'],
    ['SETTINGS IFRAME_DATA FIELDS berth', 'field'],
    ['SETTINGS IFRAME_DATA FIELDS berth CODE', 'source'],
    ['SETTINGS IFRAME_DATA FIELDS berth CODE NAME', 'label'],
    ['SETTINGS IFRAME_DATA FIELDS berth CODE INPUT TYPE', 'input'],
    ['SETTINGS IFRAME_DATA FIELDS berth VISIBLE', 'visible'],
  ])('show %s in the column %s', (path, column) => {
    const place = tablePlaceOf(path.split(' '))
    expect(place && COLUMNS[place.table][place.column]).toBe(column)
  })

  it.each(['', 'NAME', 'SETTINGS', 'SETTINGS CODES', 'SETTINGS FORM_DATA ACTION_URI', 'SETTINGS FORM_DATA FIELDS'])(
    'have no cell for “%s”',
    path => {
      expect(tablePlaceOf(path === '' ? [] : path.split(' '))).toBeUndefined()
    },
  )
})

describe('cells that are written', () => {
  it.each<[what: string, table: TableName, row: number, column: string, block: CellBlock, from: string, to: string]>([
    ['change one value', 'codes', 1, 'name', [['Mooring']], '"Berth"', '"Mooring"'],
    ['keep a number a number', 'codes', 1, 'sort', [['110']], '"SORT": 100', '"SORT": 110'],
    [
      'add what leads to them',
      'codes',
      1,
      'provider-key',
      [['ORDER', 'ID']],
      '"SORT": 100, "NOTE": { "kept": true }',
      '"SORT": 100, "DEFAULT": { "PROVIDER_KEY": "ORDER", "PROVIDER_VALUE": "ID" }, "NOTE": { "kept": true }',
    ],
    [
      'remove their key when they are emptied, with what held nothing else',
      'codes',
      0,
      'provider-key',
      [['', '']],
      ', "DEFAULT": { "PROVIDER_KEY": "PAYMENT", "PROVIDER_VALUE": "SUM" }',
      '',
    ],
    ['change one option', 'codes', 2, 'options', [['TEST=Trial; LIVE=Live']], '"Test"', '"Trial"'],
    [
      'add a row',
      'codes',
      3,
      'code',
      [['AGENT', 'Agent']],
      '"Live" } } }',
      '"Live" } } },\n      "AGENT": { "NAME": "Agent", "SORT": 400 }',
    ],
    ['make no row of nothing', 'codes', 3, 'code', [['', '']], '', ''],
    ['fill a field from another code', 'fields', 0, 'source', [['MODE']], '"CODE": "BERTH"', '"CODE": "MODE"'],
    [
      'add a field to the way to pay it names',
      'fields',
      3,
      'field',
      [['agent', 'Form', 'AGENT']],
      '{ "TYPE": "STRING" } } }',
      '{ "TYPE": "STRING" } } },\n        "agent": { "CODE": "AGENT" }',
    ],
    ['leave what can only be read', 'codes', 1, 'options', [['', 'form: nowhere']], '', ''],
  ])('%s', (_, table, row, column, block, from, to) => {
    expect(pasted(HANDLER, table, { row, column, block })).toBe(HANDLER.replace(from, to))
  })

  it('rename a code wherever it is used', () => {
    expect(pasted(HANDLER, 'codes', { row: 0, column: 'code', block: [['SUM_DUE']] })).toBe(
      HANDLER.replaceAll('"TOTAL"', '"SUM_DUE"'),
    )
  })

  it('rename two codes at once, each everywhere', () => {
    expect(pasted(HANDLER, 'codes', { row: 0, column: 'code', block: [['A'], ['B']] })).toBe(
      HANDLER.replaceAll('"TOTAL"', '"A"').replaceAll('"BERTH"', '"B"'),
    )
  })

  it('let rows that were sorted elsewhere come back: what uses a code keeps to its name', () => {
    const sorted = rowsOf(valueOf(HANDLER)).sort(([one = ''], [other = '']) => one.localeCompare(other))
    const text = pasted(HANDLER, 'codes', { row: 0, column: 'code', block: sorted })
    expect(rowsOf(valueOf(text))).toEqual(sorted)
    expect(text).toContain('"berth": { "CODE": "BERTH" }')
    expect(text).toContain('"PARAMS": { "total": "TOTAL" }')
  })

  it('count what they change', () => {
    const block = [
      ['TOTAL', 'Sum'],
      ['MOORING', 'Berth'],
      ['MODE', 'Mode'],
      ['AGENT', 'Agent'],
    ]
    expect(paste(HANDLER, 'codes', { row: 0, column: 'code', block })).toMatchObject({ cells: 4, rows: 3, added: 1 })
  })

  it.each<[reason: string, table: TableName, row: number, column: string, block: CellBlock, text: string]>([
    ['key-taken', 'codes', 0, 'code', [['BERTH']], 'BERTH'],
    ['key-taken', 'codes', 0, 'code', [['A'], ['A']], 'A'],
    [
      'key-taken',
      'codes',
      2,
      'code',
      [
        ['MODE', 'x'],
        ['TOTAL', 'x'],
      ],
      'TOTAL',
    ],
    ['key-empty', 'codes', 0, 'code', [['A'], ['']], ''],
    ['key-empty', 'codes', 2, 'name', [['x'], ['y']], ''],
    ['too-wide', 'codes', 0, 'used-by', [['', 'x']], 'x'],
    ['option-twice', 'codes', 0, 'options', [['A=1;A=2']], 'A'],
    ['mode-unknown', 'fields', 3, 'field', [['a', 'iframe', 'TOTAL']], 'iframe'],
    ['in-the-way', 'fields', 3, 'field', [['a', 'form', 'TOTAL', '', 'Label']], 'a'],
  ])('are refused for %s, and nothing is written', (reason, table, row, column, block, text) => {
    expect(paste(HANDLER, table, { row, column, block })).toMatchObject({ ok: false, refusal: { reason, text } })
  })

  it('need a way to pay for a field', () => {
    const block = [['a', '', 'B']]
    expect(paste('{"SETTINGS":{}}', 'fields', { row: 0, column: 'field', block })).toMatchObject({
      refusal: { reason: 'no-mode' },
    })
  })
})

describe('rows', () => {
  it('are inserted after another one, and one begins an empty handler', () => {
    const handler = valueOf(HANDLER)
    const [first] = readRows(handler, 'codes')
    const inserted = insertRow(handler, 'codes', { after: first, key: 'NEW' })
    expect(rowsOf(inserted!.value).map(([key]) => key)).toEqual(['TOTAL', 'NEW', 'BERTH', 'MODE'])
    expect(textAfter('{}', insertRow(valueOf('{}'), 'codes', { after: undefined, key: 'NEW' })?.value)).toContain(
      '"NEW"',
    )
    expect(insertRow(valueOf('{}'), 'fields', { after: undefined, key: 'new' })).toBeUndefined()
  })

  it('are duplicated beside themselves', () => {
    const handler = valueOf(HANDLER)
    const copied = duplicateRows(handler, readRows(handler, 'codes').slice(0, 2))!
    expect(rowsOf(copied.value).map(([key]) => key)).toEqual(['TOTAL', 'TOTAL_2', 'BERTH', 'BERTH_2', 'MODE'])
    expect(copied.paths.map(path => path.at(-1))).toEqual(['TOTAL_2', 'BERTH_2'])
  })

  it('move together over their neighbour, keep their bytes, and stop at the ends', () => {
    const handler = valueOf(HANDLER)
    const rows = readRows(handler, 'codes')
    const moved = textAfter(HANDLER, moveRows(handler, rows.slice(1), -1))
    expect(rowsOf(valueOf(moved)).map(([key]) => key)).toEqual(['BERTH', 'MODE', 'TOTAL'])
    expect(moved).toContain('"BERTH": { "NAME": "Berth", "SORT": 100, "NOTE": { "kept": true } }')
    const down = moveRows(handler, rows.slice(0, 1), 1)!
    expect(rowsOf(down).map(([key]) => key)).toEqual(['BERTH', 'TOTAL', 'MODE'])
    expect(moveRows(handler, rows.slice(0, 2), -1)).toBeUndefined()
    expect(moveRows(handler, rows.slice(1), 1)).toBeUndefined()
  })

  it('go with the fields that use them, or without', () => {
    const handler = valueOf(HANDLER)
    const rows = readRows(handler, 'codes').slice(0, 2)
    expect(rowsOf(removeRows(handler, rows, true)!, 'fields').map(([key]) => key)).toEqual(['note'])
    expect(rowsOf(removeRows(handler, rows, false)!, 'fields').map(([key]) => key)).toEqual(['berth', 'sum', 'note'])
  })
})

describe('any block pasted anywhere into any handler', () => {
  const anyCellText = fc.oneof(
    fc.constantFrom('', 'SHOP_ID', 'PAY_ID', 'A', 'B', '10', 'form', 'TEST=Test; LIVE=Live', 'line\nbreak', '"'),
    fc.string({ unit: 'grapheme', maxLength: 4 }),
  )
  const anyPaste = fc.record({
    handler: anyHandler.filter(handler => firstDuplicateKey(handler) === null),
    table: fc.constantFrom<TableName>('codes', 'fields'),
    row: fc.nat({ max: 4 }),
    column: fc.nat({ max: 9 }),
    block: fc.array(fc.array(anyCellText, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 4 }),
  })

  it('is refused whole, or shows what was pasted, as edits of the text that mean the same', () => {
    fc.assert(
      fc.property(anyPaste, ({ handler, table, row, column, block }) => {
        const rows = readRows(handler, table)
        const firstColumn = column % COLUMNS[table].length
        const targets = block.map((_, index) => rows[row + index]?.path)
        const change = writeBlock(handler, { table, targets, firstColumn, block })
        if (!change.ok) return
        const text = printJson(handler)
        const edits = editsToReach(text, change.value)
        expect(isTextOf(applyTextEdits(text, edits), change.value)).toBe(true)
        expect(firstDuplicateKey(change.value)).toBeNull()
        if (change.kept > 0) return
        const after = readRows(change.value, table)
        for (const [index, path] of change.paths.entries()) {
          const written = after.find(found => path !== undefined && found.path.join('\n') === path.join('\n'))
          for (const [offset, wanted] of (block[index] ?? []).entries()) {
            const cell = written?.cells[firstColumn + offset]
            // The options of a list are spelled anew, and a row shows its own mode and uses.
            if (cell === undefined || cell.kind === 'options' || cell.kind === 'shown') continue
            // A new row has words of its own where none were pasted.
            if (wanted === '' && rows[row + index] === undefined) continue
            expect(cell.text.replaceAll('\r\n', '\n')).toBe(wanted.replaceAll('\r\n', '\n'))
          }
        }
      }),
    )
  })

  it('changes nothing where it is what was there', () => {
    fc.assert(
      fc.property(anyPaste, ({ handler, table }) => {
        const rows = readRows(handler, table)
        const block = rows.map(({ cells }) => cells.map(({ text }) => text))
        const change = writeBlock(handler, { table, targets: rows.map(({ path }) => path), firstColumn: 0, block })
        expect(change).toMatchObject({ ok: true, cells: 0, rows: 0, added: 0, kept: 0 })
        if (change.ok) expect(printJson(change.value)).toBe(printJson(handler))
      }),
    )
  })
})
