import * as v from 'valibot'
import { method, push } from '../ipc/contract'

/** What the application menu can ask the window to do. */
export const Command = v.picklist([
  'go-drafts',
  'go-handlers',
  'go-payments',
  'go-portals',
  'go-settings',
  'new-draft',
  'open-file',
  'undo',
  'redo',
  'find',
  'push-draft',
])
export type Command = v.InferOutput<typeof Command>

export const AppFacts = v.object({
  version: v.string(),
  electron: v.string(),
  /** The folder that holds everything the app keeps, for the person to find. */
  dataFolder: v.string(),
  platform: v.picklist(['linux', 'darwin', 'win32']),
  /** Files of ours that could not be read and were set aside under these names. */
  setAside: v.array(v.string()),
})
export type AppFacts = v.InferOutput<typeof AppFacts>

export const appContract = {
  facts: method(v.void(), AppFacts),
  /** The window tells that it can be used. */
  ready: method(v.void(), v.void()),
  showDataFolder: method(v.void(), v.void()),
  commandRequested: push(Command),
} as const
