import type { Problem } from '#common/checker/problem'

/** How long the checker waits for the next key; with the check itself well under the 300 ms in which it must answer. */
const PAUSE_MS = 120
/** Texts longer than a portal takes are checked when the typing rests: each check would hold up the keys after it. */
const MAX_LIVE_LENGTH = 80_000
const REST_MS = 400

export interface CheckRequest {
  readonly text: string
  /** CODEs of the portal's other handlers. */
  readonly otherCodes: readonly string[]
}

export interface HandlerCheck {
  /** Tells that what is checked has changed. */
  readonly look: () => void
  /** The problems of the newest text, once they are known. */
  readonly newest: () => Promise<readonly Problem[]>
  readonly dispose: () => void
}

/**
 * Runs the checker off the main thread, soon after a change. What is found is told once, and never for a text that is no
 * longer the newest. Null is told when the checker could not run.
 */
export function createHandlerCheck(
  read: () => CheckRequest,
  found: (problems: readonly Problem[] | null) => void,
): HandlerCheck {
  let worker: Worker | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBusy = false
  let isStale = false
  let isLong = false
  let last: readonly Problem[] = []
  const waiting: ((problems: readonly Problem[]) => void)[] = []
  return { look, newest, dispose }

  function look(): void {
    isStale = true
    clearTimeout(timer)
    timer = setTimeout(ask, isLong ? REST_MS : PAUSE_MS)
  }

  function newest(): Promise<readonly Problem[]> {
    if (!isStale && !isBusy) return Promise.resolve(last)
    return new Promise(resolve => waiting.push(resolve))
  }

  function ask(): void {
    timer = undefined
    if (isBusy) return
    isBusy = true
    isStale = false
    worker ??= startWorker()
    const request = read()
    isLong = request.text.length > MAX_LIVE_LENGTH
    worker.postMessage(request)
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./checker.worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<readonly Problem[]>) => take(data))
    started.addEventListener('error', () => {
      stopWorker()
      take(null)
    })
    return started
  }

  function take(problems: readonly Problem[] | null): void {
    isBusy = false
    if (isStale) {
      // A change that is still being waited for has its own turn.
      if (timer === undefined) ask()
      return
    }
    last = problems ?? []
    found(problems)
    for (const resolve of waiting.splice(0)) resolve(last)
  }

  function stopWorker(): void {
    worker?.terminate()
    worker = undefined
  }

  function dispose(): void {
    clearTimeout(timer)
    stopWorker()
    for (const resolve of waiting.splice(0)) resolve([])
  }
}
