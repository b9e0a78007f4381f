import type { SourceReading } from './source-reading'

/** Reads a text from elsewhere off the main thread. */
export function readInBackground(source: string): Promise<SourceReading> {
  const worker = new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })
  return new Promise<SourceReading>((resolve, reject) => {
    worker.addEventListener('message', ({ data }: MessageEvent<SourceReading>) => resolve(data))
    worker.addEventListener('error', () => reject(new Error('The text could not be read')))
    worker.postMessage(source)
  }).finally(() => worker.terminate())
}
