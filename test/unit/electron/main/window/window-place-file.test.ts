import { describe, expect, it } from 'vitest'
import { AppError } from '#common/ipc/app-error'
import type { JsonFile } from '../../../../../electron/main/storage/json-file'
import type { WindowPlace } from '../../../../../electron/main/window/window-place'
import { createWindowPlaceFile, type WindowPlaceContent } from '../../../../../electron/main/window/window-place-file'

const PLACE: WindowPlace = { x: 10, y: 20, width: 800, height: 600, isMaximized: false }
const refusal = new AppError('internal', 'x', { details: { reason: 'disk' } })

describe("the window's place", () => {
  it('is the one that was written last, and none before', async () => {
    let content: WindowPlaceContent = { place: null }
    const file: JsonFile<WindowPlaceContent> = {
      read: () => Promise.resolve(content),
      write: value => Promise.resolve(void (content = value)),
    }
    const windowPlace = createWindowPlaceFile(file, () => {})

    expect(await windowPlace.read()).toBeNull()
    await windowPlace.write(PLACE)
    expect(await windowPlace.read()).toEqual(PLACE)
  })

  // No window opened when the disk refused this file, and a refused write ended as a fault that nobody caught.
  it('is not known when the disk refuses, which is only reported', async () => {
    const faults: unknown[] = []
    const file = { read: () => Promise.reject(refusal), write: () => Promise.reject(refusal) }
    const windowPlace = createWindowPlaceFile(file, fault => faults.push(fault))

    expect(await windowPlace.read()).toBeNull()
    await windowPlace.write(PLACE)
    expect(faults).toEqual([refusal, refusal])
  })
})
