import { describe, expect, it } from 'vitest'
import { contentSecurityPolicy } from '../../../../../electron/main/security/content-security-policy'

function rulesOf(policy: string): Map<string, string[]> {
  return new Map(
    policy.split('; ').map(rule => {
      const [name = '', ...sources] = rule.split(' ')
      return [name, sources]
    }),
  )
}

describe('the policy of the installed app', () => {
  const rules = rulesOf(contentSecurityPolicy(undefined))

  it('allows nothing that it does not name', () => {
    expect(rules.get('default-src')).toEqual(["'none'"])
  })

  it('runs only scripts and workers of the app, none of them inline', () => {
    expect(rules.get('script-src')).toEqual(["'self'"])
    expect(rules.get('worker-src')).toEqual(["'self'"])
  })

  it('evaluates no text as code', () => {
    expect(contentSecurityPolicy(undefined)).not.toContain('eval')
  })

  it('lets the page reach no other place', () => {
    expect(rules.get('connect-src')).toEqual(["'self'"])
    for (const rule of ['base-uri', 'form-action', 'frame-ancestors', 'object-src']) {
      expect(rules.get(rule)).toEqual(["'none'"])
    }
    expect(contentSecurityPolicy(undefined)).not.toMatch(/https?:|\*/)
  })
})

describe('the policy while developing', () => {
  it('differs only in the one server that rebuilds the pages', () => {
    const installed = rulesOf(contentSecurityPolicy(undefined))
    const developing = rulesOf(contentSecurityPolicy('http://localhost:5173/some/page'))

    expect(developing.get('connect-src')).toEqual(["'self'", 'ws://localhost:5173', 'http://localhost:5173'])
    for (const [rule, sources] of installed) {
      if (rule !== 'connect-src') expect(developing.get(rule)).toEqual(sources)
    }
  })
})
