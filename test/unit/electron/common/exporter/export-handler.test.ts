import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportFolder } from '#common/exporter/export-folder'
import { EXPORT_FORMS, exportHandler } from '#common/exporter/export-handler'
import { importHandlers } from '#common/importer/import-handlers'
import { AppError } from '#common/ipc/app-error'
import { printJson, type JsonEntry, type JsonValue } from '#common/json/json-value'

const ODD = [
  "'",
  '"',
  '$',
  '$x',
  '{$x}',
  '${x}',
  '\\',
  "\\'",
  '\\n',
  '\n',
  '\r\n',
  '\t',
  '\0',
  '?>',
  '</script>',
  '<!--',
  '\u2028',
  '\ud83d',
  '😀',
  'Касса',
  "'\\''",
  '//',
  '/*',
  '#',
  ',',
  '":',
  '", "CODE": "x',
  '}',
  '%5B',
  '&quot;',
  '&quot;}',
  '&quot;}}&quot;,',
  '&amp;',
  '&amp;quot;',
  '&#125;',
  '&#x27;',
  '&lbrace;',
  '*/',
  '\r',
  '\u2029',
  '\uFEFF',
  '<pre>',
  '</code>',
  '<b>',
  '`',
  '“',
  'a: b',
  '=>',
  '. ',
  '+',
]
const string = (value: string): JsonValue => ({ kind: 'string', value })
const object = (entries: readonly JsonEntry[]): JsonValue => ({ kind: 'object', entries })
const NUMBERS = ['0', '-0', '100', '1.0', '1e2', '-1.5E+3', '12345678901234567890']

/** A handler with a text in every place that takes one, and keys and numbers that a careless reader changes. */
function handlerWith(text: string, lexeme: string): string {
  const codes = object([
    ['10', object([['NAME', string(text)]])],
    ['2', object([['SORT', string('100')]])],
    [`C${text}`, object([['SORT', { kind: 'number', lexeme }]])],
    ['__proto__', object([])],
  ])
  const settings = object([
    ['CURRENCY', { kind: 'array', items: [string('EUR'), string(text)] }],
    [
      'CHECKOUT_DATA',
      object([
        ['ACTION_URI', string(text)],
        ['FIELDS', object([])],
      ]),
    ],
    ['CODES', codes],
    [
      '~',
      { kind: 'array', items: [{ kind: 'null' }, { kind: 'boolean', value: true }, object([['0', string(text)]])] },
    ],
  ])
  const entries: JsonEntry[] = [
    ['CODE', string(text)],
    ['NAME', string(text)],
  ]
  return printJson(object([...entries, ['SORT', { kind: 'number', lexeme }], ['SETTINGS', settings]]))
}

const anyText = fc
  .array(fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...ODD) }, fc.string({ unit: 'binary', maxLength: 6 })), {
    maxLength: 5,
  })
  .map(parts => parts.join(''))

describe.each(EXPORT_FORMS)('as %s', form => {
  it('comes back the same when it is imported', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(...NUMBERS), fc.constantFrom('', '7'), (odd, lexeme, id) => {
        const text = handlerWith(odd, lexeme)
        const { handlers } = importHandlers(exportHandler(text, form, id === '' ? {} : { id }))
        const [only] = handlers
        expect(handlers.length).toBe(1)
        expect(only?.text).toBe(`${text}\n`)
        expect([only?.handlerId, only?.form, only?.repairs.length]).toEqual([id === '' ? null : id, form, 0])
      }),
      { numRuns: 100, endOnFailure: true },
    )
  })
})

describe('safety', () => {
  const handler = (name: string): string =>
    printJson(
      object([
        ['NAME', string(name)],
        ['CODE', string('c')],
        ['SETTINGS', object([['CODES', object([])]])],
      ]),
    )

  it('keeps the address of no portal, but says where it goes', () => {
    expect(exportHandler(handler('a'), 'curl')).toContain(
      "'https://PORTAL/rest/USER_ID/WEBHOOK_CODE/sale.paysystem.handler.add'",
    )
  })

  it('writes texts that end neither a script nor a line of one', () => {
    const script = exportHandler(handler('</script><!--\u2028'), 'javascript')
    expect(script).not.toMatch(/<\/script|<!--|\u2028/)
  })

  it('sends an empty object of PHP as an object', () => {
    expect(exportHandler(handler('a'), 'php')).toContain("'CODES' => (object) []")
  })

  it('gives text that is no JSON as it is in a file, and refuses any other form', () => {
    expect(exportHandler('{"NAME": ', 'json')).toBe('{"NAME": ')
    expect(() => exportHandler('{"NAME": ', 'php')).toThrow(AppError)
  })

  it('names the files of a folder so that any system keeps them apart', () => {
    const named = (code: string): string => `{"NAME":"Name","CODE":${JSON.stringify(code)}}`
    const names = exportFolder(['shop', 'SHOP', '../..', 'con', '', 'касса 1', 'x'.repeat(300)].map(named)).map(
      ({ name }) => name,
    )
    expect(names).toEqual([
      'shop.json',
      'SHOP-2.json',
      'Name.json',
      'con-handler.json',
      'Name-2.json',
      'касса-1.json',
      `${'x'.repeat(60)}.json`,
    ])
  })
})
