import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { isReachable, WindowPlace } from '../../../../../electron/main/window/window-place'

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 }
const LEFT_SCREEN = { x: -1280, y: 200, width: 1280, height: 720 }

describe('a window', () => {
  it.each([
    ['in the middle', { x: 100, y: 100 }, true],
    ['in a corner', { x: 0, y: 0 }, true],
    ['mostly to the left of the screen', { x: -720, y: 100 }, true],
    ['too far to the left', { x: -721, y: 100 }, false],
    ['mostly to the right of the screen', { x: 1840, y: 100 }, true],
    ['too far to the right', { x: 1841, y: 100 }, false],
    ['with its title bar above the screen', { x: 100, y: -40 }, false],
    ['one pixel above, as some systems place it', { x: 100, y: -1 }, true],
    ['with its title bar at the foot', { x: 100, y: 1000 }, true],
    ['with its title bar under the foot', { x: 100, y: 1001 }, false],
    ['on a screen that was unplugged', { x: 3000, y: 100 }, false],
  ])('%s is reachable: %s', (_, corner, expected) => {
    expect(isReachable({ ...corner, width: 800, height: 600 }, [SCREEN])).toBe(expected)
  })

  it('on the second of two screens is reachable', () => {
    const place = { x: -1200, y: 300, width: 800, height: 600 }

    expect(isReachable(place, [SCREEN])).toBe(false)
    expect(isReachable(place, [SCREEN, LEFT_SCREEN])).toBe(true)
  })

  it('is not reachable where there is no screen', () => {
    expect(isReachable({ x: 0, y: 0, width: 800, height: 600 }, [])).toBe(false)
  })
})

describe('a saved place', () => {
  const place = { x: 0, y: 0, width: 800, height: 600, isMaximized: false }

  it.each([
    [place, true],
    [{ ...place, x: -1200 }, true],
    [{ ...place, width: 199 }, false],
    [{ ...place, height: 0 }, false],
    [{ ...place, x: Number.NaN }, false],
    [{ ...place, isMaximized: 'no' }, false],
  ])('%j can be used: %s', (saved, isUsable) => {
    expect(v.is(WindowPlace, saved)).toBe(isUsable)
  })
})
