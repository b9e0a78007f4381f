import { describe, expect, it } from 'vitest'
import { resolveReferences } from '../../../../electron/practice-portal/batch-references'
import { decodeJson, storedJson } from '../../../../electron/practice-portal/php-json'
import { PhpArray } from '../../../../electron/practice-portal/php-value'

const RESULTS =
  '{"id":7,"list":[{"ID":"1","SORT":1.0},{"ID":"2"}],"flag":false,"none":null,"name":"a b","10":{"x":"ten"}}'

function arrayOf(json: string): PhpArray {
  const value = decodeJson(json)
  if (!(value instanceof PhpArray)) throw new Error(`Not an array: ${json}`)
  return value
}

describe('resolveReferences', () => {
  it.each([
    ['$result[id]', '7'],
    ['$result[list][0]', '{"ID":"1","SORT":1.0}'],
    ['$result[list][0][SORT]', '1.0'],
    ['$result[list][1][ID]', '"2"'],
    ['$result[10][x]', '"ten"'],
    ['$result[flag]', 'false'],
    ['$result[none]', 'null'],
    ['$result[nothing][here]', 'null'],
    ['$result[id][deeper]', 'null'],
  ])('takes the type over where %s is the whole value', (text, resolved) => {
    expect(storedJson(resolveReferences(PhpArray.of([['v', text]]), arrayOf(RESULTS)))).toBe(`{"v":${resolved}}`)
  })

  it.each([
    ['no. $result[id]!', 'no. 7!'],
    ['$result[id]$result[name]', '7a b'],
    ['<$result[flag]$result[none]$result[gone]>', '<>'],
    ['$result', '$result'],
    ['$result[id', '$result[id'],
    ['$error[id]', '$error[id]'],
  ])('makes text of what stands inside %j', (text, resolved) => {
    expect(resolveReferences(PhpArray.of([['v', text]]), arrayOf(RESULTS)).get('v')).toBe(resolved)
  })

  it('looks into values at any depth, and not into keys', () => {
    const parameters = arrayOf('{"$result[id]":{"a":["$result[id]",true]}}')
    expect(storedJson(resolveReferences(parameters, arrayOf(RESULTS)))).toBe('{"$result[id]":{"a":[7,true]}}')
  })
})
