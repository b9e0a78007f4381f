import { AppError } from '#common/ipc/app-error'
import type { LimitWait, PortalId } from '#common/portals/portals.contract'
import type { PortalAnswer } from '../answer'
import type { BatchOutcome } from '../batch/batch-answer'
import type { BatchedRead } from '../batch/batched-read'
import type { CallOptions, PortalAddresses, PortalClient } from '../portal-client'
import type { PortalParameters } from '../portal-parameters'
import { isRead } from '../read-methods'
import { secretAccount } from '../secret-account'
import type { Clock } from '../../storage/clock'
import { createCallLane, LaneClosed, type CallLane, type LaneCall, type Turn, type TurnOutcome } from './call-lane'
import { createLimitWaits, type LimitedCall } from './limit-waits'
import { PACE, type Pace, type Priority, type RetryReason } from './pace'
import { afterFailure, limitOf, reasonOf, type Verdict } from './retry-policy'
import type { Timer } from './timer'

export interface PacedOptions extends CallOptions {
  /** Somebody waits for the call unless it says that it is one of many. */
  readonly priority?: Priority
}

export interface PacedClient extends PortalClient {
  /** As `PortalClient`, in turn, and made again where that is known to be right. */
  call(portalId: PortalId, method: string, parameters?: PortalParameters, options?: PacedOptions): Promise<PortalAnswer>
  /** As `PortalClient`, in turn, and made again as a whole; a batch is one request, and each method in it runs. */
  readTogether(
    portalId: PortalId,
    reads: readonly BatchedRead[],
    options?: PacedOptions,
  ): Promise<readonly BatchOutcome[]>
  /** Whether the portal has said that a method ran for too long to be called now. */
  isHeld(portalId: PortalId, method: string): Promise<boolean>
  /** Takes the saved portals. What is known of a portal that was removed, or got another credential, is forgotten. */
  keepOnly(portals: readonly Credential[]): void
  /** Ends all that waits, and leaves no timer. */
  dispose(): void
}

/** What tells one credential of a portal from the next. */
interface Credential {
  readonly id: PortalId
  readonly origin: string
  readonly userId: number
  readonly secretSavedAt: string | null
}

/**
 * Lets all calls of one portal go one way, so that they keep its limits together. A portal counts what comes from one
 * network, whoever calls, so that its address and not its credential is what a way belongs to.
 */
