import { describe, expect, it } from 'vitest'
import { AppErrorCode } from '#common/ipc/app-error'
import { NotKept, PushResult, type KeptText } from '#common/journal/journal.contract'
import { createText } from '../../../../../renderer/app/locales/create-text'
import { en } from '../../../../../renderer/app/locales/en'
import { badgeOf, lackOf, outcomeWords, readable, whatOf } from '../../../../../renderer/features/journal/journal-words'
import { startOf } from '../../../../../renderer/features/journal/use-journal'
import { callEntry, pushEntry } from '../../../../support/journal-entries'

const text = createText('en', en)

describe('the words for an entry', () => {
  it.each(AppErrorCode.options)('are there for a call that ended with %s', outcome => {
    expect(outcomeWords(callEntry({ outcome }), text)).not.toBe('')
    expect(badgeOf(callEntry({ outcome }))).toBe('danger')
  })

  it.each(PushResult.options)('are there for a push that is %s', outcome => {
    expect(outcomeWords(pushEntry({ outcome }), text)).not.toBe('')
  })

  it('say that it is not known what became of a write', () => {
    const entry = callEntry({ outcome: 'network', details: { reason: 'write-undecided' } })

    expect(outcomeWords(entry, text)).toBe('Not known yet')
    expect(badgeOf(entry)).toBe('warning')
  })

  it.each([
    [{ action: 'add' } as const, 'Add Fair till'],
    [{ action: 'delete' } as const, 'Delete Fair till'],
    [{ restored: 'handler-3.json' }, 'Roll Fair till back'],
    [{ name: '', code: 'fair_till' }, 'Change fair_till'],
  ])('say what a push was to do: %j', (changes, words) => {
    expect(whatOf(pushEntry({ name: 'Fair till', ...changes }), text)).toBe(words)
  })

  it('say why something is not there', () => {
    const states: KeptText[] = [
      { state: 'cut', text: 'x'.repeat(16_000) },
      { state: 'same', at: '2031-05-04T10:00:00.000Z' },
      { state: 'none' },
      ...NotKept.options.map(why => ({ state: 'not-kept', why }) as const),
    ]
    const words = states.flatMap(state => [lackOf(state, 'request', text), lackOf(state, 'answer', text)])

    expect(words).not.toContain('')
    expect(words[0]).toBe('Only the first 16,000 characters are kept.')
    expect(lackOf({ state: 'whole', text: '{}' }, 'answer', text)).toBe('')
  })

  it('show JSON line by line, and what is no JSON as it is', () => {
    expect(readable('{"10":1.0,"2":[]}')).toBe('{\n  "10": 1.0,\n  "2": []\n}')
    expect(readable('{"a":"cu')).toBe('{"a":"cu')
  })
})

describe('a period', () => {
  it('begins where its words say', () => {
    const now = new Date(2031, 4, 4, 15, 30)

    expect(startOf('any', now)).toBeNull()
    expect(startOf('today', now)).toBe(new Date(2031, 4, 4).toISOString())
    expect(Date.parse(startOf('week', now) ?? '')).toBe(now.getTime() - 7 * 86_400_000)
    expect(Date.parse(startOf('month', now) ?? '')).toBe(now.getTime() - 30 * 86_400_000)
  })
})
