import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { holdsSecret, purgeText } from '#common/purge/purge-text'

const SECRET = 'w7q2m9x4t1z8'

describe('a text that is purged of a secret', () => {
  it.each([
    ['as it is', SECRET],
    ['with escapes of JSON', String.raw`w7\u00712m9x4t1z8`],
    ['with escapes within escapes', String.raw`w7\\u00712m9\\\\u00784t1z8`],
    ['percent-encoded', 'w7q2m9x4%741z8'],
  ])('has it no more where it was written %s', (_name, spelled) => {
    expect(purgeText(`{"a": "https://till.example/${spelled}/x"}`, [SECRET])).toEqual({
      text: '{"a": "https://till.example/***/x"}',
      count: 1,
    })
  })

  it.each([
    ['a slash', 'a1/b2/c3/d4', String.raw`"a1\/b2/c3%2fd4"`],
    ['a quote and a backslash', 'a1"b2\\c3d4e5', JSON.stringify(JSON.stringify('a1"b2\\c3d4e5')).slice(3, -3)],
    ['a line break', 'a1b2\nc3d4e5', String.raw`a1b2\nc3d4e5`],
    ['other scripts', 'ключ1234567a', String.raw`\u043a\u043B\u044e\u04471234567a`],
  ])('knows the spellings of a secret with %s', (_name, secret, spelled) => {
    expect(holdsSecret(spelled, [secret])).toBe(true)
    expect(purgeText(spelled, [secret]).text.replaceAll('"', '')).toBe('***')
  })

  it('keeps what only holds a word that was a secret, and keys of that name', () => {
    const text = '{"CODES": {"letmein": {"NAME": "Say letmein", "DEFAULT": "letmein"}}, "SORT": 1234567}'

    expect(purgeText(text, ['letmein']).text).toBe(
      '{"CODES": {"letmein": {"NAME": "Say letmein", "DEFAULT": "***"}}, "SORT": 1234567}',
    )
    expect(purgeText(text, ['1234567']).count).toBe(0)
  })

  it.each(['a1b2c3d4e5\\', 'a1b2c3d4e5\\\\'])('leaves the escape of the quote behind %s', secret => {
    const text = JSON.stringify({ outer: JSON.stringify({ inner: secret }) })

    expect(purgeText(text, [secret]).text).toBe(JSON.stringify({ outer: JSON.stringify({ inner: '***' }) }))
  })

  it('takes the longer one of two first', () => {
    expect(purgeText(`x${SECRET}y2 ${SECRET}`, [SECRET, `${SECRET}y2`]).text).toBe('x*** ***')
  })

  it('holds no secret any more, in whatever JSON stood around it and however often it was put into a string', () => {
    const secret = fc.stringMatching(/^[a-z]\d[\w/"\\ .+=й\n-]{10,40}$/)
    const around = fc.string({ maxLength: 20 })
    fc.assert(
      fc.property(secret, around, around, fc.nat(2), (hidden, before, after, depth) => {
        let text = `${before}${hidden}${after}`
        for (let level = 0; level < depth; level++) text = JSON.stringify({ text })
        const purged = purgeText(text, [hidden])

        expect(purged.count).toBeGreaterThan(0)
        expect(holdsSecret(purged.text, [hidden])).toBe(false)
        if (depth > 0) expect(() => JSON.parse(purged.text) as unknown).not.toThrow()
      }),
    )
  })

  it('does not stand still over a long text of backslashes', () => {
    const before = process.cpuUsage()
    purgeText('\\'.repeat(100_000), ['"\\a1b2c3d4e5'])

    expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000)
  })
})
