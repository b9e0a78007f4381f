import type { CodeId, PaymentCode } from '#common/codes/codes.contract'
import { expect, it } from 'vitest'
import { createMadeCodes } from '../../../../../electron/main/codes/made-codes'

const made = (id: string) => ({ id }) as PaymentCode
const id = (text: string) => text as CodeId

it('forgets the code unused the longest, and says so', () => {
  const codes = createMadeCodes(2)
  codes.keep(made('a'))
  codes.keep(made('b'))
  codes.get(id('a'))
  codes.keep(made('c'))

  expect(codes.get(id('a')).id).toBe('a')
  expect(codes.get(id('c')).id).toBe('c')
  expect(() => codes.get(id('b'))).toThrow(expect.objectContaining({ code: 'not-found', details: { reason: 'code' } }))
})
