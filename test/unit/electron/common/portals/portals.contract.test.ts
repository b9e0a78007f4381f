import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { PortalId } from '#common/portals/portals.contract'

describe("a portal's id", () => {
  it.each(['4f9f0a6e-2b52-4f0e-9f4c-0d4a3f6a7b21', 'shop', 'A1'])('can be %s', id => {
    expect(v.is(PortalId, id)).toBe(true)
  })

  // It names the folder of the portal's backups, and any text once passed.
  it.each(['..', '../..', 'a/b', 'a\\b', 'C:', '.hidden', '', ' ', 'a b', '-rf', 'a\0', 'a'.repeat(101)])(
    'cannot be %j',
    id => {
      expect(v.is(PortalId, id)).toBe(false)
    },
  )
})
