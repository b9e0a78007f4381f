import { readFile, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { FileTroubleKind } from '#common/storage/file-trouble'
import * as v from 'valibot'
import { systemClock, type Clock } from './clock'
import { diskCodeOf, diskError } from './disk-error'
import { fileRefusal, type WriteHindrance } from './file-refusal'
import { fileStateOf } from './file-state'
import type { TroubleSink } from './file-troubles'
import { createSerialQueue } from './serial-queue'
import { timeName } from '#common/storage/time-name'
import { writeWholeFile } from './write-whole-file'

/** A file's content of one version, without the `version` key. */
export type FileContent = Readonly<Record<string, unknown>>

/** One JSON file of ours, which is never half-written and never lost when it is damaged. */
export interface JsonFile<Value> {
  /** Reads the file, or answers the default when there is none that can be used. */
  read(): Promise<Value>
  /** Resolves once the value is on the disk. Errors: conflict with the `reason` of a hindrance, internal. */
  write(value: Value): Promise<void>
}

export interface CheckedJsonFile<Value> extends JsonFile<Value> {
  /** Why the file would not be written, as far as is known since it was last read or written. */
  hindrance(): WriteHindrance | null
}

export interface JsonFileParts<Value extends FileContent> extends TroubleSink {
  readonly path: string
  /** How the file is named in a `FileTrouble`; by default its name without its folders. */
  readonly name?: string
  readonly schema: v.GenericSchema<unknown, Value>
  /** `migrations[0]` makes version 2 of version 1, and so on; the file's version is one more than their number. */
  readonly migrations: readonly ((older: FileContent) => FileContent)[]
  readonly byDefault: () => Value
  readonly clock?: Clock
}

/** Describes a file; nothing is read or written yet. Reads and writes wait for each other in the order they came. */
export function createJsonFile<Value extends FileContent>(parts: JsonFileParts<Value>): CheckedJsonFile<Value> {
  const { path, name = basename(path), schema, migrations, byDefault, onTrouble, onSound, clock = systemClock } = parts
  const version = migrations.length + 1
  const enqueue = createSerialQueue()
  let hindrance: WriteHindrance | null = null
  let isChecked = false
  return {
    read: () => enqueue(readNow),
    write: value => enqueue(() => writeNow(value)),
    hindrance: () => hindrance,
  }

  async function readNow(): Promise<Value> {
    hindrance = null
    const value = await readPlace()
    isChecked = true
    if (!isHindered()) onSound?.(name)
    return value
  }

  async function writeNow(value: Value): Promise<void> {
    // Even a first write must not replace what was never looked at.
    if (!isChecked) await readNow()
    await refuseHindered()
    const text = `${JSON.stringify({ version, ...value }, null, 2)}\n`
    await writeWholeFile(path, text).catch((error: unknown) => {
      throw diskError('A file could not be written', path, error)
    })
    onSound?.(name)
  }

  /** What was read whole may be written as soon as the system allows it; over what was not, nothing is written. */
  async function refuseHindered(): Promise<void> {
    if (hindrance === null || hindrance === 'read-only' || hindrance === 'foreign') {
      const state = await fileStateOf(path)
      hindrance = null
      if (state !== 'sound' && state !== 'missing') hinder(state)
    }
    if (hindrance !== null) throw fileRefusal(hindrance, basename(path))
  }

  async function readPlace(): Promise<Value> {
    const state = await fileStateOf(path)
    if (state === 'missing') return byDefault()
    if (state !== 'sound') hinder(state)
    if (state === 'unreadable' || state === 'not-a-file' || state === 'lost-link') return byDefault()
    const bytes = await readFile(path).catch((error: unknown) => {
      if (diskCodeOf(error) !== 'ENOENT') hinder('unreadable')
      return null
    })
    return bytes === null ? byDefault() : readBytes(bytes)
  }

  async function readBytes(bytes: Buffer): Promise<Value> {
    const content = contentOf(bytes)
    if (typeof content === 'string') return setAside(content)
    if (content.version > version) return readNewer(content)
    const current = migrated(content)
    const parsed = v.safeParse(schema, current)
    return parsed.success ? parsed.output : setAside('damaged')
  }

  /** A later version may still be understood in part: what is not known is left out, and the file stays as it is. */
  function readNewer(content: VersionedContent): Value {
    hinder('newer')
    const parsed = v.safeParse(schema, content.rest)
    return parsed.success ? parsed.output : byDefault()
  }

  /** Null when a migration cannot make sense of the content. */
  function migrated({ version: from, rest }: VersionedContent): FileContent | null {
    try {
      return migrations.slice(from - 1).reduce<FileContent>((content, migrate) => migrate(content), rest)
    } catch {
      // A migration only meets content of its own version, so whatever it stumbles over is damage.
      return null
    }
  }

  async function setAside(kind: Damage): Promise<Value> {
    const keptAs = await freeNameFor(path, new Date(clock.now()))
    const isKept = await rename(path, join(dirname(path), keptAs)).then(
      () => true,
      () => false,
    )
    if (isKept) {
      // Whoever may not write the file may still set it aside, and a new one is then nobody else's.
      hindrance = null
      onSound?.(name)
      onTrouble({ kind, file: name, keptAs })
    } else {
      hinder('damaged')
    }
    return byDefault()
  }

  function isHindered(): boolean {
    return hindrance !== null
  }

  function hinder(kind: WriteHindrance): void {
    hindrance = kind
    onTrouble({ kind, file: name, keptAs: null })
  }
}

type Damage = Extract<FileTroubleKind, 'damaged' | 'not-ours'>

interface VersionedContent {
  readonly version: number
  readonly rest: FileContent
}

const Versioned = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) })

function contentOf(bytes: Buffer): VersionedContent | Damage {
  const value = valueOf(bytes)
  if (value === undefined) return 'damaged'
  const content = v.safeParse(Versioned, value)
  if (!content.success) return 'not-ours'
  const { version, ...rest } = content.output
  return { version, rest }
}

/** Undefined when it is not UTF-8 or not JSON. */
function valueOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    // The answer to either is to set the file aside.
    return undefined
  }
}

/** `portals.json` becomes `portals.damaged-2031-05-04T10-20-30.400Z.json`, or the next name that is free. */
export async function freeNameFor(path: string, time: Date): Promise<string> {
  const stem = `${basename(path, '.json')}.damaged-${timeName(time)}`
  for (let attempt = 0; ; attempt++) {
    const name = attempt === 0 ? `${stem}.json` : `${stem}-${attempt + 1}.json`
    const isTaken = await stat(join(dirname(path), name)).then(
      () => true,
      () => false,
    )
    if (!isTaken) return name
  }
}
