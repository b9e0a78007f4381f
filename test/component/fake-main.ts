import { onTestFinished } from 'vitest'
import type { AppError, Reply } from '#common/ipc/app-error'

type Listener = (told: unknown) => void

/** What stands in for main until the test ends. A call waits for the test to answer it; another one is waited for anew. */
export interface FakeMain {
  /** What was asked for by a call, the oldest first. */
  asked(call: string): readonly unknown[]
  answer(call: string, value: unknown): Promise<void>
  refuse(call: string, error: AppError): Promise<void>
  tell(push: string, told: unknown): void
}

/** Puts up calls and pushes, each named `feature.name`. */
export function fakeMain({ calls, pushes = [] }: { calls: readonly string[]; pushes?: readonly string[] }): FakeMain {
  const asked = new Map<string, unknown[]>(calls.map(call => [call, []]))
  const waiting = new Map<string, (reply: Reply) => void>()
  const listeners = new Map<string, Set<Listener>>(pushes.map(name => [name, new Set()]))
  const bridge: Record<string, Record<string, unknown>> = {}
  for (const call of calls) {
    put(call, (given: unknown) => {
      asked.get(call)?.push(given)
      return new Promise<Reply>(done => waiting.set(call, done))
    })
  }
  for (const name of pushes) {
    put(name, (listener: Listener) => {
      listeners.get(name)?.add(listener)
      return () => listeners.get(name)?.delete(listener)
    })
  }
  Object.defineProperty(window, 'bridge', { value: bridge, configurable: true })
  onTestFinished(() => {
    Reflect.deleteProperty(window, 'bridge')
  })
  return {
    asked: call => asked.get(call) ?? [],
    answer: (call, value) => reply(call, { ok: true, value }),
    refuse: (call, error) => reply(call, { ok: false, error: error.toWire() }),
    tell: (name, told) => listeners.get(name)?.forEach(listener => listener(told)),
  }

  function put(path: string, act: unknown): void {
    const [feature = '', name = ''] = path.split('.')
    bridge[feature] = { ...bridge[feature], [name]: act }
  }

  async function reply(call: string, given: Reply): Promise<void> {
    const done = waiting.get(call)
    if (done === undefined) throw new Error(`Nobody waits for ${call}`)
    waiting.delete(call)
    done(given)
    await Promise.resolve()
  }
}
