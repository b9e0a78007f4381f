import type { WebContents } from 'electron'

/** A page that crashes again sooner than this crashes because of what it shows, and would do so for ever. */
const SHORTEST_LIFE_MS = 10_000

/** Loads a page again whose process crashed or ran out of memory: what was typed is on the disk, a grey window is no use. */
export function reloadCrashed(contents: Pick<WebContents, 'on' | 'reload'>, now: () => number): void {
  let lastAt = -Infinity
  contents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || now() - lastAt < SHORTEST_LIFE_MS) return
    lastAt = now()
    contents.reload()
  })
}
