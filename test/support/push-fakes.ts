import type { IgnoredProblem } from '#common/checker/ignored-problem'
import { readPortalHandler, type PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import type { PushResult } from '#common/journal/journal.contract'
import { parseJson, printJson, type JsonObject, type JsonValue } from '#common/json/json-value'
import { backupName, type BackupName } from '#common/push/backup-name'
import type { PushRecord } from '#common/push/push-record'
import { handlerAdded, handlerAfter } from '#common/push/update-request'
import type {
  Backups,
  DraftBase,
  PushDrafts,
  PushHandlers,
  ReadRights,
  RememberedHandlers,
} from '../../electron/main/push/push-parts'
import { createPushSources } from '../../electron/main/push/push-sources'
import { createPushWriter, type PushWriter } from '../../electron/main/push/push-writer'
import { createPushService } from '../../electron/main/push/push.service'
import { createUnsettledPushes } from '../../electron/main/push/unsettled-pushes'
import type { Clock } from '../../electron/main/storage/clock'
import type { PortalCalls } from '../../electron/main/rest/portal-calls'
import { FakeTimer } from './fake-timer'

/** What a portal does with an update: `done` and `lost` write it, `lost` and `refused` throw the error given. */
export interface UpdateFate {
  readonly does: 'done' | 'lost' | 'refused'
  readonly error?: Error
}

export function jsonOf(text: string): JsonValue {
  const parsed = parseJson(text)
  if (!parsed.ok) throw new Error(`Not JSON: ${text}`)
  return parsed.value
}

export function objectOf(text: string): JsonObject {
  const value = jsonOf(text)
  if (value.kind !== 'object') throw new Error(`Not an object: ${text}`)
  return value
}

/** A portal with a few handlers, which does with an update what a test says, and remembers all in one list of events. */
export class FakePushPortal implements PortalCalls, PushHandlers {
  readonly events: string[] = []
  readonly bodies: string[] = []
  fate: UpdateFate = { does: 'done' }
  /** Changes what is stored by a write into what is given here, as a portal may that does not keep everything. */
  keeps: (wanted: JsonObject) => JsonObject = wanted => wanted
  /** Rows of `sale.paysystem.list`, and what `sale.paysystem.settings.get` gives for each of them. */
  systems: string[] = []
  settings = '{}'
  /** What `sale.persontype.list` gives. */
  personTypes = '{"personTypes":[]}'
  listFault: Error | null = null
  /** Thrown by the next reads, one each; null lets one pass. */
  readonly readFaults: (Error | null)[] = []
  #rows: JsonValue[]

  constructor(...rows: readonly string[]) {
    this.#rows = rows.map(jsonOf)
  }

  /** Stands for somebody else who changes a handler on the portal. */
  replaceAll(...rows: readonly string[]): void {
    this.#rows = rows.map(jsonOf)
  }

  handler(id: string): PortalHandler | undefined {
    return this.#handlers().find(handler => handler.id === id)
  }

  async readAll(): Promise<PortalHandler[]> {
    await Promise.resolve()
    this.events.push('read')
    const fault = this.readFaults.shift()
    if (fault != null) throw fault
    return this.#handlers()
  }

  /** What is remembered of the portal; null for nothing. */
  known: RememberedHandlers | null = null

  remembered(): Promise<RememberedHandlers | null> {
    return Promise.resolve(this.known)
  }

  async call(
    _portalId: unknown,
    method: string,
    body: string,
    { beforeSending }: { readonly beforeSending?: () => Promise<void> } = {},
  ): Promise<{ value: JsonValue }> {
    await (beforeSending?.() ?? Promise.resolve())
    this.events.push(method)
    if (method === 'sale.paysystem.list') {
      if (this.listFault !== null) throw this.listFault
      return { value: jsonOf(`[${this.systems.join()}]`) }
    }
    if (method === 'sale.persontype.list') return { value: jsonOf(this.personTypes) }
    if (method === 'sale.paysystem.settings.get') return { value: jsonOf(this.settings) }
    this.bodies.push(body)
    if (this.fate.does !== 'refused') this.#write(method, body)
    if (this.fate.does === 'done') return { value: { kind: 'boolean', value: true } }
    throw this.fate.error ?? new Error('A test says with which error')
  }

  #handlers(): PortalHandler[] {
    return this.#rows.map(readPortalHandler).filter(handler => handler !== null)
  }

  #write(method: string, body: string): void {
    if (method === 'sale.paysystem.handler.delete') {
      const [, deleted] = objectOf(body).entries[0] ?? []
      const deletedId = deleted?.kind === 'number' ? deleted.lexeme : ''
      this.#rows = this.#rows.filter(row => readPortalHandler(row)?.id !== deletedId)
      return
    }
    if (method !== 'sale.paysystem.handler.add') return this.#update(body)
    const fields = this.keeps(handlerAdded(objectOf(body)))
    const id: JsonValue = { kind: 'string', value: String(this.#rows.length + 10) }
    this.#rows = [...this.#rows, { kind: 'object', entries: [['ID', id], ...fields.entries] }]
  }

  #update(body: string): void {
    const [id, fields] = objectOf(body).entries.map(([, value]) => value)
    const wantedId = id?.kind === 'number' ? id.lexeme : ''
    if (fields?.kind !== 'object') throw new Error('An update has FIELDS')
    this.#rows = this.#handlers().map((handler): JsonValue => {
      const after = handler.id === wantedId ? this.keeps(handlerAfter(handler.fields, fields)) : handler.fields
      return { kind: 'object', entries: [['ID', { kind: 'string', value: handler.id }], ...after.entries] }
    })
  }
}

