import * as v from 'valibot'
import { method, push } from '../ipc/contract'
import { FileTrouble } from '../storage/file-trouble'

/** What the application menu can ask the window to do. */
export const Command = v.picklist([
  'go-drafts',
  'go-handlers',
  'go-payments',
  'go-portals',
  'go-journal',
  'go-settings',
  'new-draft',
  'open-file',
  'import',
  'template',
  'undo',
  'redo',
  'find',
  'keep-revision',
  'push-draft',
  'show-form',
  'show-tree',
  'show-text',
  'show-table',
  'close-tab',
  'reopen-tab',
  'next-tab',
  'previous-tab',
])
export type Command = v.InferOutput<typeof Command>

/** Every label of the application menu; the words themselves are the window's, which knows the language. */
export const MENU_LABELS = [
  'file',
  'new-draft',
  'open-file',
  'import',
  'template',
  'keep-revision',
  'push-draft',
  'reopen-tab',
  'close-tab',
  'close',
  'quit',
  'edit',
  'undo',
  'redo',
  'cut',
  'copy',
  'paste',
  'select-all',
  'find',
  'go',
  'go-drafts',
  'go-handlers',
  'go-payments',
  'go-portals',
  'go-journal',
  'go-settings',
  'next-tab',
  'previous-tab',
  'view',
  'show-form',
  'show-tree',
  'show-text',
  'show-table',
  'actual-size',
  'zoom-in',
  'zoom-out',
  'full-screen',
] as const
export type MenuLabel = (typeof MENU_LABELS)[number]

export const MenuTexts = v.object(v.entriesFromList(MENU_LABELS, v.pipe(v.string(), v.minLength(1), v.maxLength(100))))
export type MenuTexts = v.InferOutput<typeof MenuTexts>

export const AppFacts = v.object({
  version: v.string(),
  electron: v.string(),
  /** The folder that holds everything the app keeps, for the person to find. */
  dataFolder: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** What is the matter with files of ours. */
  troubles: v.array(FileTrouble),
})
export type AppFacts = v.InferOutput<typeof AppFacts>

export const appContract = {
  facts: method(v.void(), AppFacts),
  /** The window tells that it can be used. */
  ready: method(v.void(), v.void()),
  /** Shows the application menu in the window's language. */
  showMenu: method(MenuTexts, v.void()),
  showDataFolder: method(v.void(), v.void()),
  /** Closes the window as its own button does: what is not saved may keep it open. */
  closeWindow: method(v.void(), v.void()),
  commandRequested: push(Command),
  /** All that is the matter with files of ours, whenever that changed. */
  troublesChanged: push(v.array(FileTrouble)),
} as const
