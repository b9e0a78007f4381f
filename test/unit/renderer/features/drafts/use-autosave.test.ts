import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { effectScope, ref, type EffectScope, type Ref } from 'vue'
import { useAutosave, type Autosave } from '../../../../../renderer/features/drafts/use-autosave'

/** A disk whose writes end when a test says so; `texts` has every text it was asked to write. */
class FakeDisk {
  readonly texts: string[] = []
  content: string
  mostAtOnce = 0
  /** While true each write ends at once, with `fault` if there is one. */
  isFast = true
  fault: Error | null = null
  #open: { text: string; resolve: () => void; reject: (error: Error) => void }[] = []

  constructor(content: string) {
    this.content = content
  }

  readonly save = (text: string): Promise<void> => {
    this.texts.push(text)
    return new Promise((resolve, reject) => {
      this.#open.push({ text, resolve, reject })
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#open.length)
      if (this.isFast) this.finish()
    })
  }

  finish(): void {
    const write = this.#open.shift()
    if (write === undefined) throw new Error('Nothing is being written')
    if (this.fault !== null) return write.reject(this.fault)
    this.content = write.text
    write.resolve()
  }
}

let page: EventTarget
let scope: EffectScope
let text: Ref<string>
let disk: FakeDisk
let autosave: Autosave

beforeEach(() => {
  vi.useFakeTimers()
  page = new EventTarget()
  vi.stubGlobal('window', page)
  stubMoments()
  open('')
})

