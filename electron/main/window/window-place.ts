import * as v from 'valibot'

/** Where the window was when it was last closed, in screen pixels. */
export const WindowPlace = v.object({
  x: v.number(),
  y: v.number(),
  width: v.pipe(v.number(), v.minValue(200)),
  height: v.pipe(v.number(), v.minValue(200)),
  isMaximized: v.boolean(),
})
export type WindowPlace = v.InferOutput<typeof WindowPlace>

export interface Rectangle {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** How much of the title bar must be on a screen for a person to be able to drag the window back. */
const GRIP = 80

/** True while a person could still reach a window at that place: a screen may have been unplugged since. */
export function isReachable(place: Rectangle, screens: readonly Rectangle[]): boolean {
  return screens.some(screen => {
    const overlap = Math.min(place.x + place.width, screen.x + screen.width) - Math.max(place.x, screen.x)
    return overlap >= GRIP && place.y >= screen.y - 1 && place.y <= screen.y + screen.height - GRIP
  })
}
