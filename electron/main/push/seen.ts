import { createHash } from 'node:crypto'
import type { PortalHandler } from '#common/handlers/handler-fields'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'
import { printJson } from '#common/json/json-value'
import type { Place } from './push-parts'

/** Stands for exactly what a person was shown before a write. */
export function fingerprintOf(shown: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}

/** The fingerprint of a push; without a handler of one that is to be added. */
export function printOf(
  { source, portalId, handlerId }: Place & { readonly handlerId: HandlerId | null },
  text: string,
  now: PortalHandler | null,
): string {
  const from = source.kind === 'draft' ? source.draftId : `${source.portalId}/${source.name}`
  return fingerprintOf([source.kind, from, portalId, handlerId, text, now && printJson(now.fields, 0)])
}

/** The error for a write of what nobody has seen. */
export function unseen(handlerId?: HandlerId): AppError {
  return new AppError('conflict', 'What is to be changed is not what was shown', {
    details: { reason: 'changed-since-plan', ...(handlerId !== undefined && { handlerId }) },
  })
}
