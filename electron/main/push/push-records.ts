import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { PushRecord } from '#common/push/push-record'
import * as v from 'valibot'
import { diskCodeOf, diskError } from '../storage/disk-error'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile } from '../storage/json-file'

const NAME = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/

export type PushRecords = ReturnType<typeof createPushRecords>

/** The writes of which it is not known yet what became of them, `<id>.json` each, owner-only, from before they are sent. */
export function createPushRecords(folder: string, troubles: TroubleSink) {
  return { keep, list, remove }

  /** Resolves once the record is on the disk. Errors: internal, conflict. */
  async function keep(record: PushRecord): Promise<void> {
    await fileOf(record.id).write({ record })
  }

  /** Those that can be read; of one that is damaged it is told where it was set aside. */
  async function list(): Promise<PushRecord[]> {
    const names = await readdir(folder).catch((error: unknown) => {
      if (diskCodeOf(error) === 'ENOENT') return []
      throw diskError('The records of pushes could not be read', folder, error)
    })
    const ids = names.flatMap(name => NAME.exec(name)?.[1] ?? [])
    const contents = await Promise.all(ids.map(id => fileOf(id).read()))
    return contents.flatMap(({ record }) => record ?? [])
  }

  async function remove(id: string): Promise<void> {
    await rm(join(folder, `${id}.json`), { force: true })
  }

  function fileOf(id: string) {
    return createJsonFile({
      path: join(folder, `${id}.json`),
      schema: v.object({ record: v.nullable(PushRecord) }),
      migrations: [],
      byDefault: () => ({ record: null }),
      ...troubles,
    })
  }
}