export function createPacedClient(parts: {
  readonly client: PortalClient
  readonly portals: PortalAddresses
  readonly timer: Timer
  readonly clock: Clock
  /** Takes what somebody waits for because of a limit, whenever it is something else. */
  readonly limitWaitsChanged: (waits: LimitWait[]) => void
  readonly random?: () => number
  readonly pace?: Pace
}): PacedClient {
  const { client, portals, timer, clock, limitWaitsChanged, random = Math.random, pace = PACE } = parts
  const limitWaits = createLimitWaits({ timer, clock, pace, changed: limitWaitsChanged })
  const lanes = new Map<string, CallLane>()
  /** Ends each wait before a call is made again. */
  const waits = new Set<() => void>()
  let credentials: ReadonlyMap<string, string> = new Map()
  let lastOrder = 0
  let isDisposed = false
  return { call, readTogether, isHeld, keepOnly, dispose }

  function call(
    portalId: PortalId,
    method: string,
    parameters: PortalParameters = [],
    options: PacedOptions = {},
  ): Promise<PortalAnswer> {
    return inTurn(portalId, { method, runs: [method], isRead: isRead(method) }, options, async signal => {
      const answer = await client.call(portalId, method, parameters, { signal, beforeSending: options.beforeSending })
      return [answer, { kind: 'answered', times: [[method, answer.time]] }]
    })
  }

  function readTogether(
    portalId: PortalId,
    reads: readonly BatchedRead[],
    options: PacedOptions = {},
  ): Promise<readonly BatchOutcome[]> {
    const runs = ['batch', ...reads.map(({ method }) => method)]
    return inTurn(portalId, { method: 'batch', runs, isRead: true }, options, async signal => {
      const outcomes = await client.readTogether(portalId, reads, { signal })
      return [outcomes, ...turnOutcomesOf(outcomes, reads)]
    })
  }

  async function isHeld(portalId: PortalId, method: string): Promise<boolean> {
    const address = await portals.addressOf(portalId)
    return laneOf(address.origin).isTooLong(method, secretAccount(address))
  }

  /** Sends in turn, and again where that is known to be right. `send` answers also what it tells of the limits. */
  async function inTurn<Result>(
    portalId: PortalId,
    request: { readonly method: string; readonly runs: readonly string[]; readonly isRead: boolean },
    { signal, priority = 'person' }: PacedOptions,
    send: (signal: AbortSignal | undefined) => Promise<readonly [Result, ...(readonly TurnOutcome[])]>,
  ): Promise<Result> {
    lastOrder += 1
    const order = lastOrder
    const failures: Record<RetryReason, number> = { rate: 0, 'run-time': 0, network: 0 }
    const limited = priority === 'person' ? limitWaits.begin(portalId) : null
    try {
      for (;;) {
        const turn = await turnOf(portalId, { methods: request.runs, priority, order }, limited, signal)
        try {
          const [result, ...outcomes] = await send(signal)
          turn.end(...outcomes)
          return result
        } catch (error) {
          turn.end(outcomeOf(error, request.method))
          const again = nextTry(error, { isRead: request.isRead, priority, failures })
          if (again.kind === 'give-up') throw error
          if (again.after === 'network') await wait(again.waitMs, signal)
        }
      }
    } finally {
      limited?.end()
    }
  }

  function nextTry(
    error: unknown,
    call: { readonly isRead: boolean; readonly priority: Priority; readonly failures: Record<RetryReason, number> },
  ): Verdict {
    const reason = reasonOf(error, call.isRead)
    if (reason !== null) call.failures[reason] += 1
    return afterFailure(error, call, pace, random())
  }

  async function turnOf(
    portalId: PortalId,
    unnamed: Omit<LaneCall, 'account'>,
    limited: LimitedCall | null,
    signal: AbortSignal | undefined,
  ): Promise<Turn> {
    for (;;) {
      if (signal?.aborted === true) throw cancelled()
      const address = await portals.addressOf(portalId)
      const lane = laneOf(address.origin)
      const call = { ...unnamed, account: secretAccount(address) }
      const stopWaiting = limited?.waiting(() => lane.leavesAtMs(call))
      try {
        return await lane.enter(call, signal)
      } catch (error) {
        if (!(error instanceof LaneClosed)) throw error
        if (isDisposed) throw cancelled()
        // The portal is looked up again: it has gone, or has another credential.
      } finally {
        stopWaiting?.()
      }
    }
  }

  function laneOf(origin: string): CallLane {
    const known = lanes.get(origin)
    if (known !== undefined) return known
    const lane = createCallLane({ timer, pace, random })
    lanes.set(origin, lane)
    return lane
  }

  function keepOnly(saved: readonly Credential[]): void {
    const next = new Map(
      saved.map(({ id, origin, userId, secretSavedAt }) => [`${id} ${userId} ${secretSavedAt ?? ''}`, origin]),
    )
    for (const [credential, origin] of credentials) if (next.get(credential) !== origin) forget(origin)
    credentials = next
  }

  function forget(origin: string): void {
    const lane = lanes.get(origin)
    lanes.delete(origin)
    lane?.close()
  }

  function wait(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted === true) return reject(cancelled())
      const finish = (settle: () => void): void => {
        stopTimer()
        signal?.removeEventListener('abort', onAbort)
        waits.delete(onAbort)
        settle()
      }
      const onAbort = (): void => finish(() => reject(cancelled()))
      const stopTimer = timer.after(delayMs, () => finish(resolve))
      signal?.addEventListener('abort', onAbort, { once: true })
      waits.add(onAbort)
    })
  }

  function dispose(): void {
    isDisposed = true
    for (const giveUp of [...waits]) giveUp()
    for (const origin of [...lanes.keys()]) forget(origin)
  }
}

/** Anything the portal itself said counts as a request it took, except a refusal for a limit. */
function outcomeOf(error: unknown, method: string): TurnOutcome {
  if (!(error instanceof AppError)) return { kind: 'unanswered' }
  if (error.code === 'portal' || error.code === 'unauthorized') return { kind: 'answered', times: [] }
  if (error.code !== 'rate-limited') return { kind: 'unanswered' }
  const limit = limitOf(error) ?? 'rate'
  return limit === 'rate' ? { kind: 'refused', limit } : { kind: 'refused', limit, methods: [method] }
}

/** A batch is a request that was taken; each of its commands ran, or was refused because its method ran for too long. */
function turnOutcomesOf(outcomes: readonly BatchOutcome[], reads: readonly BatchedRead[]): readonly TurnOutcome[] {
  const byMethod = reads.map(({ method }, index) => [method, outcomes[index]] as const)
  const times = byMethod.flatMap(([method, outcome]) =>
    outcome?.kind === 'answered' ? [[method, outcome.answer.time] as const] : [],
  )
  const methods = byMethod.flatMap(([method, outcome]) =>
    outcome?.kind === 'refused' && limitOf(outcome.error) === 'run-time' ? [method] : [],
  )
  return [
    { kind: 'answered', times },
    { kind: 'refused', limit: 'run-time', methods },
  ]
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The call was cancelled')
}
