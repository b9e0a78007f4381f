import { findJsonProblems, type JsonTextProblem } from '#common/json/find-json-problems'

/** Texts up to this length are checked at once; a portal takes no longer ones. */
const MAX_IMMEDIATE_LENGTH = 80_000
const PAUSE_MS = 300

export interface ProblemCheck {
  /** Looks at a text that changed. What is found is told once, and never for a text that is no longer the newest. */
  readonly look: (text: () => string, length: number) => void
  readonly dispose: () => void
}

/** Looks for problems of a text: in a small one at once, in a large one off the main thread, once the typing pauses. */
export function createProblemCheck(found: (problems: JsonTextProblem[]) => void): ProblemCheck {
  let worker: Worker | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let isBusy = false
  let waiting: (() => string) | undefined
  return { look, dispose }

  function look(text: () => string, length: number): void {
    clearTimeout(timer)
    waiting = undefined
    if (length <= MAX_IMMEDIATE_LENGTH) {
      stopWorker()
      found(findJsonProblems(text()))
      return
    }
    waiting = text
    timer = setTimeout(askWorker, PAUSE_MS)
  }

  function askWorker(): void {
    if (isBusy || waiting === undefined) return
    isBusy = true
    worker ??= startWorker()
    worker.postMessage(waiting())
    waiting = undefined
  }

  function startWorker(): Worker {
    const started = new Worker(new URL('./problems.worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', (event: MessageEvent<JsonTextProblem[]>) => {
      isBusy = false
      if (waiting === undefined) found(event.data)
      else askWorker()
    })
    return started
  }

  function stopWorker(): void {
    worker?.terminate()
    worker = undefined
    isBusy = false
  }

  function dispose(): void {
    clearTimeout(timer)
    waiting = undefined
    stopWorker()
  }
}
