import { describe, expect, it } from 'vitest'
import {
  isEmpty,
  isIntegerKey,
  isSet,
  PhpArray,
  toInt,
  toText,
  valueAt,
  withUpperCaseKeys,
  type PhpValue,
} from '../../../../electron/practice-portal/php-value'

function keysOf(array: PhpArray): string[] {
  return [...array.keys()]
}

describe('PhpArray', () => {
  it('keeps keys in the order they came, those that look like numbers too', () => {
    const array = PhpArray.of([
      ['10', 'a'],
      ['2', 'b'],
      ['x', 'c'],
      ['1', 'd'],
    ])
    expect(keysOf(array)).toEqual(['10', '2', 'x', '1'])
  })

  it('gives a key that is set again its new value at its first place', () => {
    const array = PhpArray.of([
      ['a', '1'],
      ['b', '2'],
      ['a', '3'],
    ])
    expect([...array.entries()]).toEqual([
      ['a', '3'],
      ['b', '2'],
    ])
  })

  it.each<[keys: string[], next: string]>([
    [[], '0'],
    [['x'], '0'],
    [['4'], '5'],
    [['7', '2'], '8'],
    [['01', '1.0', '-0'], '0'],
    [['-5'], '-4'],
    [['9223372036854775806'], '9223372036854775807'],
    [['9223372036854775808'], '0'],
  ])('appends after %j under %s', (keys, next) => {
    const array = PhpArray.of(keys.map(key => [key, null] as const))
    array.append('new')
    expect(keysOf(array).at(-1)).toBe(next)
  })

  it('appends nothing after the last index there is', () => {
    const array = PhpArray.of([['9223372036854775807', 'last']])
    array.append('lost')
    expect(array.size).toBe(1)
  })

  it.each<[keys: string[], isList: boolean]>([
    [[], true],
    [['0', '1', '2'], true],
    [['1', '0'], false],
    [['0', '2'], false],
    [['00'], false],
    [['a'], false],
  ])('takes the keys %j for a list: %s', (keys, isList) => {
    expect(PhpArray.of(keys.map(key => [key, null] as const)).isList()).toBe(isList)
  })
})

describe('isIntegerKey', () => {
  it.each(['0', '7', '-3', '9223372036854775807', '-9223372036854775808'])('takes %s as an integer', key => {
    expect(isIntegerKey(key)).toBe(true)
  })

  it.each(['', '-0', '01', '+1', ' 1', '1.0', '1e3', '9223372036854775808', '99999999999999999999'])(
    'leaves %j as text',
    key => {
      expect(isIntegerKey(key)).toBe(false)
    },
  )
})

describe('the casts of PHP', () => {
  it.each<[value: PhpValue | undefined, int: bigint]>([
    [undefined, 0n],
    [null, 0n],
    [true, 1n],
    [false, 0n],
    [42n, 42n],
    [12.9, 12n],
    [-12.9, -12n],
    [Infinity, 0n],
    ['12abc', 12n],
    [' 12', 12n],
    ['+5', 5n],
    ['-5', -5n],
    ['1e3', 1000n],
    ['12.9', 12n],
    ['.5', 0n],
    ['abc', 0n],
    ['', 0n],
    ['0x1A', 0n],
    ['9999999999999999999', 9223372036854775807n],
    ['-9999999999999999999', -9223372036854775808n],
    [new PhpArray(), 0n],
    [PhpArray.list(['x']), 1n],
  ])('turns %s into the integer %s', (value, int) => {
    expect(toInt(value)).toBe(int)
  })

  it.each<[value: PhpValue | undefined, text: string]>([
    [undefined, ''],
    [null, ''],
    [true, '1'],
    [false, ''],
    [42n, '42'],
    [1.5, '1.5'],
    [2, '2'],
    [1e25, '1.0E+25'],
    ['text', 'text'],
    [new PhpArray(), 'Array'],
  ])('turns %s into the text %j', (value, text) => {
    expect(toText(value)).toBe(text)
  })

  it.each<PhpValue | undefined>([undefined, null, false, 0n, 0, -0, '', '0', new PhpArray()])(
    'counts %s as empty',
    value => {
      expect(isEmpty(value)).toBe(true)
    },
  )

  it.each<PhpValue>([true, 1n, 0.1, 'false', 'N', '0.0', ' ', PhpArray.list([null])])(
    'does not count %s as empty',
    value => {
      expect(isEmpty(value)).toBe(false)
    },
  )

  it('counts null as not set, and empty text as set', () => {
    expect([isSet(null), isSet(undefined), isSet(''), isSet(false)]).toEqual([false, false, true, true])
  })
})

describe('valueAt', () => {
  const value = PhpArray.of([['a', PhpArray.of([['b', 'found']])]])

  it('follows a path of keys', () => {
    expect(valueAt(value, 'a', 'b')).toBe('found')
  })

  it.each([['x'], ['a', 'x'], ['a', 'b', 'c']])('finds nothing at %s %s %s', (...path) => {
    expect(valueAt(value, ...path)).toBeUndefined()
  })
})

describe('withUpperCaseKeys', () => {
  it('changes the top keys only, and English letters only', () => {
    const array = PhpArray.of([
      ['name', PhpArray.of([['inner', null]])],
      ['straße', null],
    ])
    const changed = withUpperCaseKeys(array)
    expect(keysOf(changed)).toEqual(['NAME', 'STRAßE'])
    expect(valueAt(changed, 'NAME', 'inner')).toBeNull()
  })

  it('lets the later of two spellings win', () => {
    const changed = withUpperCaseKeys(
      PhpArray.of([
        ['Name', 'first'],
        ['NAME', 'second'],
      ]),
    )
    expect([...changed.entries()]).toEqual([['NAME', 'second']])
  })
})
