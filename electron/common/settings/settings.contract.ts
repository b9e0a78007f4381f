import * as v from 'valibot'
import { CodeOptions, DEFAULT_CODE_OPTIONS } from '../codes/code-options'
import { DRAFT_COLUMNS, NEWEST_FIRST } from '../drafts/list-drafts'
import { method, push } from '../ipc/contract'

export const Theme = v.picklist(['system', 'light', 'dark'])
export type Theme = v.InferOutput<typeof Theme>

/** The views of a draft, in the order they are offered. */
export const DRAFT_VIEWS = ['form', 'tree', 'text', 'table'] as const
export const DraftViewName = v.picklist(DRAFT_VIEWS)
export type DraftViewName = v.InferOutput<typeof DraftViewName>

/** How large a sheet is shown: as it fits, as large as it is printed, or in per cent of how the screen takes its millimetres. */
export const SheetZoom = v.union([
  v.picklist(['fit', 'true-size']),
  v.pipe(v.number(), v.integer(), v.minValue(50), v.maxValue(400)),
])
export type SheetZoom = v.InferOutput<typeof SheetZoom>

const PrinterName = v.pipe(v.string(), v.minLength(1), v.maxLength(300))
const DotsPerMm = v.pipe(v.number(), v.minValue(1), v.maxValue(60))

/** How the list of drafts is sorted. */
export const DraftsSort = v.object({ column: v.picklist(DRAFT_COLUMNS), isDescending: v.boolean() })

export const Settings = v.object({
  theme: Theme,
  /** The view that was chosen last, in which the next draft opens. */
  draftView: v.optional(DraftViewName, 'form'),
  /** The order of the drafts that was chosen last. */
  draftsSort: v.optional(DraftsSort, NEWEST_FIRST),
  /** Whether the name of a production portal is to be typed before something is written there. */
  confirmsProduction: v.optional(v.boolean(), true),
  /** The printer that was chosen last. */
  printer: v.optional(v.nullable(PrinterName), null),
  sheetZoom: v.optional(SheetZoom, 'fit'),
  /** The dots of the screen in a millimetre, once somebody measured them. */
  screenDotsPerMm: v.optional(v.nullable(DotsPerMm), null),
  /** How the last code was drawn. */
  codeOptions: v.optional(CodeOptions, DEFAULT_CODE_OPTIONS),
})
export type Settings = v.InferOutput<typeof Settings>

export const DEFAULT_SETTINGS: Settings = v.parse(Settings, { theme: 'system' })

/** What is to be another setting; the others stay. */
export const SettingsChange = v.object({
  theme: v.exactOptional(Theme),
  draftView: v.exactOptional(DraftViewName),
  draftsSort: v.exactOptional(DraftsSort),
  confirmsProduction: v.exactOptional(v.boolean()),
  printer: v.exactOptional(PrinterName),
  sheetZoom: v.exactOptional(SheetZoom),
  screenDotsPerMm: v.exactOptional(DotsPerMm),
  codeOptions: v.exactOptional(CodeOptions),
})
export type SettingsChange = v.InferOutput<typeof SettingsChange>

export const settingsContract = {
  get: method(v.void(), Settings),
  set: method(SettingsChange, Settings),
  changed: push(Settings),
} as const
