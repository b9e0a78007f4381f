import type { MethodFault, MethodFaultOf } from './method-faults'

/** What can be made to go wrong: a stranger's link, a short link that leads elsewhere, a cut image, no link at all. */
export type FaultKind = 'wrong-link' | 'short-link-elsewhere' | 'damaged-qr' | 'unconfirmed-phone'

export interface FaultLimits {
  /** The only payment it strikes; any payment when left out. */
  readonly paymentId?: number
  /** How many times it strikes; always when left out. */
  readonly times?: number
}

interface ArmedFault {
  readonly paymentId: number | undefined
  timesLeft: number
}

interface ArmedMethodFault {
  /** In small letters; null strikes every method. */
  readonly methodName: string | null
  readonly fault: MethodFault
  timesLeft: number
}

/** The faults that are armed. Of those with payments a kind is armed once: setting it again replaces it. */
export class Faults {
  readonly #armed = new Map<FaultKind, ArmedFault>()
  #onMethods: readonly ArmedMethodFault[] = []

  set(kind: FaultKind, { paymentId, times = Infinity }: FaultLimits = {}): void {
    this.#armed.set(kind, { paymentId, timesLeft: times })
  }

  /**
   * Lets calls of a method go wrong, of every method for null, and returns what ends it. Faults of one method strike one
   * after the other, in the order they were armed; a method that a batch calls is struck by errors alone.
   */
  onMethod(methodName: string | null, fault: MethodFault, { times = Infinity }: { times?: number } = {}): () => void {
    const armed = { methodName: methodName?.toLowerCase() ?? null, fault, timesLeft: times }
    this.#onMethods = [...this.#onMethods, armed]
    return () => {
      this.#onMethods = this.#onMethods.filter(other => other !== armed)
    }
  }

  clear(): void {
    this.#armed.clear()
    this.#onMethods = []
  }

  /** Whether a fault strikes this payment now; a strike is counted. */
  strikes(kind: FaultKind, paymentId: number): boolean {
    const fault = this.#armed.get(kind)
    if (fault === undefined || fault.timesLeft <= 0) return false
    if (fault.paymentId !== undefined && fault.paymentId !== paymentId) return false
    fault.timesLeft -= 1
    return true
  }

  /** The fault, of these kinds, that strikes this method now; a strike is counted. */
  strikeOn<Kind extends MethodFault['kind']>(
    methodName: string,
    ...kinds: readonly Kind[]
  ): MethodFaultOf<Kind> | undefined {
    const name = methodName.toLowerCase()
    for (const armed of this.#onMethods) {
      const isMeant = armed.methodName === null || armed.methodName === name
      if (!isMeant || armed.timesLeft <= 0 || !isOneOf(armed.fault, kinds)) continue
      armed.timesLeft -= 1
      return armed.fault
    }
    return undefined
  }
}

function isOneOf<Kind extends MethodFault['kind']>(
  fault: MethodFault,
  kinds: readonly Kind[],
): fault is MethodFaultOf<Kind> {
  return kinds.some(kind => kind === fault.kind)
}
