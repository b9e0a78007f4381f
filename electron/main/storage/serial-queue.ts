export type SerialQueue = <Result>(task: () => Promise<Result>) => Promise<Result>

/** Makes a queue that runs one task at a time, in the order they came. A task that fails does not stop the next. */
export function createSerialQueue(): SerialQueue {
  let last: Promise<unknown> = Promise.resolve()
  return task => {
    const result = last.then(task)
    last = result.catch(() => undefined)
    return result
  }
}
