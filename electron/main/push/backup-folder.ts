import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { diskError } from '../storage/disk-error'
import { timeName } from '../storage/time-name'
import { writeWholeFile } from '../storage/write-whole-file'
import type { Backups } from './push.service'

/** Keeps backups as readable files, `<portal>/handler-<id> <time>.json`, owner-only. */
export function createBackupFolder(folder: string, now: () => Date): Backups {
  return {
    async keep(portalId, handlerId, text) {
      const name = `handler-${handlerId} ${timeName(now())} ${randomUUID().slice(0, 4)}.json`
      await writeWholeFile(join(folder, portalId, name), `${text}\n`).catch((error: unknown) => {
        throw diskError('The backup could not be written', name, error)
      })
      return name
    },
  }
}
