import { errorAnswer, successAnswer, type RestAnswer } from './answer'
import { callMethod, type Call, type Offer } from './call-method'
import type { PhpValue } from './php-value'
import { internalServerError, PortalError } from './portal-error'
import type { StateStore } from './state-store'

/** Answers REST calls one after the other, each only when what it changed is on disk. */
export class RestService {
  constructor(
    private readonly store: StateStore,
    private readonly offer: Offer,
    private readonly now: () => number,
    private readonly report: (line: string) => void,
  ) {}

  async answer(call: Call): Promise<RestAnswer> {
    try {
      const result = await this.store.change<PhpValue>(state => {
        const outcome = callMethod(call, state, this.offer)
        return { state: outcome.state ?? state, value: outcome.result }
      })
      return successAnswer(result, call.nowMs, this.now())
    } catch (error) {
      if (error instanceof PortalError) return errorAnswer(error)
      this.report(`The practice portal could not answer ${call.methodName}: ${failureName(error)}`)
      return errorAnswer(internalServerError())
    }
  }
}

/** The kind of a failure alone, because a message may hold what was called with. */
export function failureName(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  return 'code' in error ? String(error.code) : error.name
}
