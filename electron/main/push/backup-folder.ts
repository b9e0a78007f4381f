import { randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { textOf } from '#common/handlers/handler-fields'
import { AppError } from '#common/ipc/app-error'
import { entryOf, parseJson } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import { backupName, factsOfBackup, isBackupName, type BackupName } from '#common/push/backup-name'
import type { BackupSummary } from '#common/push/push.contract'
import { diskCodeOf, diskError } from '../storage/disk-error'
import { writeWholeFile } from '../storage/write-whole-file'
import type { Backups } from './push-parts'

/** Keeps backups as readable files, `<portal>/handler-<id> <time>.json`, owner-only. */
export function createBackupFolder(folder: string, now: () => Date): Backups {
  return {
    async keep(portalId, handlerId, text) {
      const name = backupName(handlerId, now(), randomUUID().slice(0, 4))
      await writeWholeFile(placeOf(portalId, name), `${text}\n`).catch((error: unknown) => {
        throw diskError('The backup could not be written', name, error)
      })
      return name
    },

    async list(portalId) {
      const names: string[] = await readdir(join(folder, portalId)).catch((error: unknown) => {
        if (diskCodeOf(error) === 'ENOENT') return []
        throw diskError('The backups could not be read', portalId, error)
      })
      const summaries = await Promise.all(names.filter(isBackupName).map(name => summaryOf(portalId, name)))
      return summaries.sort((one, other) => other.madeAt.localeCompare(one.madeAt))
    },

    read,
  }

  async function read(portalId: PortalId, name: BackupName): Promise<string> {
    return readFile(placeOf(portalId, name), 'utf8').catch((error: unknown) => {
      if (diskCodeOf(error) !== 'ENOENT') throw diskError('The backup could not be read', name, error)
      throw new AppError('not-found', 'There is no such backup', { details: { reason: 'backup', file: name } })
    })
  }

  /** A backup that cannot be read stays in the list: opening it says why. */
  async function summaryOf(portalId: PortalId, name: BackupName): Promise<BackupSummary> {
    const text = await read(portalId, name).catch(() => '')
    const parsed = parseJson(text)
    const fields = parsed.ok ? parsed.value : undefined
    return {
      name,
      ...factsOfBackup(name),
      handlerName: textOf(entryOf(fields, 'NAME')),
      code: textOf(entryOf(fields, 'CODE')),
    }
  }

  function placeOf(portalId: PortalId, name: BackupName): string {
    return join(folder, portalId, name)
  }
}
