import { createHmac } from 'node:crypto'
import type { Installation } from './portal-state'

/** Secret bytes for a purpose, always the same ones for one installation, so that they need not be stored. */
export function derivedBytes({ linkKey }: Installation, purpose: string): Buffer {
  return createHmac('sha256', linkKey).update(purpose).digest()
}
