import { randomUUID } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { diskError } from '../storage/disk-error'
import type { Backups } from './push.service'

/** Keeps backups as readable files, `<portal>/handler-<id> <time>.json`, owner-only. */
export function createBackupFolder(folder: string, now: () => Date): Backups {
  return {
    async keep(portalId, handlerId, text) {
      const portalFolder = join(folder, portalId)
      const time = now().toISOString().replaceAll(':', '-')
      const name = `handler-${handlerId} ${time} ${randomUUID().slice(0, 4)}.json`
      try {
        await mkdir(portalFolder, { recursive: true, mode: 0o700 })
        await writeFileAtomic(join(portalFolder, name), `${text}\n`, { mode: 0o600, fsync: true })
      } catch (error) {
        throw diskError('The backup could not be written', name, error)
      }
      return name
    },
  }
}
