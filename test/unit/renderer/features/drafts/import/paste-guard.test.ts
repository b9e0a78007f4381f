import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findSecrets } from '#common/importer/secrets'
import { withoutSecrets } from '../../../../../../renderer/features/drafts/import/use-paste-guard'

const WEBHOOK = 'https://shop.quay.example/rest/7/k3y0fthequay9x/'

describe('what is left of a pasted text', () => {
  it.each([
    ['nothing to hide', 'BERTH\t100', 'BERTH\t100', []],
    ['a webhook', `see\n${WEBHOOK}profile`, 'see\nhttps://shop.quay.example/rest/7/***/profile', [['webhook', 2]]],
    ['a token', '{"auth": "a1b2c3d4e5f6"}', '{"auth": "***"}', [['token', 1]]],
    [
      'both',
      `${WEBHOOK}?auth=a1b2c3d4e5f6`,
      'https://shop.quay.example/rest/7/***/?auth=***',
      [
        ['webhook', 1],
        ['token', 1],
      ],
    ],
  ])('of %s', (_, pasted, clean, found) => {
    const left = withoutSecrets(pasted)
    expect(left.clean).toBe(clean)
    expect(left.found.map(({ kind, line }) => [kind, line])).toEqual(found)
  })

  it('never opens a portal', () => {
    const anyPiece = fc.oneof(
      fc.string(),
      fc.constantFrom(WEBHOOK, 'auth=', '"access_token": "', 'a1b2c3d4e5f6', '/rest/1/', '%2f'),
    )
    fc.assert(
      fc.property(fc.array(anyPiece, { maxLength: 8 }), pieces => {
        expect(findSecrets(withoutSecrets(pieces.join('')).clean)).toEqual([])
      }),
    )
  })
})
