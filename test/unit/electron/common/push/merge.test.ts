import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { differencesBetween } from '#common/compare/differences'
import { parseJson, printJson, type JsonEntry, type JsonObject, type JsonValue } from '#common/json/json-value'
import { mergedText, mergeHandler, mergeValues } from '#common/push/merge'
import type { MergeRow, MergeSide } from '#common/push/push.contract'
import { anyJsonText, anyJsonValue } from '../json/json-arbitraries'

function json(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

function object(text: string): JsonObject {
  const value = json(text)
  if (value.kind !== 'object') throw new Error(`Not an object: ${text}`)
  return value
}

function merged(base: string, mine: string, theirs: string, choices: readonly MergeSide[] = []): string {
  return printJson(mergeValues(json(base), json(mine), json(theirs), choices).value, 0)
}

function told(base: string, mine: string, theirs: string): string[] {
  return mergeValues(json(base), json(mine), json(theirs)).rows.map(toldRow)
}

function toldRow({ kind, path, base, mine, theirs }: MergeRow): string {
  const [one, two, three] = [base, mine, theirs].map(text => (text === null ? '∅' : printJson(json(text), 0)))
  return `${kind} ${path}: ${one} | ${two} | ${three}`
}

function meansSame(one: JsonValue, other: JsonValue): boolean {
  const options = { keyOrder: false, numbers: 'also-as-text', emptiness: false, items: 'by-index' } as const
  return differencesBetween(one, other, options).length === 0
}

/** A value and a change of it here and there, as a person makes it. */
function changed(value: JsonValue, pool: readonly JsonValue[], next: () => number): JsonValue {
  const fresh = (): JsonValue => pool[next() % pool.length]!
  if (next() % 7 === 0) return fresh()
  if (value.kind === 'object') {
    const kept = value.entries
      .filter(() => next() % 6 > 0)
      .map(([key, part]): JsonEntry => [key, changed(part, pool, next)])
    const key = ['new', 'other', 'third'][next() % 3]!
    const isAdded = next() % 3 === 0 && kept.every(([name]) => name !== key)
    if (isAdded) kept.splice(next() % (kept.length + 1), 0, [key, fresh()])
    return { kind: 'object', entries: kept }
  }
  if (value.kind === 'array') {
    const kept = value.items.filter(() => next() % 6 > 0).map(part => changed(part, pool, next))
    if (next() % 3 === 0) kept.splice(next() % (kept.length + 1), 0, fresh())
    return { kind: 'array', items: kept }
  }
  return value
}

/** A base and two changes of it, which may well be at the same places. */
const anyThree: fc.Arbitrary<[JsonValue, JsonValue, JsonValue]> = fc
  .tuple(anyJsonValue, fc.array(anyJsonValue, { minLength: 1, maxLength: 3 }), fc.infiniteStream(fc.nat(1000)))
  .map(([base, pool, stream]) => {
    const next = (): number => stream.next().value
    return [base, changed(base, pool, next), changed(base, pool, next)]
  })

/** A base with two changes of other keys each, and what should come of them. */
const anyApart = fc
  .tuple(
    fc.uniqueArray(fc.tuple(fc.string({ maxLength: 4 }), anyJsonValue, anyJsonValue, fc.nat(5)), {
      minLength: 1,
      maxLength: 8,
      selector: ([key]) => key,
    }),
    fc.nat(1),
  )
  .map(([keys, isNested]) => {
    const [base, mine, theirs]: [JsonEntry[], JsonEntry[], JsonEntry[]] = [[], [], []]
    const expected = new Map<string, JsonValue>()
    for (const [key, value, other, fate] of keys) {
      const [own, foreign] = fate % 2 === 0 ? [mine, theirs] : [theirs, mine]
      const isAdded = fate < 2
      const isRemoved = fate >= 4
      if (!isAdded) {
        base.push([key, value])
        foreign.push([key, value])
      }
      if (isRemoved) continue
      own.push([key, other])
      expected.set(key, other)
    }
    const wrap = (entries: JsonEntry[]): JsonValue => {
      const inner: JsonValue = { kind: 'object', entries }
      return isNested === 1 ? { kind: 'object', entries: [['SETTINGS', inner]] } : inner
    }
    return { base: wrap(base), mine: wrap(mine), theirs: wrap(theirs), expected, isNested: isNested === 1 }
  })

describe('the merge of two states with one base', () => {
  it.each<[string, string, string, string, string]>([
    ['changes of other keys', '{"a":1,"b":2}', '{"a":9,"b":2}', '{"a":1,"b":8}', '{"a":9,"b":8}'],
    ['keys added on both sides', '{"a":1}', '{"a":1,"m":2}', '{"t":3,"a":1}', '{"t":3,"a":1,"m":2}'],
    [
      'a key of theirs behind its neighbour',
      '{"a":1,"z":2}',
      '{"z":2,"a":1}',
      '{"a":1,"b":5,"z":2}',
      '{"z":2,"a":1,"b":5}',
    ],
    ['a removal on either side', '{"a":1,"b":2,"c":3}', '{"b":2,"c":3}', '{"a":1,"b":2}', '{"b":2}'],
    [
      'changes inside one object',
      '{"a":{"x":1,"y":1}}',
      '{"a":{"x":2,"y":1}}',
      '{"a":{"x":1,"y":2}}',
      '{"a":{"x":2,"y":2}}',
    ],
    ['an object that both sides began', '{}', '{"a":{"x":1}}', '{"a":{"y":2}}', '{"a":{"y":2,"x":1}}'],
    ['a filled object that was an empty list', '{"a":[]}', '{"a":{}}', '{"a":{"y":2}}', '{"a":{"y":2}}'],
    ['an emptied object', '{"a":{"x":1}}', '{"a":{"x":1,"y":2}}', '{"a":[]}', '{"a":{"y":2}}'],
    [
      'my spelling of what did not change',
      '{"a":100,"b":1}',
      '{"a":"100","b":1}',
      '{"a":100,"b":2}',
      '{"a":"100","b":2}',
    ],
    ['their value where mine differs in spelling only', '{"a":100}', '{"a":"100"}', '{"a":200}', '{"a":200}'],
    ['items put in by both sides', '["RUB"]', '["RUB","EUR"]', '["USD","RUB","KZT"]', '["USD","RUB","EUR","KZT"]'],
    ['an item both sides put in', '["RUB"]', '["RUB","EUR"]', '["RUB","EUR"]', '["RUB","EUR"]'],
    [
      'an item changed beside one put in front',
      '[{"a":1,"b":1}]',
      '[{"n":0},{"a":1,"b":1}]',
      '[{"a":1,"b":2}]',
      '[{"n":0},{"a":1,"b":2}]',
    ],
    ['an item removed beside one put in', '["a","b"]', '["a"]', '["a","b","x"]', '["a","x"]'],
  ])('takes %s', (_, base, mine, theirs, expected) => {
    expect(merged(base, mine, theirs)).toBe(expected)
    expect(mergeValues(json(base), json(mine), json(theirs)).rows.some(({ kind }) => kind === 'conflict')).toBe(false)
  })

  it.each<[string, string, string, string, string, string]>([
    ['a value', '{"a":1}', '{"a":2}', '{"a":3}', '/a', '{"a":3}'],
    ['a value and its removal', '{"a":1,"b":1}', '{"a":2,"b":1}', '{"b":1}', '/a', '{"b":1}'],
    ['a removal and a value', '{"a":1,"b":1}', '{"b":1}', '{"a":2,"b":1}', '/a', '{"a":2,"b":1}'],
    ['a value that both added', '{}', '{"a":2}', '{"a":3}', '/a', '{"a":3}'],
    ['the kind of a value', '{"a":1}', '{"a":{"x":1}}', '{"a":[1]}', '/a', '{"a":[1]}'],
    ['an item', '["RUB"]', '["EUR"]', '["USD"]', '/0', '["USD"]'],
    [
      'a large whole number',
      '[10000000000000000001]',
      '[10000000000000000002]',
      '[10000000000000000003]',
      '/0',
      '[10000000000000000003]',
    ],
  ])('asks about %s that became two different things', (_, base, mine, theirs, path, withTheirs) => {
    const { rows } = mergeValues(json(base), json(mine), json(theirs))
    expect(rows.filter(({ kind }) => kind === 'conflict').map(row => row.path)).toEqual([path])
    expect(merged(base, mine, theirs, ['mine'])).toBe(mine)
    expect(merged(base, mine, theirs, ['theirs'])).toBe(withTheirs)
  })

  it('tells who changed what, with all three values', () => {
    expect(told('{"a":1,"b":2,"c":3,"d":4}', '{"a":9,"b":2,"c":5,"d":6}', '{"a":1,"c":5,"d":7}')).toEqual([
      'mine /a: 1 | 9 | 1',
      'theirs /b: 2 | 2 | ∅',
      'both /c: 3 | 5 | 5',
      'conflict /d: 4 | 6 | 7',
    ])
  })

  it('asks for each conflict by itself', () => {
    expect(merged('{"a":1,"b":1}', '{"a":2,"b":2}', '{"a":3,"b":3}', ['theirs', 'mine'])).toBe('{"a":3,"b":2}')
    expect(merged('{"a":1,"b":1}', '{"a":2,"b":2}', '{"a":3,"b":3}', ['mine', 'theirs'])).toBe('{"a":2,"b":3}')
  })

  it('has the changes of both sides where they do not overlap', () => {
    fc.assert(
      fc.property(anyApart, ({ base, mine, theirs, expected, isNested }) => {
        const { value, rows } = mergeValues(base, mine, theirs)
        const inner = isNested && value.kind === 'object' ? value.entries[0]![1] : value
        if (inner.kind !== 'object') throw new Error('An object comes of objects')
        expect(rows.filter(({ kind }) => kind === 'conflict')).toEqual([])
        expect([...new Map(inner.entries).keys()].sort()).toEqual([...expected.keys()].sort())
        for (const [key, part] of inner.entries) expect(meansSame(part, expected.get(key)!)).toBe(true)
      }),
    )
  })

  it('is the one side, to the last sign, where both are equal', () => {
    fc.assert(
      fc.property(anyThree, ([base, mine]) => {
        expect(printJson(mergeValues(base, mine, mine).value)).toBe(printJson(mine))
      }),
    )
  })

  it('is the side that changed where the other one did not', () => {
    fc.assert(
      fc.property(anyThree, ([base, changed]) => {
        expect(printJson(mergeValues(base, changed, base).value)).toBe(printJson(changed))
        expect(meansSame(mergeValues(base, base, changed).value, changed)).toBe(true)
      }),
    )
  })

  it('keeps the order of my keys', () => {
    fc.assert(
      fc.property(anyApart, ({ base, mine, theirs }) => {
        const { value } = mergeValues(base, mine, theirs)
        if (value.kind !== 'object' || mine.kind !== 'object') throw new Error('An object comes of objects')
        const own = mine.entries.map(([key]) => key)
        const left = value.entries.map(([key]) => key)
        expect(left.filter(key => own.includes(key))).toEqual(own.filter(key => left.includes(key)))
      }),
    )
  })

  it.each(['mine', 'theirs'] as const)('has at every place what it says, with %s chosen at all conflicts', side => {
    fc.assert(
      fc.property(anyThree, ([base, mine, theirs]) => {
        const { value, rows } = mergeValues(
          base,
          mine,
          theirs,
          Array.from({ length: 200 }, () => side),
        )
        for (const row of rows) {
          const wanted = row.kind === 'conflict' ? row[side] : row.kind === 'theirs' ? row.theirs : row.mine
          if (wanted !== null) expect(printJson(valueAt(value, row.path)!)).toBe(wanted)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('has as many rows, of the same kinds, whatever is chosen', () => {
    fc.assert(
      fc.property(
        anyThree,
        fc.array(fc.constantFrom('mine' as const, 'theirs' as const)),
        ([base, mine, theirs], choices) => {
          const kinds = (rows: readonly MergeRow[]): string[] => rows.map(({ kind }) => kind)
          const { rows } = mergeValues(base, mine, theirs, choices)
          expect(kinds(rows)).toEqual(kinds(mergeValues(base, mine, theirs).rows))
        },
      ),
    )
  })
})

describe('the merge of a draft with its handler', () => {
  it('leaves alone what the draft does not have', () => {
    const base = json('{"NAME":"Harbour","SORT":100,"SETTINGS":{"CODES":{}}}')
    const theirs = json('{"NAME":"Quay","SORT":300,"SETTINGS":{"CODES":{}}}')
    const { value, rows } = mergeHandler(base, object('{"SORT":200}'), theirs)
    expect(printJson(value, 0)).toBe('{"SORT":200}')
    expect(rows.map(toldRow)).toEqual(['conflict /SORT: 100 | 200 | 300'])
  })

  it('changes the text only where it has to', () => {
    const text = '{ "NAME" : "Harbour",\n\t"SORT": "250",   "SETTINGS": {"A": 1.0, "B": 2} }\n'
    const base = json('{"NAME":"Harbour","SORT":100,"SETTINGS":{"A":1,"B":2}}')
    const theirs = json('{"NAME":"Quay","SORT":100,"SETTINGS":{"A":1,"B":2,"C":3}}')
    expect(mergedText(text, mergeHandler(base, object(text), theirs))).toBe(
      '{ "NAME" : "Quay",\n\t"SORT": "250",   "SETTINGS": {"A": 1.0, "B": 2, "C": 3} }\n',
    )
  })

  it('makes a text that means the merged value', () => {
    fc.assert(
      fc.property(anyJsonText, anyJsonValue, anyJsonValue, ({ text, value }, base, theirs) => {
        const merge = mergeValues(base, value, theirs, ['theirs', 'mine', 'theirs'])
        expect(printJson(json(mergedText(text, merge)))).toBe(printJson(merge.value))
      }),
    )
  })
})

function valueAt(value: JsonValue, pointer: string): JsonValue | undefined {
  const parts = pointer.split('/').slice(1)
  return parts.reduce<JsonValue | undefined>((part, escaped) => {
    const key = escaped.replaceAll('~1', '/').replaceAll('~0', '~')
    if (part?.kind === 'array') return part.items[Number(key)]
    return part?.kind === 'object' ? part.entries.find(([name]) => name === key)?.[1] : undefined
  }, value)
}
