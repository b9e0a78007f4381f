import { describe, expect, it } from 'vitest'
import { useLoading } from '#ui/loading.ts'

interface Answer<Value> {
  readonly promise: Promise<Value>
  readonly resolve: (value: Value) => void
  readonly reject: (error: Error) => void
}

function answer<Value>(): Answer<Value> {
  let resolve: Answer<Value>['resolve'] = () => undefined
  let reject: Answer<Value>['reject'] = () => undefined
  const promise = new Promise<Value>((onResolve, onReject) => {
    resolve = onResolve
    reject = onReject
  })
  return { promise, resolve, reject }
}

describe('something that is fetched', () => {
  it('is on its way before anything was asked', () => {
    expect(useLoading().state.value).toEqual({ status: 'loading' })
  })

  it('is here once it came', async () => {
    const { state, load } = useLoading<number>()

    await load(() => Promise.resolve(5))

    expect(state.value).toEqual({ status: 'ready', value: 5 })
  })

  it('has failed with the error it failed with, and can be asked again', async () => {
    const { state, load } = useLoading<number>()
    const error = new Error('x')

    await load(() => Promise.reject(error))
    expect(state.value).toEqual({ status: 'failed', error })

    await load(() => Promise.resolve(5))
    expect(state.value).toEqual({ status: 'ready', value: 5 })
  })

  it('is on its way again when it is asked for again', async () => {
    const { state, load } = useLoading<number>()
    await load(() => Promise.resolve(5))

    const next = answer<number>()
    const loaded = load(() => next.promise)
    expect(state.value).toEqual({ status: 'loading' })

    next.resolve(6)
    await loaded
    expect(state.value).toEqual({ status: 'ready', value: 6 })
  })

  it.each(['resolve', 'reject'] as const)('drops a late answer to an older question: %s', async how => {
    const { state, load } = useLoading<number>()
    const old = answer<number>()
    const oldLoaded = load(() => old.promise)
    await load(() => Promise.resolve(2))

    if (how === 'resolve') old.resolve(1)
    else old.reject(new Error('x'))
    await oldLoaded

    expect(state.value).toEqual({ status: 'ready', value: 2 })
  })

  it('is what came unasked, and not an older answer that comes after it', async () => {
    const { state, load, show } = useLoading<number>()
    const older = answer<number>()
    const loaded = load(() => older.promise)

    show(7)
    older.resolve(5)
    await loaded

    expect(state.value).toEqual({ status: 'ready', value: 7 })
  })
})
