import * as v from 'valibot'
import type { JsonFile } from '../storage/json-file'
import { WindowPlace } from './window-place'

export const WindowPlaceContent = v.object({ place: v.nullable(WindowPlace) })
export type WindowPlaceContent = v.InferOutput<typeof WindowPlaceContent>

export interface WindowPlaceFile {
  /** The place the window had, or null when it is not known. */
  read(): Promise<WindowPlace | null>
  write(place: WindowPlace): Promise<void>
}

/** Keeps the window's place. Neither call rejects: a place that is lost is no reason to open no window. */
export function createWindowPlaceFile(
  file: JsonFile<WindowPlaceContent>,
  report: (fault: unknown) => void,
): WindowPlaceFile {
  return { read, write }

  async function read(): Promise<WindowPlace | null> {
    try {
      return (await file.read()).place
    } catch (error) {
      report(error)
      return null
    }
  }

  async function write(place: WindowPlace): Promise<void> {
    await file.write({ place }).catch(report)
  }
}
