import { describe, expect, it } from 'vitest'
import { checkHandler } from '#common/checker/check-handler'
import { checkRequest } from '#common/checker/check-request'
import { pointerOf } from '#common/json/json-pointer'
import { applyTextEdits } from '#common/json/text-edit'
import { goodHandler } from './good-handler'

const found = (text: string) => checkRequest(text).map(({ rule, path }) => `${rule} ${pointerOf(path)}`)

describe('the check of a request', () => {
  it('is that of the handler where the text is one', () => {
    const text = JSON.stringify({ ...goodHandler(), CODE: '' })

    expect(checkRequest(text)).toEqual(checkHandler(text))
    expect(checkRequest('{')).toEqual(checkHandler('{'))
  })

  it('has no word about an update of one field', () => {
    expect(found('{"ID":"7","FIELDS":{"SORT":5}}')).toEqual([])
    expect(found('{"id":7,"fields":{"SORT":5}}')).toEqual([])
  })

  it('gives paths from the handler and places of the whole text', () => {
    const text = JSON.stringify({ ID: 7, FIELDS: { ...goodHandler(), SORT: '5' } }, null, 2)
    const [problem] = checkRequest(text)

    expect(problem && pointerOf(problem.path)).toBe('/SORT')
    expect(text.slice(problem?.from, problem?.to)).toBe('"5"')
    expect(found(applyTextEdits(text, problem?.fix?.edits ?? []))).toEqual([])
  })

  it.each([
    ['{"FIELDS":{"SORT":5}}', ['request-id ']],
    ['{"ID":"seven","FIELDS":{"SORT":5}}', ['request-id ']],
    ['{"ID":7,"FIELDS":"SORT"}', ['request-fields ']],
    ['{"ID":7,"FIELDS":{"SORT":5},"auth":"n0t-a-token"}', ['access-token ']],
    ['{"ID":7,"FIELDS":{"SORT":5,"auth":"n0t-a-token"}}', ['access-token /auth']],
  ])('of %s finds %j', (text, expected) => {
    expect(found(text)).toEqual(expected)
  })
})
