import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { AppError, type Reply } from '#common/ipc/app-error'
import { method, push } from '#common/ipc/contract'
import { contract as paydesk } from '#common/ipc/index'
import { createPushers, mountRoutes, type RouterOptions } from '../../../../../electron/main/ipc/router'

const contract = {
  notes: {
    add: method(v.object({ title: v.pipe(v.string(), v.trim()), count: v.optional(v.number()) }), v.number()),
    clear: method(v.void(), v.void()),
    changed: push(v.array(v.string())),
  },
} as const

type Handlers = Parameters<typeof mountRoutes<typeof contract>>[1]

function routes(handlers: Partial<Handlers['notes']>, options: Partial<RouterOptions> = {}) {
  const replies = new Map<string, (input: unknown) => Promise<Reply>>()
  const sent: [string, unknown][] = []
  const reported: { errorId: string; call: string; cause: unknown }[] = []
  const wire = {
    answer: (channel: string, reply: (input: unknown) => Promise<Reply>) => void replies.set(channel, reply),
    send: (channel: string, payload: unknown) => void sent.push([channel, payload]),
  }
  mountRoutes(contract, { notes: { add: () => 1, clear: () => undefined, ...handlers } }, wire, {
    checksOutputs: true,
    report: (errorId, call, cause) => reported.push({ errorId, call, cause }),
    ...options,
  })
  const call = (name: string, input?: unknown): Promise<Reply> => {
    const reply = replies.get(`paydesk:notes.${name}`)
    if (reply === undefined) throw new Error(`Nothing answers ${name}`)
    return reply(input)
  }
  return { call, channels: [...replies.keys()], sent, reported, wire }
}

describe('the routes', () => {
  it('answer every method of the contract, and no push', () => {
    expect(routes({}).channels).toEqual(['paydesk:notes.add', 'paydesk:notes.clear'])
  })

  it('cannot be mounted while a handler is missing', () => {
    const incomplete = { notes: { add: () => 1 } } as unknown as Handlers
    const wire = { answer: () => undefined, send: () => undefined }

    expect(() => mountRoutes(contract, incomplete, wire, { checksOutputs: false, report: () => undefined })).toThrow(
      'No handler for notes.clear',
    )
  })

  it('give a handler the checked input and answer what it gives', async () => {
    const seen: unknown[] = []
    const { call } = routes({ add: input => seen.push(input) })

    const reply = await call('add', { title: ' a ', extra: 'not in the contract', count: 2 })

    expect(seen).toEqual([{ title: 'a', count: 2 }])
    expect(reply).toEqual({ ok: true, value: 1 })
  })
})

describe('an input that is not what the contract asks for', () => {
  it.each([
    ['nothing', undefined, ''],
    ['another kind', 'text', ''],
    ['a missing key', {}, 'title'],
    ['a wrong value', { title: 'a', count: '2' }, 'count'],
    ['an object with a poisoned prototype', JSON.parse('{"__proto__":{"title":"a"}}'), 'title'],
  ])('never reaches the handler: %s', async (_, input: unknown, path) => {
    let calls = 0
    const { call, reported } = routes({ add: () => (calls += 1) })

    expect(await call('add', input)).toMatchObject({
      ok: false,
      error: { code: 'invalid-input', details: { reason: 'contract', call: 'notes.add', path } },
    })
    expect(calls).toBe(0)
    expect(reported).toEqual([])
  })

  it('is not repeated in the answer', async () => {
    const { call } = routes({})

    expect(JSON.stringify(await call('add', { title: { secret: 'k3Yt9vQ2' } }))).not.toContain('k3Yt9vQ2')
  })

  it('is anything where nothing is asked for', async () => {
    expect(await routes({}).call('clear', 'text')).toMatchObject({ ok: false, error: { code: 'invalid-input' } })
  })
})

describe('an error of a handler', () => {
  it('passes with its code and details when it is an AppError', async () => {
    const { call, reported } = routes({
      add: () => {
        throw new AppError('conflict', 'Taken', { details: { reason: 'why' }, cause: new Error('inner') })
      },
    })

    expect(await call('add', { title: 'a' })).toEqual({
      ok: false,
      error: { code: 'conflict', message: 'Taken', details: { reason: 'why' } },
    })
    expect(reported).toEqual([])
  })

  it.each<[string, () => never]>([
    [
      'an Error',
      () => {
        throw new Error('ENOENT /home/somebody/k3Yt9vQ2')
      },
    ],
    [
      'a text',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do
        throw 'k3Yt9vQ2'
      },
    ],
    [
      'an object that looks like an AppError',
      () => {
        // eslint-disable-next-line @typescript-eslint/only-throw-error -- libraries do
        throw { name: 'AppError', code: 'k3Yt9vQ2', message: 'k3Yt9vQ2', details: {} }
      },
    ],
  ])('becomes internal with an id and nothing of its own when it is %s', async (_, fail) => {
    const { call, reported } = routes({ add: fail })

    const reply = await call('add', { title: 'a' })

    expect(reply).toMatchObject({ ok: false, error: { code: 'internal', details: { call: 'notes.add' } } })
    expect(JSON.stringify(reply)).not.toContain('k3Yt9vQ2')
    expect(reported).toHaveLength(1)
    expect(JSON.stringify(reply)).toContain(reported[0]!.errorId)
    expect(reported[0]).toMatchObject({ call: 'notes.add' })
  })

  it('is treated alike when the handler rejects', async () => {
    const { call, reported } = routes({ add: () => Promise.reject(new Error('k3Yt9vQ2')) })

    expect(JSON.stringify(await call('add', { title: 'a' }))).not.toContain('k3Yt9vQ2')
    expect(reported[0]?.cause).toBeInstanceOf(Error)
  })

  it('has another id each time', async () => {
    const { call, reported } = routes({ add: () => Promise.reject(new Error('x')) })

    await Promise.all([call('add', { title: 'a' }), call('add', { title: 'a' })])

    expect(new Set(reported.map(({ errorId }) => errorId)).size).toBe(2)
  })
})

describe('an answer that is not what the contract says', () => {
  const wrong = { add: () => 'secret' as unknown as number }

  it('is an internal error where answers are checked', async () => {
    const { call, reported } = routes(wrong, { checksOutputs: true })

    expect(await call('add', { title: 'a' })).toMatchObject({ ok: false, error: { code: 'internal' } })
    expect(reported).toHaveLength(1)
  })

  it('passes where they are not', async () => {
    expect(await routes(wrong, { checksOutputs: false }).call('add', { title: 'a' })).toEqual({
      ok: true,
      value: 'secret',
    })
  })
})

describe('a push', () => {
  it('is sent on its channel', () => {
    const { wire, sent } = routes({})

    createPushers(contract, wire).notes.changed(['a'])

    expect(sent).toEqual([['paydesk:notes.changed', ['a']]])
  })

  it('is not sent when it is not what the contract says', () => {
    const { wire, sent } = routes({})

    expect(() => createPushers(contract, wire).notes.changed([1] as unknown as string[])).toThrow()
    expect(sent).toEqual([])
  })

  it('exists for every push of the app', () => {
    const pushers = createPushers(paydesk, { send: () => undefined })

    expect(Object.keys(pushers.drafts)).toEqual(['changed', 'changedOutside'])
    expect(Object.keys(pushers.app)).toContain('commandRequested')
  })
})
