import { join } from 'node:path'
import { Portal, PortalId } from '#common/portals/portals.contract'
import { isSafeAddress } from '#common/portals/safe-address'
import * as v from 'valibot'
import type { Clock } from '../storage/clock'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile, type JsonFile } from '../storage/json-file'

const { id, title, userId, colour, isProduction, isPractice, secretSavedAt } = Portal.entries

/** SECURITY: the file is plain, so what it names is checked as strictly as what was pasted. */
const SafeOrigin = v.pipe(
  v.string(),
  v.check(isSafeOrigin, 'Only https, or http to loopback, and nothing but the origin'),
)

/** A portal as it is on the disk: everything but the secret. */
export const SavedPortal = v.object({
  id,
  title,
  origin: SafeOrigin,
  userId: v.pipe(userId, v.safeInteger(), v.minValue(1)),
  colour,
  isProduction,
  isPractice,
  /** Where the secret was put when it was saved. One put in memory is gone after a restart. */
  secretPlace: v.picklist(['keychain', 'memory']),
  secretSavedAt,
})
export type SavedPortal = v.InferOutput<typeof SavedPortal>

const PortalsContent = v.object({
  portals: v.array(SavedPortal),
  currentId: v.nullable(PortalId),
  /** Accounts of removed portals that the keychain could not be asked to forget yet. */
  accountsToForget: v.array(v.string()),
})
export type PortalsContent = v.InferOutput<typeof PortalsContent>

export type PortalsFile = JsonFile<PortalsContent>

export function createPortalsFile(
  parts: TroubleSink & { readonly folder: string; readonly clock: Clock },
): PortalsFile {
  return createJsonFile<PortalsContent>({
    path: join(parts.folder, 'portals.json'),
    schema: PortalsContent,
    migrations: [],
    byDefault: () => ({ portals: [], currentId: null, accountsToForget: [] }),
    ...parts,
  })
}

function isSafeOrigin(text: string): boolean {
  try {
    const url = new URL(text)
    return url.origin === text && isSafeAddress(url)
  } catch {
    return false
  }
}
