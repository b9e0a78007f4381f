import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { draftIdFor, nameOf } from '#common/drafts/draft-name'
import { DraftId } from '#common/drafts/drafts.contract'

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
  ])('of %s is %j with the code %j', (text, name, code, isReadable) => {
    expect(nameOf(text)).toEqual({ name, code, isReadable })
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
