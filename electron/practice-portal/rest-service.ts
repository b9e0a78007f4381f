import { errorAnswer, successAnswer, type RestAnswer } from './answer'
import { callMethod, type Call, type CallOutcome, type Offer } from './call-method'
import { internalServerError, PartlyDoneError, PortalError } from './portal-error'
import type { StateStore } from './state-store'

/** Answers REST calls one after the other, each only when what it changed is on disk. */
export class RestService {
  constructor(
    private readonly store: StateStore,
    private readonly offer: Offer,
    private readonly report: (line: string) => void,
  ) {}

  async answer(call: Call): Promise<RestAnswer> {
    try {
      const { change } = this.offer.faults.strikeOn(call.methodName, 'change-before') ?? {}
      if (change !== undefined) await this.store.change(state => ({ state: change(state), value: undefined }))
      const outcome = await this.store.change<CallOutcome | PartlyDoneError>(state => {
        try {
          const value = callMethod(call, state, this.offer)
          return { state: value.state, value }
        } catch (error) {
          if (error instanceof PartlyDoneError) return { state: error.state, value: error }
          throw error
        }
      })
      if (outcome instanceof PartlyDoneError) return errorAnswer(outcome)
      return successAnswer(outcome, { ...outcome.time, finishedMs: this.offer.now() })
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
