import fc from 'fast-check'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import {
  allTags,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  tagProblem,
  usableTags,
  withoutTag,
  withTag,
} from '#common/drafts/draft-tags'
import { DraftTags } from '#common/drafts/drafts.contract'

const FULL = Array.from({ length: MAX_TAGS }, (_, index) => `tag ${String(index)}`)

describe('a tag', () => {
  it.each([
    ['nothing', [], '', 'empty'],
    ['blanks alone', [], ' \t ', 'empty'],
    ['one character too many', [], 'x'.repeat(MAX_TAG_LENGTH + 1), 'too-long'],
    ['a line break within', [], 'a\nb', 'control-sign'],
    ['a control sign', [], 'a\u0007b', 'control-sign'],
    ['one more than a draft has room for', FULL, 'new', 'too-many'],
    ['the longest one', [], 'x'.repeat(MAX_TAG_LENGTH), null],
    ['one that a full draft has already', FULL, 'TAG 3', null],
    ['blanks around it', [], '  Лавка  ', null],
  ])('is looked at before it is added: %s', (_, tags, typed, problem) => {
    expect(tagProblem(tags, typed)).toBe(problem)
  })

  it('is added once in whatever case, and taken away likewise', () => {
    expect(withTag(['Spring'], ' mall ')).toEqual(['Spring', 'mall'])
    expect(withTag(['Spring'], 'SPRING')).toEqual(['Spring'])
    expect(withoutTag(['Spring', 'Лавка'], 'лавка')).toEqual(['Spring'])
  })

  it('of several drafts is offered once, in the order of the alphabet', () => {
    expect(allTags([{ tags: ['shop 10', 'Mall'] }, { tags: ['mall', 'shop 9'] }], 'en')).toEqual([
      'Mall',
      'shop 9',
      'shop 10',
    ])
  })

  it('is kept of a file that somebody edited only as it may be, whatever stands there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.string({ unit: 'binary', maxLength: 50 }), fc.constantFrom('a', 'A', ' a'))),
        tags => {
          expect(v.is(DraftTags, usableTags(tags))).toBe(true)
        },
      ),
    )
  })

  it.each([
    ['not trimmed', [' a']],
    ['there twice', ['a', 'A']],
    ['empty', ['']],
    ['too many', [...FULL, 'new']],
  ])('is refused where it is %s', (_, tags) => {
    expect(v.is(DraftTags, tags)).toBe(false)
  })
})
