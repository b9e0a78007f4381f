import { beforeEach, describe, expect, it } from 'vitest'
import { createCloseGuard } from '../../../../../electron/main/window/close-guard'

let isUnsaved: boolean
let now: number
let mayClose: () => boolean

beforeEach(() => {
  isUnsaved = true
  now = 0
  mayClose = createCloseGuard({ hasUnsaved: () => isUnsaved, now: () => now })
})

describe('closing the window', () => {
  it('is allowed when everything is saved', () => {
    isUnsaved = false

    expect(mayClose()).toBe(true)
  })

  // On a full disk the window closed, and with it went what was typed since.
  it('is refused while the disk refuses what was typed, and allowed to who insists', () => {
    expect(mayClose()).toBe(false)

    now = 9_000
    expect(mayClose()).toBe(true)
  })

  it('is refused again after a while', () => {
    expect(mayClose()).toBe(false)

    now = 60_000
    expect(mayClose()).toBe(false)
  })
})
