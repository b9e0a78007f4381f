import type { CompareSide, TextPlaces } from '#common/compare/comparison'
import type { TextEdit } from '#common/json/text-edit'
import type { CompareAnswer, CompareQuestion, CompareRequest, CompareResult } from './compare-answers'

export interface Comparer {
  /** Compares two texts. One that is still being compared is given up; what is told is always of the newest. */
  readonly compare: (request: CompareRequest) => void
  /** The edits that take a row of the last result over, or null when it is no longer the newest. */
  readonly takeOver: (index: number, into: CompareSide) => Promise<readonly TextEdit[] | null>
  readonly placesOf: (index: number) => Promise<TextPlaces | null>
  /** How many differences of meaning two texts have, or null when that cannot be said. */
  readonly count: (left: string, right: string) => Promise<number | null>
  readonly dispose: () => void
}

/** Compares texts off the main thread. Null is told when that was not possible. */
export function createComparer(found: (result: CompareResult | null) => void): Comparer {
  let worker: Worker | undefined
  let isComparing = false
  /** Questions are answered in the order they were asked in. */
  const waiting: ((answer: CompareAnswer | null) => void)[] = []
  return { compare, takeOver, placesOf, count, dispose: stop }

  function compare(request: CompareRequest): void {
    // One that was given up answers null, so that what is told is of the newest.
    if (waiting.length > 0) stop()
    isComparing = true
    void ask({ kind: 'compare', request }).then(answer => {
      if (answer?.kind !== 'compare') return
      isComparing = false
      found(answer.result)
    })
  }

  async function takeOver(index: number, into: CompareSide): Promise<readonly TextEdit[] | null> {
    const answer = isComparing ? null : await ask({ kind: 'take-over', index, into })
    return answer?.kind === 'take-over' ? answer.edits : null
  }

  async function placesOf(index: number): Promise<TextPlaces | null> {
    const answer = isComparing ? null : await ask({ kind: 'places', index })
    return answer?.kind === 'places' ? answer.places : null
  }

  async function count(left: string, right: string): Promise<number | null> {
    const answer = await ask({ kind: 'count', left, right })
    return answer?.kind === 'count' ? answer.count : null
  }

  function ask(question: CompareQuestion): Promise<CompareAnswer | null> {
    worker ??= start()
    worker.postMessage(question)
    return new Promise(resolve => waiting.push(resolve))
  }

  function start(): Worker {
    const started = new Worker(new URL('./compare.worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<CompareAnswer>) => waiting.shift()?.(data))
    started.addEventListener('error', () => {
      isComparing = false
      stop()
      found(null)
    })
    return started
  }

  function stop(): void {
    worker?.terminate()
    worker = undefined
    for (const resolve of waiting.splice(0)) resolve(null)
  }
}
