import * as v from 'valibot'
import { HandlerId } from '../handlers/handlers.contract'
import { timeName } from '../storage/time-name'

const NAME = /^handler-(0|[1-9]\d{0,19}) (\d{4}-\d\d-\d\dT)(\d\d)-(\d\d)-(\d\d\.\d{3}Z) [0-9a-f]{4}\.json$/

/** A backup among those of its portal: of which handler, from when, and what keeps two of one moment apart. */
export const BackupName = v.pipe(v.string(), v.regex(NAME), v.brand('BackupName'))
export type BackupName = v.InferOutput<typeof BackupName>

/** `unique` is four hexadecimal digits. */
export function backupName(handlerId: HandlerId, time: Date, unique: string): BackupName {
  return v.parse(BackupName, `handler-${handlerId} ${timeName(time)} ${unique}.json`)
}

export function isBackupName(name: string): name is BackupName {
  return NAME.test(name)
}

/** The handler a backup is of, and when it was made, as ISO date and time. */
export function factsOfBackup(name: BackupName): { readonly handlerId: HandlerId; readonly madeAt: string } {
  const [, handlerId, day, hour, minute, second] = NAME.exec(name) ?? []
  return { handlerId: v.parse(HandlerId, handlerId), madeAt: `${day}${hour}:${minute}:${second}` }
}
