import { describe, expect, it } from 'vitest'
import { decodeJson, storedJson } from '../../../../electron/practice-portal/php-json'
import { PhpArray } from '../../../../electron/practice-portal/php-value'
import { withoutReserved } from '../../../../electron/practice-portal/reserved-parameters'

function taken(json: string): [string, number] {
  const given = decodeJson(json)
  if (!(given instanceof PhpArray)) throw new Error(`Not an object: ${json}`)
  const { parameters, start } = withoutReserved(given)
  return [storedJson(parameters), start]
}

describe('withoutReserved', () => {
  it.each([
    ['{"auth":"t","start":50,"state":"s","order":"x"}', '{"order":"x"}', 50],
    ['{"start":"100"}', '[]', 100],
    ['{"start":-1}', '[]', -1],
    ['{"start":"next"}', '[]', 0],
    ['{"START":50}', '{"START":50}', 0],
  ])('takes out of %s what is not meant for the method', (json, left, start) => {
    expect(taken(json)).toEqual([left, start])
  })
})
