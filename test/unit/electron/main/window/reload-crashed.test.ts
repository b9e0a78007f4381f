import type { WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it } from 'vitest'
import { reloadCrashed } from '../../../../../electron/main/window/reload-crashed'

class FakeContents extends EventEmitter {
  loads = 0

  reload(): void {
    this.loads += 1
  }
}

let contents: FakeContents
let now: number

beforeEach(() => {
  contents = new FakeContents()
  now = 0
  reloadCrashed(contents as unknown as WebContents, () => now)
})

function end(reason: string, at: number): void {
  now = at
  contents.emit('render-process-gone', {}, { reason, exitCode: 1 })
}

describe('a page whose process ended', () => {
  // The window stayed grey until the app was started again.
  it.each(['crashed', 'oom', 'killed', 'abnormal-exit'])('is loaded again when it %s', reason => {
    end(reason, 5)

    expect(contents.loads).toBe(1)
  })

  it('is left alone when it ended by itself', () => {
    end('clean-exit', 5)

    expect(contents.loads).toBe(0)
  })

  it('is not loaded again and again when it crashes at once, but is after a while', () => {
    for (const at of [5, 6, 9_000]) end('crashed', at)
    expect(contents.loads).toBe(1)

    end('crashed', 20_000)
    expect(contents.loads).toBe(2)
  })
})
