import * as v from 'valibot'
import { method, push } from '../ipc/contract'

export const Theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof Theme>

/** The views of a draft, in the order they are offered. */
export const DRAFT_VIEWS = ['form', 'tree', 'text', 'table'] as const
export const DraftViewName = v.picklist(DRAFT_VIEWS)
export type DraftViewName = v.InferOutput<typeof DraftViewName>

export const Settings = v.object({
  theme: Theme,
  /** The view that was chosen last, in which the next draft opens. */
  draftView: v.optional(DraftViewName, 'form'),
})
export type Settings = v.InferOutput<typeof Settings>

/** What is to be another setting; the others stay. */
export const SettingsChange = v.object({
  theme: v.exactOptional(Theme),
  draftView: v.exactOptional(DraftViewName),
})
export type SettingsChange = v.InferOutput<typeof SettingsChange>

export const settingsContract = {
  get: method(v.void(), Settings),
  set: method(SettingsChange, Settings),
  changed: push(Settings),
} as const
