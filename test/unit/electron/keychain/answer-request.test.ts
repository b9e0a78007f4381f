import { KeychainMessage } from '#common/keychain/keychain-messages'
import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { answerRequest, type Keychain } from '../../../../electron/keychain/answer-request'

const SECRET = 'k3Yt9vQ2mZ8xB1dL'

function keychainOver(entries: Map<string, string>): Keychain {
  const key = (service: string, account: string): string => `${service} ${account}`
  return {
    setPassword: (service, account, password) => {
      entries.set(key(service, account), password)
      return Promise.resolve()
    },
    getPassword: (service, account) => Promise.resolve(entries.get(key(service, account)) ?? null),
    deletePassword: (service, account) => Promise.resolve(entries.delete(key(service, account))),
  }
}

function loadBroken(message: string): () => Promise<Keychain> {
  const fail = (): Promise<never> => Promise.reject(new Error(message))
  return () => Promise.resolve({ setPassword: fail, getPassword: fail, deletePassword: fail })
}

describe('answerRequest', () => {
  it('sets, gets and deletes under the name of the app', async () => {
    const entries = new Map<string, string>()
    const load = (): Promise<Keychain> => Promise.resolve(keychainOver(entries))

    expect(await answerRequest({ id: 1, operation: 'set', account: 'a', secret: SECRET }, load)).toEqual({
      kind: 'done',
      id: 1,
      isFound: true,
      secret: null,
    })
    expect([...entries.keys()]).toEqual(['Paydesk a'])
    expect(await answerRequest({ id: 2, operation: 'get', account: 'a' }, load)).toEqual({
      kind: 'done',
      id: 2,
      isFound: true,
      secret: SECRET,
    })
    expect(await answerRequest({ id: 3, operation: 'delete', account: 'a' }, load)).toMatchObject({ isFound: true })
    expect(await answerRequest({ id: 4, operation: 'get', account: 'a' }, load)).toMatchObject({
      isFound: false,
      secret: null,
    })
    expect(await answerRequest({ id: 5, operation: 'delete', account: 'a' }, load)).toMatchObject({ isFound: false })
  })

  it('answers that the native module did not load', async () => {
    const answer = await answerRequest({ id: 1, operation: 'get', account: 'a' }, () =>
      Promise.reject(new Error('wrong ELF class')),
    )

    expect(answer).toEqual({ kind: 'failed', id: 1, fault: 'not-loaded', text: 'wrong ELF class' })
  })

  it.each(['set', 'get', 'delete'] as const)('answers that the keychain refused to %s', async operation => {
    const request = { id: 1, operation, account: 'a', secret: SECRET }

    const answer = await answerRequest(request, loadBroken('no bus'))

    expect(answer).toEqual({ kind: 'failed', id: 1, fault: 'refused', text: 'no bus' })
  })

  it('keeps a secret that a keychain repeats out of the text, and the text short', async () => {
    const answer = await answerRequest(
      { id: 1, operation: 'set', account: 'a', secret: SECRET },
      loadBroken(`${'x'.repeat(295)}${SECRET} cannot be saved`),
    )

    expect(answer).toMatchObject({ text: `${'x'.repeat(295)}*** c` })
  })

  it('answers nothing that main would refuse to hear', async () => {
    const answer = await answerRequest({ id: 1, operation: 'get', account: 'a' }, loadBroken('no bus'))

    expect(v.is(KeychainMessage, answer)).toBe(true)
  })
})
