import * as v from 'valibot'
import { method, push } from '../ipc/contract'

export const Theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof Theme>

export const Settings = v.object({ theme: Theme })
export type Settings = v.InferOutput<typeof Settings>

export const settingsContract = {
  get: method(v.void(), Settings),
  set: method(Settings, Settings),
  changed: push(Settings),
} as const
