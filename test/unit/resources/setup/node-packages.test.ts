import { describe, expect, it } from 'vitest'
import { differs } from '../../../../resources/setup/node-packages.mjs'

const root = { version: '0.1.0' }
const tool = { version: '1.2.3', integrity: 'sha512-tool' }

describe('differs', () => {
  it.each([
    { case: 'the same packages', locked: { '': root, a: tool }, installed: { a: tool }, expected: false },
    { case: 'another version', locked: { a: tool }, installed: { a: { ...tool, version: '1.2.4' } }, expected: true },
    {
      case: 'the same version with other contents',
      locked: { a: tool },
      installed: { a: { ...tool, integrity: 'sha512-other' } },
      expected: true,
    },
    { case: 'a missing package', locked: { a: tool, b: tool }, installed: { a: tool }, expected: true },
    { case: 'a package that is locked no more', locked: { a: tool }, installed: { a: tool, b: tool }, expected: true },
    {
      case: 'a missing package for another system',
      locked: { a: tool, b: { ...tool, optional: true } },
      installed: { a: tool },
      expected: false,
    },
    {
      case: 'an old version of an optional package',
      locked: { a: { ...tool, optional: true } },
      installed: { a: { version: '1.0.0' } },
      expected: true,
    },
  ])('answers $expected for $case', ({ locked, installed, expected }) => {
    expect(differs({ packages: locked }, { packages: installed })).toBe(expected)
  })

  it('takes a record without packages for nothing installed', () => {
    expect(differs({ packages: { a: tool } }, {})).toBe(true)
  })
})
