import { describe, expect, it } from 'vitest'
import { wordsOf } from '#ui/error-words.ts'
import { errorOf, wordsOfFailure } from '#ui/failure-words.ts'
import { createText } from '../../../../renderer/app/locales/create-text'

const FAILURE = { code: 'conflict', details: { reason: 'place-full', system: 'ENOSPC' } } as const
const text = createText('en', { 'error.conflict': 'code', 'error.conflict.place-full': 'full: {system}' })

describe('a failure that was kept', () => {
  it('has the words that its code and its details have', () => {
    expect(wordsOfFailure(FAILURE, text)).toBe('full: ENOSPC')
  })

  it('is an error with its details', () => {
    expect(wordsOf(errorOf(FAILURE), text).details).toEqual(['reason: place-full', 'system: ENOSPC'])
  })
})
