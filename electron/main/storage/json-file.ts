import { readFile, rename, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '#common/ipc/app-error'
import * as v from 'valibot'
import { systemClock, type Clock } from './clock'
import { diskCodeOf, diskError } from './disk-error'
import { createSerialQueue } from './serial-queue'
import { writeWholeFile } from './write-whole-file'

/** A file's content of one version, without the `version` key. */
export type FileContent = Readonly<Record<string, unknown>>

/** One JSON file of ours, which is never half-written and never lost when it is damaged. */
export interface JsonFile<Value> {
  /** Reads the file, or answers the default when there is none. Errors: internal, when the disk refuses. */
  read(): Promise<Value>
  /** Resolves once the value is on the disk. Errors: conflict with `reason` `newer-file`, internal. */
  write(value: Value): Promise<void>
}

/** What was found instead of a file that can be used; `name` is a file's name without its folder. */
export interface FileTrouble {
  /** `damaged`: set aside under `name`. `newer`: written by a later version of the app, and left as it is. */
  readonly kind: 'damaged' | 'newer'
  readonly name: string
}

export interface JsonFileParts<Value extends FileContent> {
  readonly path: string
  readonly schema: v.GenericSchema<unknown, Value>
  /** `migrations[0]` makes version 2 of version 1, and so on; the file's version is one more than their number. */
  readonly migrations: readonly ((older: FileContent) => FileContent)[]
  readonly byDefault: () => Value
  readonly onTrouble: (trouble: FileTrouble) => void
  readonly clock?: Clock
}

/** Describes a file; nothing is read or written yet. Reads and writes wait for each other in the order they came. */
export function createJsonFile<Value extends FileContent>(parts: JsonFileParts<Value>): JsonFile<Value> {
  const { path, schema, migrations, byDefault, onTrouble, clock = systemClock } = parts
  const version = migrations.length + 1
  const enqueue = createSerialQueue()
  /** The version of a file that a later app wrote; as long as it is there, nothing may overwrite it. */
  let newerVersion: number | null = null
  let isChecked = false
  return {
    read: () => enqueue(readNow),
    write: value => enqueue(() => writeNow(value)),
  }

  async function readNow(): Promise<Value> {
    const bytes = await readIfThere(path)
    newerVersion = null
    const value = bytes === null ? byDefault() : await readBytes(bytes)
    isChecked = true
    return value
  }

  async function writeNow(value: Value): Promise<void> {
    // Even a first write must not replace what was never looked at.
    if (!isChecked) await readNow()
    if (newerVersion !== null) {
      throw new AppError('conflict', 'The file was written by a later version of the app', {
        details: { reason: 'newer-file', file: basename(path), version: newerVersion },
      })
    }
    const text = `${JSON.stringify({ version, ...value }, null, 2)}\n`
    await writeWholeFile(path, text).catch((error: unknown) => {
      throw diskError('A file could not be written', path, error)
    })
  }

  async function readBytes(bytes: Buffer): Promise<Value> {
    const content = contentOf(bytes)
    if (content === null) return setAside()
    if (content.version > version) return readNewer(content)
    const current = migrated(content)
    const parsed = v.safeParse(schema, current)
    return parsed.success ? parsed.output : setAside()
  }

  /** A later version may still be understood in part: what is not known is left out, and the file stays as it is. */
  function readNewer(content: VersionedContent): Value {
    newerVersion = content.version
    onTrouble({ kind: 'newer', name: basename(path) })
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

  async function setAside(): Promise<Value> {
    const name = await freeNameFor(path, new Date(clock.now()))
    await rename(path, join(dirname(path), name)).catch((error: unknown) => {
      throw diskError('A damaged file could not be set aside', path, error)
    })
    onTrouble({ kind: 'damaged', name })
    return byDefault()
  }
}

interface VersionedContent {
  readonly version: number
  readonly rest: FileContent
}

const Versioned = v.looseObject({ version: v.pipe(v.number(), v.integer(), v.minValue(1)) })

function contentOf(bytes: Buffer): VersionedContent | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    const { version, ...rest } = v.parse(Versioned, JSON.parse(text))
    return { version, rest }
  } catch {
    // Not UTF-8, not JSON, not an object, no version: the answer to each is to set the file aside.
    return null
  }
}

async function readIfThere(path: string): Promise<Buffer | null> {
  try {
    return await readFile(path)
  } catch (error) {
    if (diskCodeOf(error) === 'ENOENT') return null
    throw diskError('A file could not be read', path, error)
  }
}

/** `portals.json` becomes `portals.damaged-2031-05-04T10-20-30.400Z.json`; Windows allows no colon in a name. */
async function freeNameFor(path: string, time: Date): Promise<string> {
  const stem = `${basename(path, '.json')}.damaged-${time.toISOString().replaceAll(':', '-')}`
  for (let attempt = 0; ; attempt++) {
    const name = attempt === 0 ? `${stem}.json` : `${stem}-${attempt + 1}.json`
    const isTaken = await stat(join(dirname(path), name)).then(
      () => true,
      () => false,
    )
    if (!isTaken) return name
  }
}
