import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exportHandler, type ExportedForm } from '#common/exporter/export-handler'
import { importHandlers } from '#common/importer/import-handlers'
import { parseJson, type JsonEntry, type JsonValue } from '#common/json/json-value'
import { printJson } from '#common/json/json-value'

const FORMS: readonly ExportedForm[] = ['json', 'curl', 'javascript', 'php']

const ODD = [
  "'",
  '"',
  '$',
  '{$x}',
  '\\',
  '\n',
  '\r\n',
  '\t',
  '?>',
  '</script>',
  '\u2028',
  '💳',
  'Касса',
  '%',
  '`',
  '&amp;',
]
const oddText = fc
  .array(fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 5 })), { maxLength: 4 })
  .map(parts => parts.join(''))
const key = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,9}$/)
const scalar: fc.Arbitrary<JsonValue> = fc.oneof(
  oddText.map((value): JsonValue => ({ kind: 'string', value })),
  fc
    .constantFrom('0', '100', '-5', '1.0', '2.50', '12345678901234567890', '1e5')
    .map((lexeme): JsonValue => ({ kind: 'number', lexeme })),
  fc.boolean().map((value): JsonValue => ({ kind: 'boolean', value })),
  fc.constant<JsonValue>({ kind: 'null' }),
)
const value = fc.letrec<{ node: JsonValue }>(tie => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('node'), { maxLength: 3 }).map((items): JsonValue => ({ kind: 'array', items })),
    entries(tie('node')).map((all): JsonValue => ({ kind: 'object', entries: all })),
  ),
})).node

const handler = fc
  .record({ name: oddText, extra: entries(value), codes: entries(value) })
  .map(({ name, extra, codes }): JsonValue => ({
    kind: 'object',
    entries: [
      ['NAME', { kind: 'string', value: name }],
      ['CODE', { kind: 'string', value: 'till' }],
      ['SORT', { kind: 'number', lexeme: '100' }],
      [
        'SETTINGS',
        {
          kind: 'object',
          entries: [
            [
              'FORM_DATA',
              {
                kind: 'object',
                entries: [
                  ['ACTION_URI', { kind: 'string', value: 'https://pay.example.com/start' }],
                  ['FIELDS', { kind: 'object', entries: extra }],
                ],
              },
            ],
            ['CODES', { kind: 'object', entries: codes }],
          ],
        },
      ],
    ],
  }))

function entries(of: fc.Arbitrary<JsonValue>): fc.Arbitrary<JsonEntry[]> {
  return fc.uniqueArray(fc.tuple(key, of), { maxLength: 3, selector: ([name]) => name })
}

describe('an export', () => {
  it.each(FORMS)('as %s is imported as the same handler', form => {
    fc.assert(
      fc.property(handler, fc.constantFrom(null, '7'), (exported, id) => {
        const text = printJson(exported)

        const { handlers, dropped } = importHandlers(exportHandler(text, form, { id }))

        expect(dropped).toEqual([])
        expect(handlers).toHaveLength(1)
        expect(parseJson(handlers[0]!.text)).toEqual(parseJson(text))
        expect(handlers[0]!.repairs).toEqual([])
        expect(handlers[0]!.handlerId).toBe(form === 'json' ? null : id)
      }),
      { numRuns: 300 },
    )
  })

  it('holds a placeholder where the webhook address goes', () => {
    expect(exportHandler('{"NAME":"Till"}', 'curl')).toContain("'https://your-portal.example/rest/1/your_webhook/")
  })

  it('names the handler it updates', () => {
    expect(exportHandler('{"NAME":"Till"}', 'php', { id: '7' })).toBe(
      "<?php\n$result = CRest::call('sale.paysystem.handler.update', [\n    'ID' => '7',\n    'FIELDS' => [\n        'NAME' => 'Till',\n    ],\n]);\n",
    )
  })

  it('refuses a text that is not JSON, and hands it on as JSON all the same', () => {
    expect(exportHandler('{"NAME":', 'json')).toBe('{"NAME":')
    expect(() => exportHandler('{"NAME":', 'php')).toThrow('Only JSON')
  })
})
