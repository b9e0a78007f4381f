import type { ArmedFault, FaultDescription } from '#common/practice-portal/fault-description'
import { describedFault } from './described-fault'
import type { MethodFault, MethodFaultOf } from './method-faults'

/** What can be made to go wrong: a stranger's link, a short link that leads elsewhere, a cut image, no link at all. */
export type FaultKind = 'wrong-link' | 'short-link-elsewhere' | 'damaged-qr' | 'unconfirmed-phone'

export interface FaultLimits {
  /** The only payment it strikes; any payment when left out. */
  readonly paymentId?: number | undefined
  /** How many times it strikes; always when left out. */
  readonly times?: number | undefined
  /** For how long it strikes; for ever when left out. */
  readonly seconds?: number | undefined
}

/** What strikes: a fault with the links of payments, or one with the calls of methods. */
export type FaultTarget =
  | { readonly on: 'payment'; readonly kind: FaultKind; readonly paymentId: number | undefined }
  /** The method is in small letters; null strikes every method. */
  | { readonly on: 'method'; readonly methodName: string | null; readonly fault: MethodFault }

interface Armed {
  readonly id: number
  readonly target: FaultTarget
  /** Null for one that a test armed, which nobody else gets to see. */
  readonly description: FaultDescription | null
  readonly endsAtMs: number
  timesLeft: number
  strikes: number
}

/** The faults that are armed. Those with one target strike one after the other, in the order they were armed. */
export class Faults {
  #armed: readonly Armed[] = []
  #lastId = 0

  /** `now` is in milliseconds since 1970. */
  constructor(private readonly now: () => number = Date.now) {}

  /** Lets links of payments go wrong. Armed this way a kind is armed once: setting it again replaces it. */
  set(kind: FaultKind, { paymentId, ...extent }: FaultLimits = {}): void {
    this.#armed = this.#armed.filter(({ target }) => target.on !== 'payment' || target.kind !== kind)
    this.#add({ on: 'payment', kind, paymentId }, null, extent)
  }

  /**
   * Lets calls of a method go wrong, of every method for null, and returns what ends it. A method that a batch calls is
   * struck by errors alone.
   */
  onMethod(methodName: string | null, fault: MethodFault, extent: Omit<FaultLimits, 'paymentId'> = {}): () => void {
    const armed = this.#add({ on: 'method', methodName: methodName?.toLowerCase() ?? null, fault }, null, extent)
    return () => void this.stop(armed.id)
  }

  /** Arms what is described; it is listed until it is stopped or over. */
  arm(description: FaultDescription): ArmedFault {
    return listed(this.#add(describedFault(description), description, description), description)
  }

  /** Ends one fault. False when there is none with this id. */
  stop(id: number): boolean {
    const before = this.#living()
    this.#armed = before.filter(armed => armed.id !== id)
    return this.#armed.length < before.length
  }

  clear(): void {
    this.#armed = []
  }

  /** What was armed by its description and is not over, oldest first. */
  get armed(): readonly ArmedFault[] {
    this.#armed = this.#living()
    return this.#armed.flatMap(armed => (armed.description === null ? [] : [listed(armed, armed.description)]))
  }

  /** Whether a fault strikes this payment now; a strike is counted. */
  strikes(kind: FaultKind, paymentId: number): boolean {
    const meant = this.#living().find(
      ({ target }) =>
        target.on === 'payment' &&
        target.kind === kind &&
        (target.paymentId === undefined || target.paymentId === paymentId),
    )
    if (meant !== undefined) strike(meant)
    return meant !== undefined
  }

  /** The fault, of these kinds, that strikes this method now; a strike is counted. */
  strikeOn<Kind extends MethodFault['kind']>(
    methodName: string,
    ...kinds: readonly Kind[]
  ): MethodFaultOf<Kind> | undefined {
    const name = methodName.toLowerCase()
    for (const armed of this.#living()) {
      const { target } = armed
      if (target.on !== 'method' || !isOneOf(target.fault, kinds)) continue
      if (target.methodName !== null && target.methodName !== name) continue
      strike(armed)
      return target.fault
    }
    return undefined
  }

  #add(
    target: FaultTarget,
    description: FaultDescription | null,
    { times = Infinity, seconds = Infinity }: Omit<FaultLimits, 'paymentId'>,
  ): Armed {
    this.#lastId += 1
    const endsAtMs = this.now() + seconds * 1000
    const armed = { id: this.#lastId, target, description, endsAtMs, timesLeft: times, strikes: 0 }
    this.#armed = [...this.#living(), armed]
    return armed
  }

  #living(): readonly Armed[] {
    const nowMs = this.now()
    return this.#armed.filter(({ timesLeft, endsAtMs }) => timesLeft > 0 && nowMs < endsAtMs)
  }
}

function strike(armed: Armed): void {
  armed.timesLeft -= 1
  armed.strikes += 1
}

function listed({ id, strikes, timesLeft, endsAtMs }: Armed, description: FaultDescription): ArmedFault {
  return {
    id,
    description,
    strikes,
    timesLeft: timesLeft === Infinity ? null : timesLeft,
    endsAt: endsAtMs === Infinity ? null : new Date(endsAtMs).toISOString(),
  }
}

function isOneOf<Kind extends MethodFault['kind']>(
  fault: MethodFault,
  kinds: readonly Kind[],
): fault is MethodFaultOf<Kind> {
  return kinds.some(kind => kind === fault.kind)
}
