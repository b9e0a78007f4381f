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

/** The faults that are armed. A kind is armed once: setting it again replaces it. */
export class Faults {
  readonly #armed = new Map<FaultKind, ArmedFault>()

  set(kind: FaultKind, { paymentId, times = Infinity }: FaultLimits = {}): void {
    this.#armed.set(kind, { paymentId, timesLeft: times })
  }

  clear(): void {
    this.#armed.clear()
  }

  /** Whether a fault strikes this payment now; a strike is counted. */
  strikes(kind: FaultKind, paymentId: number): boolean {
    const fault = this.#armed.get(kind)
    if (fault === undefined || fault.timesLeft <= 0) return false
    if (fault.paymentId !== undefined && fault.paymentId !== paymentId) return false
    fault.timesLeft -= 1
    return true
  }
}