/** One draft, with what it began from. */
export class FakePushDrafts implements PushDrafts {
  text: string
  base: (DraftBase & { readonly portalId: string }) | null = null
  namedHandlerId: HandlerId | null = null
  ignored: readonly IgnoredProblem[] = []
  /** The texts that were replaced, as the revisions keep them. */
  readonly replaced: string[] = []

  constructor(text: string) {
    this.text = text
  }

  textOf(): Promise<string> {
    return Promise.resolve(this.text)
  }

  baseOf(_id: unknown, portalId: string): Promise<DraftBase | null> {
    return Promise.resolve(this.base?.portalId === portalId ? this.base : null)
  }

  ignoredOf(): Promise<readonly IgnoredProblem[]> {
    return Promise.resolve(this.ignored)
  }

  namedHandlerOf(): Promise<HandlerId | null> {
    return Promise.resolve(this.namedHandlerId)
  }

  keepPushed(): Promise<void> {
    return Promise.resolve()
  }

  replaceText(_id: unknown, text: string): Promise<void> {
    this.replaced.push(this.text)
    this.text = text
    return Promise.resolve()
  }

  setBase(_id: unknown, portalId: string, handlerId: HandlerId, base: string): Promise<void> {
    this.base = { portalId, handlerId, base }
    return Promise.resolve()
  }
}

/** Keeps backups in memory, and tells the portal's list of events when one was kept. */
export class MemoryBackups implements Backups {
  readonly kept: { name: string; text: string }[] = []
  readonly #events: string[]
  /** Thrown instead of keeping anything, as by a full disk. */
  fault: Error | null = null

  constructor(events: string[]) {
    this.#events = events
  }

  keep(_portalId: unknown, handlerId: HandlerId, text: string): Promise<BackupName> {
    if (this.fault !== null) return Promise.reject(this.fault)
    const unique = String(this.kept.length + 1).padStart(4, '0')
    const name = backupName(handlerId, new Date(Date.UTC(2031, 4, 4)), unique)
    this.kept.push({ name, text })
    this.#events.push('backup')
    return Promise.resolve(name)
  }

  list(): Promise<never[]> {
    return Promise.resolve([])
  }

  read(_portalId: unknown, wanted: BackupName): Promise<string> {
    const kept = this.kept.find(({ name }) => name === wanted)
    return kept === undefined ? Promise.reject(new Error('No such backup')) : Promise.resolve(kept.text)
  }
}

/** What a push service is made of, over a fake portal, with records in memory. */
export function pushParts(fakes: {
  readonly portal: FakePushPortal
  readonly drafts: PushDrafts
  readonly backups: MemoryBackups
  readonly clock?: Clock
  readonly copied?: string[]
  readonly report?: (fault: unknown) => void
  readonly rightsOf?: ReadRights
}) {
  const { portal, drafts, backups, clock = { now: () => Date.UTC(2031, 4, 4) }, copied = [] } = fakes
  const report = fakes.report ?? (() => undefined)
  const rightsOf = fakes.rightsOf ?? (() => Promise.reject(new Error('Not told')))
  const noted: { readonly record: PushRecord; readonly end: PushResult; readonly cause: string }[] = []
  const kept = new Map<string, PushRecord>()
  const timer = new FakeTimer()
  const records = {
    keep: (record: PushRecord) => {
      portal.events.push('record')
      return Promise.resolve(void kept.set(record.id, record))
    },
    list: () => Promise.resolve([...kept.values()]),
    remove: (id: string) => Promise.resolve(void kept.delete(id)),
  }
  const sources = createPushSources(drafts, backups)
  const unsettled = createUnsettledPushes({
    records,
    handlers: portal,
    clock,
    timer,
    changed: () => undefined,
    decided: (record, verdict, stored) => writer.decided(record, verdict, stored),
    forget: ({ id }) => records.remove(id),
  })
  const writer: PushWriter = createPushWriter({
    portal,
    records,
    sources,
    unsettled,
    titleOf: () => Promise.resolve('Shop'),
    clock,
    note: (record, end, cause) => Promise.resolve(void noted.push({ record, end, cause })),
    report,
  })
  const service = createPushService({
    portal,
    handlers: portal,
    sources,
    rightsOf,
    backups,
    writer,
    clipboard: { writeText: text => copied.push(text) },
  })
  return { service, writer, unsettled, timer, noted, kept }
}

/** A handler's fields on one line. */
export function fieldsOf(handler: PortalHandler | undefined): string {
  return handler === undefined ? '' : printJson(handler.fields, 0)
}
