import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { draftIdFor, nameOf } from '#common/drafts/draft-name'
import { DraftId } from '#common/drafts/drafts.contract'
import { textOf } from '#common/handlers/handler-fields'
import { entryOf, parseJson } from '#common/json/json-value'

describe('the name of a draft', () => {
  it.each([
    ['{"NAME":"Till","CODE":"till"}', 'Till', 'till', true],
    ['{"CODE":42}', '', '42', true],
    ['{"NAME":{},"CODE":null}', '', '', true],
    ['[]', '', '', true],
    ['{"SETTINGS":{"NAME":"inner"}}', '', '', true],
    ['{"NAME": "Till", "CODE" : "till", ', 'Till', 'till', false],
    ['{"NAME": "not finished', '', '', false],
    ['', '', '', false],
    ['{"CODE":1.50,"NAME":true}', 'true', '1.50', true],
    ['{"CODE":"a","CODE":"b"}', '', 'b', true],
    ['{"__proto__":{"NAME":"inherited"}}', '', '', true],
    [`{"NAME":"deep","A":${'['.repeat(600)}${']'.repeat(600)}}`, 'deep', '', false],
  ])('of %s is %j with the code %j', (text, name, code, isReadable) => {
    expect(nameOf(text)).toEqual({ name, code, isReadable })
  })

  it('is what the exact reader reads, whatever the text', () => {
    const anyValue = fc.oneof(fc.json({ maxDepth: 1 }), fc.constantFrom('1e3', '-0', '1.0', '"\\ud800"', '"\u2028"'))
    const anyEntry = fc.tuple(fc.constantFrom('"NAME"', '"CODE"', '"\\u004eAME"', '"x"'), anyValue)
    const anyText = fc.oneof(
      fc.array(anyEntry, { maxLength: 5 }).map(entries => `{${entries.map(entry => entry.join(':')).join()}}`),
      fc.json(),
      fc.string({ unit: fc.constantFrom('{', '}', '"NAME"', ':', '"a"', ',', ' ', '\uFEFF', '\u00A0', '1', '\t') }),
    )
    fc.assert(
      fc.property(anyText, text => {
        const parsed = parseJson(text)
        const { name, code, isReadable } = nameOf(text)
        expect(isReadable).toBe(parsed.ok)
        if (!parsed.ok) return
        expect([name, code]).toEqual([textOf(entryOf(parsed.value, 'NAME')), textOf(entryOf(parsed.value, 'CODE'))])
      }),
    )
  })
})

describe('the folder name of a draft', () => {
  it.each([
    ['{"NAME":"My Till","CODE":"Demo_Checkout"}', 'demo-checkout-a1b2c3'],
    ['{"NAME":"My  Till!"}', 'my-till-a1b2c3'],
    ['{"NAME":"Касса"}', 'draft-a1b2c3'],
    ['{"CODE":"--a--"}', 'a-a1b2c3'],
    ['{"CODE":"../../etc/passwd"}', 'etc-passwd-a1b2c3'],
    [`{"CODE":"${'x'.repeat(39)}-y"}`, `${'x'.repeat(39)}-a1b2c3`],
    ['', 'draft-a1b2c3'],
  ])('of %s is %s', (text, id) => {
    expect(draftIdFor(text, 'a1b2c3')).toBe(id)
  })

  it('is one that a draft may have, whatever the text', () => {
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.string({ unit: fc.constantFrom('а', 'Я', '💳', 'e\u0301', '-', ' ', 'A', '9', '/'), maxLength: 60 }),
      fc.constantFrom('Касса', '💳💳', 'a'.repeat(10_000), '-'.repeat(10_000), 'CON', '.', '..', '\0', 'ß', 'İ'),
    )
    const anyText = fc.oneof(
      anyName,
      fc.record({ NAME: anyName, CODE: anyName }).map(handler => JSON.stringify(handler)),
      anyName.map(name => `{"CODE": "${name}", broken`),
    )
    fc.assert(
      fc.property(anyText, fc.stringMatching(/^[0-9a-f]{6}$/), (text, suffix) => {
        const id = draftIdFor(text, suffix)
        expect(v.is(DraftId, id)).toBe(true)
        expect(id.endsWith(`-${suffix}`)).toBe(true)
      }),
    )
  })

  it.each(['{', '"', '"NAME":', '-'])('of a text that is %j 10,000 times over is one too', piece => {
    expect(v.is(DraftId, draftIdFor(piece.repeat(10_000), 'a1b2c3'))).toBe(true)
  })
})
