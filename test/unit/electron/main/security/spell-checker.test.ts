import { describe, expect, it } from 'vitest'
import { denySpellChecker } from '../../../../../electron/main/security/spell-checker'

describe('a session', () => {
  it('has no language whose dictionary could be fetched, and no spell checker', () => {
    const told: unknown[] = []
    denySpellChecker({
      setSpellCheckerLanguages: languages => void told.push(languages),
      setSpellCheckerEnabled: isEnabled => void told.push(isEnabled),
    })
    expect(told).toEqual([[], false])
  })
})
