import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { HandlerId } from '#common/handlers/handlers.contract'
import type { PortalHandler } from '#common/handlers/handler-fields'
import { parseJson, printJson } from '#common/json/json-value'
import type { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { Clock } from '../storage/clock'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile } from '../storage/json-file'
import { createSerialQueue } from '../storage/serial-queue'

const KnownContent = v.object({
  known: v.nullable(
    v.object({
      readAt: v.pipe(v.string(), v.isoTimestamp()),
      /** The fields of each as JSON text, which keeps the spelling of numbers. */
      handlers: v.array(v.object({ id: HandlerId, fields: v.string() })),
    }),
  ),
})

/** For so long the same list is not written again. */
const FRESH_MS = 60_000

export type KnownHandlers = ReturnType<typeof createKnownHandlers>

/** The handlers of each portal as they were last read, one owner-only file a portal, to plan with while it is out of reach. */
export function createKnownHandlers(parts: {
  readonly folder: string
  readonly clock: Clock
  readonly troubles: TroubleSink
}) {
  const { folder, clock, troubles } = parts
  const enqueue = createSerialQueue()
  const kept = new Map<PortalId, { readonly text: string; readonly readAt: number }>()
  return { remember, remembered, forget, settled: () => enqueue(() => Promise.resolve()) }

  async function remember(portalId: PortalId, listed: readonly PortalHandler[]): Promise<void> {
    const readAt = clock.now()
    const handlers = listed.map(({ id, fields }) => ({ id, fields: printJson(fields, 0) }))
    const text = JSON.stringify(handlers)
    const last = kept.get(portalId)
    // A push reads the list several times within a second.
    if (last?.text === text && readAt - last.readAt < FRESH_MS) return
    kept.set(portalId, { text, readAt })
    await enqueue(() => fileOf(portalId).write({ known: { readAt: new Date(readAt).toISOString(), handlers } }))
  }

  async function remembered(portalId: PortalId) {
    const { known } = await enqueue(() => fileOf(portalId).read())
    return known && { readAt: known.readAt, handlers: known.handlers.flatMap(handlerFrom) }
  }

  function forget(portalId: PortalId): Promise<void> {
    kept.delete(portalId)
    return enqueue(() => rm(placeOf(portalId), { force: true }))
  }

  function fileOf(portalId: PortalId) {
    const byDefault = (): v.InferOutput<typeof KnownContent> => ({ known: null })
    return createJsonFile({ path: placeOf(portalId), schema: KnownContent, migrations: [], byDefault, ...troubles })
  }

  function placeOf(portalId: PortalId): string {
    return join(folder, `${portalId}.json`)
  }
}

function handlerFrom({ id, fields }: { readonly id: HandlerId; readonly fields: string }): PortalHandler[] {
  const parsed = parseJson(fields)
  return parsed.ok && parsed.value.kind === 'object' ? [{ id, fields: parsed.value }] : []
}
