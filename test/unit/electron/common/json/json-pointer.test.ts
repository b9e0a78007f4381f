import { expect, it } from 'vitest'
import { pointerOf } from '#common/json/json-pointer'

it.each([
  [[], ''],
  [['SETTINGS', 'CODES', 'X'], '/SETTINGS/CODES/X'],
  [['a/b', 0, 'm~n', ''], '/a~1b/0/m~0n/'],
])('writes %j as a JSON Pointer', (path, pointer) => {
  expect(pointerOf(path)).toBe(pointer)
})
