import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readHandlerFile } from '#common/handlers/read-handler-file'
import { parseJson, printJson, type JsonValue } from '#common/json/json-value'
import { anyJsonText, anyJsonValue } from '../json/json-arbitraries'

const anyObject = anyJsonValue.filter(value => value.kind === 'object' && value.entries.length > 0)

function valueOf(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

describe('an update request', () => {
  it('gives its FIELDS, with key order and number spelling, at any indentation, line ending and with a BOM', () => {
    const layout = fc.record({
      indent: fc.constantFrom(0, 1, 2, 3, 8),
      newline: fc.constantFrom('\n', '\r\n'),
      bom: fc.constantFrom('', '\uFEFF'),
      isTabbed: fc.boolean(),
    })
    fc.assert(
      fc.property(anyObject, layout, (fields, { indent, newline, bom, isTabbed }) => {
        const request: JsonValue = {
          kind: 'object',
          entries: [
            ['ID', { kind: 'string', value: '42' }],
            ['FIELDS', fields],
          ],
        }
        const printed = printJson(request, indent).replaceAll(/^ +/gm, margin =>
          isTabbed ? '\t'.repeat(margin.length) : margin,
        )
        const { text, handlerId } = readHandlerFile(bom + printed.replaceAll('\n', newline))

        expect(valueOf(text)).toEqual(fields)
        expect(handlerId).toBe('42')
      }),
    )
  })

  it('is cut out with its own spelling and moved to the left', () => {
    const { text } = readHandlerFile('{\n  "ID": 7,\n  "FIELDS": {\n    "SORT" : 1.0,\n    "SETTINGS": {}\n  }\n}\n')

    expect(text).toBe('{\n  "SORT" : 1.0,\n  "SETTINGS": {}\n}\n')
  })

  it.each([
    ['{"FIELDS":{"NAME":"n"}}', null],
    ['{"ID":42,"FIELDS":{"NAME":"n"}}', '42'],
    ['{"ID":"42","FIELDS":{"NAME":"n"}}', '42'],
    ['{"ID":"x","FIELDS":{"NAME":"n"}}', null],
    ['{"ID":null,"FIELDS":{"NAME":"n"}}', null],
  ])('%s names the handler %j', (raw, handlerId) => {
    expect(readHandlerFile(raw)).toEqual({ text: '{"NAME":"n"}\n', handlerId })
  })
})

describe('any other file', () => {
  it('of JSON is taken as the handler itself, byte for byte but for its line endings', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        fc.pre(value.kind !== 'object' || !value.entries.some(([key]) => key === 'FIELDS'))
        expect(readHandlerFile(text)).toEqual({ text: text.replaceAll('\r\n', '\n'), handlerId: null })
      }),
    )
  })

  it.each([
    ['broken JSON', '{"ID":42,"FIELDS":{"NAME":'],
    ['empty text', ''],
    ['text that is no JSON at all', 'curl https://example.com'],
    ['a handler that has a field of that name', '{"SETTINGS":{},"FIELDS":{"a":1}}'],
    ['FIELDS that is a list', '{"ID":42,"FIELDS":[1]}'],
    // The first of two was taken once, though a portal would keep the last.
    ['a request with two FIELDS', '{"FIELDS":{"NAME":"first"},"FIELDS":{"NAME":"last"}}'],
    ['a request with two IDs', '{"ID":1,"ID":2,"FIELDS":{"NAME":"n"}}'],
  ])('is kept as it is: %s', (_, raw) => {
    expect(readHandlerFile(raw)).toEqual({ text: raw, handlerId: null })
  })
})