afterEach(() => {
  disk.isFast = true
  disk.fault = null
  scope.stop()
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function open(content: string): void {
  text = ref(content)
  disk = new FakeDisk(content)
  scope = effectScope()
  autosave = scope.run(() => useAutosave({ text: () => text.value, version: text }, disk.save))!
}

/** A page that always has something to draw, so that what waits for a moment waits as long as it is willing to. */
function stubMoments(): void {
  vi.stubGlobal('requestIdleCallback', (act: () => void, { timeout }: { timeout: number }) => setTimeout(act, timeout))
  vi.stubGlobal('cancelIdleCallback', (handle: ReturnType<typeof setTimeout>) => clearTimeout(handle))
}

function pass(milliseconds: number): Promise<unknown> {
  return vi.advanceTimersByTimeAsync(milliseconds)
}

describe('a text that is typed', () => {
  it('is on the disk within a second of every key, however long somebody types', async () => {
    for (let key = 1; key <= 40; key++) {
      text.value += 'x'
      await pass(100)
      expect(disk.content.length).toBeGreaterThanOrEqual(key - 10)
    }
    await pass(1_000)

    expect(disk.content).toBe(text.value)
    expect(autosave.state.value).toBe('saved')
  })

  it('is saved though keys come so fast that no timer is heard', () => {
    const now = vi.spyOn(performance, 'now')
    for (let ms = 0; ms <= 900; ms += 30) {
      now.mockReturnValue(ms)
      text.value += 'x'
    }

    expect(disk.texts.length).toBeGreaterThan(0)
    expect(disk.content.length).toBeGreaterThan(10)
  })

  it('is noted while the disk is busy, and saved once more when what was noted is taken back', async () => {
    const noted: string[] = []
    const note = (newest: string): Promise<unknown> => Promise.resolve(noted.push(newest))
    scope.stop()
    scope = effectScope()
    disk.isFast = false
    autosave = scope.run(() => useAutosave({ text: () => text.value, version: text }, disk.save, { note }))!
    text.value = 'a'
    await pass(500)
    expect(disk.texts).toEqual(['a'])

    text.value = 'ab'
    await pass(500)
    expect(noted).toEqual(['ab'])
    text.value = 'a'
    disk.finish()
    await pass(0)
    expect(disk.texts).toEqual(['a', 'a'])
    disk.finish()
    await pass(0)
    expect(autosave.state.value).toBe('saved')
  })

  it('is saved soon when it is newer than its file from the beginning', async () => {
    scope.stop()
    scope = effectScope()
    text.value = 'typed before a kill'
    autosave = scope.run(() => useAutosave({ text: () => text.value, version: text }, disk.save, { isSaved: false }))!
    await pass(500)

    expect(disk.content).toBe('typed before a kill')
  })

  it('is saved in a few writes and not in one a key', async () => {
    for (let key = 0; key < 40; key++) {
      text.value += 'x'
      await pass(50)
    }
    await pass(1_000)

    expect(disk.texts.length).toBeLessThan(10)
    expect(disk.content).toBe(text.value)
  })

  it('is not written when it is what it was', async () => {
    text.value = 'a'
    text.value = ''
    await pass(1_000)

    expect(disk.texts).toEqual([])
    expect(autosave.state.value).toBe('saved')
  })

  it('is shown as being saved until it is', async () => {
    disk.isFast = false
    text.value = 'a'
    expect(autosave.state.value).toBe('saving')

    await pass(1_000)
    expect(autosave.state.value).toBe('saving')

    disk.finish()
    await pass(0)
    expect(autosave.state.value).toBe('saved')
  })
})

describe('a slow disk', () => {
  it('has one write at a time, and gets the newest text next', async () => {
    disk.isFast = false
    text.value = 'a'
    await pass(600)
    text.value = 'ab'
    await pass(600)
    text.value = 'abc'
    await pass(600)
    expect(disk.texts).toEqual(['a'])

    disk.finish()
    await pass(0)
    disk.finish()
    await pass(0)

    expect(disk.texts).toEqual(['a', 'abc'])
    expect(disk.mostAtOnce).toBe(1)
    expect(autosave.state.value).toBe('saved')
  })

  it('ends with the old text when that is typed back while another one is being written', async () => {
    disk.isFast = false
    text.value = 'a'
    await pass(600)
    text.value = ''
    // It once counted as saved here, while "a" was on its way to the disk.
    expect(autosave.state.value).toBe('saving')
    let isFlushed = false
    void autosave.flush().then(() => (isFlushed = true))
    await pass(1_000)
    expect(isFlushed).toBe(false)

    disk.finish()
    await pass(0)
    disk.finish()
    await pass(0)

    expect(isFlushed).toBe(true)
    expect(disk.content).toBe('')
  })
})

describe('a save that fails', () => {
  const full = new Error('The disk is full')

  it('is told, and tried again every few seconds without anything being typed', async () => {
    disk.fault = full
    text.value = 'a'
    await pass(1_000)
    expect(autosave.state.value).toBe('failed')
    expect(autosave.error.value).toBe(full)

    await pass(10_000)
    expect(disk.texts.length).toBeGreaterThanOrEqual(3)
    expect(disk.texts.length).toBeLessThanOrEqual(6)
    expect(autosave.state.value).toBe('failed')

    disk.fault = null
    await pass(5_000)
    expect(disk.content).toBe('a')
    expect(autosave.state.value).toBe('saved')
    expect(autosave.error.value).toBeNull()
  })

  it('is not tried again once it succeeded', async () => {
    disk.fault = full
    text.value = 'a'
    await pass(1_000)
    disk.fault = null
    await pass(5_000)
    const count = disk.texts.length

    await pass(60_000)

    expect(disk.texts).toHaveLength(count)
  })

  it('is tried again within a second of the next change, with the newest text', async () => {
    disk.fault = full
    text.value = 'a'
    await pass(600)
    disk.fault = null
    text.value = 'ab'
    await pass(1_000)

    expect(disk.texts).toEqual(['a', 'ab'])
    expect(autosave.state.value).toBe('saved')
  })

  it('stays failed while somebody goes on typing', async () => {
    disk.fault = full
    text.value = 'a'
    await pass(600)

    const states: string[] = []
    for (let key = 0; key < 10; key++) {
      text.value += 'x'
      states.push(autosave.state.value)
      await pass(100)
    }

    expect(new Set(states)).toEqual(new Set(['failed']))
  })

  it('writes even the old text again, because nobody knows how far the failed write came', async () => {
    disk.fault = full
    text.value = 'a'
    await pass(600)
    disk.fault = null
    text.value = ''
    await pass(1_000)

    expect(disk.texts).toEqual(['a', ''])
    expect(autosave.state.value).toBe('saved')
    expect(autosave.error.value).toBeNull()
  })
})

describe('flush', () => {
  it('saves at once, and resolves when everything is on the disk', async () => {
    text.value = 'a'

    await autosave.flush()

    expect(disk.content).toBe('a')
    await pass(5_000)
    expect(disk.texts).toEqual(['a'])
  })

  it('waits for what was typed while it saved', async () => {
    disk.isFast = false
    text.value = 'a'
    const flushed = autosave.flush()
    text.value = 'ab'
    disk.finish()
    await pass(0)
    disk.finish()
    await flushed

    expect(disk.content).toBe('ab')
  })

  it('rejects with what hindered it, and what was typed is still tried again', async () => {
    disk.fault = new Error('The disk is full')
    text.value = 'a'

    await expect(autosave.flush()).rejects.toBe(disk.fault)

    disk.fault = null
    await pass(5_000)
    expect(disk.content).toBe('a')
  })

  it('does nothing when nothing was typed', async () => {
    await autosave.flush()

    expect(disk.texts).toEqual([])
  })
})

describe('leaving', () => {
  it('saves what was typed last when the draft is closed', async () => {
    text.value = 'a'
    scope.stop()
    await pass(0)

    expect(disk.content).toBe('a')
  })

  it('saves when the window is closed', async () => {
    text.value = 'a'
    page.dispatchEvent(new Event('pagehide'))
    await pass(0)

    expect(disk.content).toBe('a')
  })

  it('ends every timer, so that a draft opened again is not overwritten', async () => {
    disk.fault = new Error('The disk is full')
    text.value = 'a'
    scope.stop()
    await pass(60_000)

    expect(vi.getTimerCount()).toBe(0)
  })
})

describe('any order of typing, waiting and failing', () => {
  it('ends with the last text on the disk', async () => {
    const anyStep = fc.oneof(
      fc.constantFrom('', 'a', 'ab', 'b').map(value => ({ kind: 'type' as const, value })),
      fc.integer({ min: 0, max: 4_000 }).map(value => ({ kind: 'wait' as const, value })),
      fc.boolean().map(value => ({ kind: 'break' as const, value })),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 12 }), async steps => {
        open('')
        for (const step of steps) {
          if (step.kind === 'type') text.value = step.value
          if (step.kind === 'wait') await pass(step.value)
          if (step.kind === 'break') disk.fault = step.value ? new Error('Broken') : null
        }
        disk.fault = null
        await pass(10_000)
        expect(disk.content).toBe(text.value)
        expect(autosave.state.value).toBe('saved')
        expect(disk.mostAtOnce).toBeLessThanOrEqual(1)
        scope.stop()
      }),
    )
  })
})
