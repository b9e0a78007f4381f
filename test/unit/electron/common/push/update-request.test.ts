import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { parseJson, printJson, type JsonObject } from '#common/json/json-value'
import { handlerAfter, readFields, updateRequest } from '#common/push/update-request'
import { anyJsonText } from '../json/json-arbitraries'

const ID = v.parse(HandlerId, '42')

function refusalOf(text: string): unknown {
  try {
    readFields(text)
  } catch (error) {
    if (error instanceof AppError) return { code: error.code, ...error.details }
    throw error
  }
  return null
}

describe("a draft's text as FIELDS", () => {
  it.each<[string, string, object]>([
    ['is not JSON', '{\n  "NAME": "a",\n}', { reason: 'not-json', line: 3, column: 1 }],
    ['is empty', '', { reason: 'not-json', line: 1, column: 1 }],
    ['has a BOM', '\uFEFF{"NAME":"a"}', { reason: 'not-json', line: 1, column: 1 }],
    ['has a key twice', '{"SETTINGS":{"A/B":1,"A/B":2}}', { reason: 'duplicate-key', path: '/SETTINGS/A~1B' }],
    ['is a list', '[]', { reason: 'not-a-handler' }],
    ['is a text', '"NAME"', { reason: 'not-a-handler' }],
    ['has no field', '{}', { reason: 'not-a-handler' }],
    ['has an unknown field', '{"NAME":"a","NAMES":"b"}', { reason: 'unknown-field', field: 'NAMES' }],
    ['has the id among its fields', '{"ID":1,"NAME":"a"}', { reason: 'unknown-field', field: 'ID' }],
    ['has a field in lower case', '{"name":"a"}', { reason: 'unknown-field', field: 'name' }],
    ['has SETTINGS that are a list', '{"SETTINGS":[]}', { reason: 'settings-not-an-object' }],
    ['has SETTINGS that are null', '{"SETTINGS":null}', { reason: 'settings-not-an-object' }],
  ])('is refused when it %s', (_, text, details) => {
    expect(refusalOf(text)).toEqual({ code: 'invalid-input', ...details })
  })

  it.each(['{"NAME":"a"}', ' {"SORT":1.0,\n"CODE":"c"} \n', '{"SETTINGS":{"10":1,"2":2}}'])('is taken: %j', text => {
    const parsed = parseJson(text)
    expect(readFields(text)).toEqual(parsed.ok ? parsed.value : null)
  })
})

describe('the body of an update', () => {
  it("holds the draft's own text and not a print of it", () => {
    expect(updateRequest(ID, '\n{ "SORT" : 1.0 }\n')).toBe('{"ID":42,"FIELDS":{ "SORT" : 1.0 }}')
  })

  it('is JSON whose FIELDS equal the draft, whatever the layout of its text', () => {
    fc.assert(
      fc.property(anyJsonText, ({ text, value }) => {
        const body = parseJson(updateRequest(ID, text))
        expect(body).toEqual({
          ok: true,
          value: {
            kind: 'object',
            entries: [
              ['ID', { kind: 'number', lexeme: '42' }],
              ['FIELDS', value],
            ],
          },
        })
      }),
    )
  })
})

describe('the handler after an update', () => {
  it.each([
    ['fields that were not sent stay', '{"NAME":"n","SORT":100}', '{"NAME":"m"}', '{"NAME":"m","SORT":100}'],
    ['fields come in their usual order', '{"NAME":"n"}', '{"SORT":1,"CODE":"c"}', '{"NAME":"n","CODE":"c","SORT":1}'],
    ['SORT is a number, however it was spelled', '{"SORT":"100"}', '{"SORT":"50"}', '{"SORT":50}'],
    ['SETTINGS are replaced whole', '{"SETTINGS":{"a":1}}', '{"SETTINGS":{"b":{}}}', '{"SETTINGS":{"b":[]}}'],
    ['empty SETTINGS become a list', '{"SETTINGS":{"a":1}}', '{"SETTINGS":{}}', '{"SETTINGS":[]}'],
  ])('%s', (_, now, fields, after) => {
    expect(printJson(handlerAfter(object(now), object(fields)), 0)).toBe(after)
  })
})

function object(text: string): JsonObject {
  const parsed = parseJson(text)
  if (!parsed.ok || parsed.value.kind !== 'object') throw new Error(`Not an object: ${text}`)
  return parsed.value
}
