import { createHash } from 'node:crypto'
import type { HandlerId } from '#common/handlers/handlers.contract'
import { AppError } from '#common/ipc/app-error'

/** Stands for exactly what a person was shown before a write. */
export function fingerprintOf(shown: readonly (string | null)[]): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}

/** The error for a write of what nobody has seen. */
export function unseen(handlerId?: HandlerId): AppError {
  return new AppError('conflict', 'What is to be changed is not what was shown', {
    details: { reason: 'changed-since-plan', ...(handlerId !== undefined && { handlerId }) },
  })
}
