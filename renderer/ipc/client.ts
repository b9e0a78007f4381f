import { contract } from '#common/ipc/index'
import { AppError, type Reply } from '#common/ipc/app-error'
import type { ClientOf, Contract } from '#common/ipc/contract'

type Bridge = Record<string, Record<string, (argument?: unknown) => unknown>>
type Client<C extends Contract> = { readonly [Feature in keyof C]: ClientOf<C[Feature]> }

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/** Every call of the contract, typed in and out. A refusal is thrown as an `AppError`. */
export const ipc = createClient(contract, () => window.bridge)

/** Builds the typed client over a bridge, which is looked up at the first call so that tests can put one in. */
export function createClient<C extends Contract>(of: C, bridge: () => Bridge): Client<C> {
  const features = Object.entries(of).map(([feature, calls]): [string, object] => {
    const bridged = Object.entries(calls).map(([name, call]): [string, (argument?: unknown) => unknown] => {
      const raw = (argument?: unknown): unknown => bridge()[feature]?.[name]?.(argument)
      return [name, call.kind === 'push' ? raw : async (input?: unknown) => unwrap((await raw(input)) as Reply)]
    })
    return [feature, Object.fromEntries(bridged)]
  })
  return Object.fromEntries(features) as Client<C>
}

function unwrap(reply: Reply): unknown {
  if (reply.ok) return reply.value
  throw AppError.fromWire(reply.error)
}
