import { randomUUID } from 'node:crypto'
import * as v from 'valibot'
import { AppError, type Reply } from '#common/ipc/app-error'
import { channelOf, type Contract, type HandlersOf, type Method, type PushersOf } from '#common/ipc/contract'

export interface Wire {
  /** Answers every call on a channel with what `reply` gives for its input. */
  answer(channel: string, reply: (input: unknown) => Promise<Reply>): void
  /** Sends to every window of the app. */
  send(channel: string, payload: unknown): void
}

export interface RouterOptions {
  /** In development and in tests what main answers is checked too; in the installed app that time is saved. */
  readonly checksOutputs: boolean
  /** Takes what must not leave main: the cause of an internal error, under the id that travels in its details. */
  readonly report: (errorId: string, call: string, cause: unknown) => void
}

type AllHandlers<C extends Contract> = { readonly [Feature in keyof C]: HandlersOf<C[Feature]> }
type AllPushers<C extends Contract> = { readonly [Feature in keyof C]: PushersOf<C[Feature]> }

/** Mounts a handler for every method of the contract, so that a handler never sees an unchecked value. */
export function mountRoutes<C extends Contract>(
  contract: C,
  handlers: AllHandlers<C>,
  wire: Wire,
  options: RouterOptions,
): void {
  for (const [feature, calls] of Object.entries(contract)) {
    for (const [name, call] of Object.entries(calls)) {
      if (call.kind !== 'method') continue
      const featureHandlers = handlers[feature] as Record<string, (input: unknown) => unknown>
      const handler = featureHandlers[name]
      if (handler === undefined) throw new Error(`No handler for ${feature}.${name}`)
      wire.answer(channelOf(feature, name), input => reply(`${feature}.${name}`, call, handler, input, options))
    }
  }
}

/** The functions with which services tell the window something; each payload is checked before it leaves. */
export function createPushers<C extends Contract>(contract: C, wire: Pick<Wire, 'send'>): AllPushers<C> {
  const features = Object.entries(contract).map(([feature, calls]): [string, object] => {
    const pushers = Object.entries(calls).flatMap(([name, call]): [string, (payload: unknown) => void][] =>
      call.kind === 'push'
        ? [[name, payload => wire.send(channelOf(feature, name), v.parse(call.payload, payload))]]
        : [],
    )
    return [feature, Object.fromEntries(pushers)]
  })
  return Object.fromEntries(features) as AllPushers<C>
}

async function reply(
  name: string,
  call: Method,
  handler: (input: unknown) => unknown,
  input: unknown,
  options: RouterOptions,
): Promise<Reply> {
  try {
    const value = await handler(checkedInput(name, call, input))
    return { ok: true, value: options.checksOutputs ? v.parse(call.output, value) : value }
  } catch (error) {
    if (error instanceof AppError) return { ok: false, error: error.toWire() }
    // SECURITY: a raw message may hold a path, an address or a token, so only its id leaves main.
    const errorId = randomUUID()
    options.report(errorId, name, error)
    return {
      ok: false,
      error: { code: 'internal', message: 'Paydesk could not do this.', details: { errorId, call: name } },
    }
  }
}

function checkedInput(name: string, call: Method, input: unknown): unknown {
  const result = v.safeParse(call.input, input)
  if (result.success) return result.output
  const path = v.getDotPath(result.issues[0]) ?? ''
  throw new AppError('invalid-input', `The input of ${name} is not what its contract asks for`, {
    details: { reason: 'contract', call: name, path },
  })
}
