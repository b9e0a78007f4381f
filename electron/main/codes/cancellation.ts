import { AppError } from '#common/ipc/app-error'

/** Error: cancelled, once the signal was given. */
export function throwIfCancelled(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw cancelled()
}

/** Waits for work that cannot be ended, but no longer than until the signal is given. Errors: cancelled, and the work's own. */
export async function orCancelled<Result>(work: Promise<Result>, signal: AbortSignal | undefined): Promise<Result> {
  if (signal === undefined) return work
  // Nobody may be waiting any more when it fails.
  work.catch(() => undefined)
  throwIfCancelled(signal)
  let stopWatching = (): void => undefined
  const end = new Promise<never>((_, reject) => {
    const onAbort = (): void => reject(cancelled())
    signal.addEventListener('abort', onAbort, { once: true })
    stopWatching = () => signal.removeEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, end])
  } finally {
    stopWatching()
  }
}

function cancelled(): AppError {
  return new AppError('cancelled', 'The work was cancelled')
}
