import { describe, expect, it } from 'vitest'
import { useAction } from '#ui/use-action.ts'

describe('an action', () => {
  it('runs with what it is given, and says so meanwhile', async () => {
    const seen: unknown[] = []
    let finish = (): void => undefined
    const action = useAction((name: string, count: number) => {
      seen.push([name, count])
      return new Promise<void>(resolve => (finish = resolve))
    })
    expect(action.isRunning.value).toBe(false)

    const run = action.run('a', 2)
    expect(action.isRunning.value).toBe(true)
    finish()
    await run

    expect(seen).toEqual([['a', 2]])
    expect(action.isRunning.value).toBe(false)
    expect(action.error.value).toBeNull()
  })

  it('runs once at a time: a second click while it runs does nothing', async () => {
    let calls = 0
    let finish = (): void => undefined
    const action = useAction(() => {
      calls += 1
      return new Promise<void>(resolve => (finish = resolve))
    })

    const first = action.run()
    await action.run()
    expect(calls).toBe(1)
    finish()
    await first

    void action.run()
    expect(calls).toBe(2)
  })

  it('keeps its error until it is run again', async () => {
    const error = new Error('x')
    let fails = true
    const action = useAction(() => (fails ? Promise.reject(error) : Promise.resolve()))

    await action.run()
    expect(action.error.value).toBe(error)
    expect(action.isRunning.value).toBe(false)

    fails = false
    await action.run()
    expect(action.error.value).toBeNull()
  })

  it('keeps the error of what throws before it even waits', async () => {
    const action = useAction(() => {
      throw new Error('x')
    })

    await action.run()

    expect(action.error.value).toBeInstanceOf(Error)
    expect(action.isRunning.value).toBe(false)
  })

  it('forgets its error when it is dismissed', async () => {
    const action = useAction(() => Promise.reject(new Error('x')))
    await action.run()

    action.clear()

    expect(action.error.value).toBeNull()
  })
})
