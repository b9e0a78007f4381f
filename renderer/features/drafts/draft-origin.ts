import type { DraftOrigin } from '#common/drafts/drafts.contract'
import type { Text } from '#ui/use-text.ts'

/** Where a draft came from, in words. */
export function originOf(origin: DraftOrigin, portalTitle: string | null, text: Text): string {
  const handlerId = origin.handlerId ?? ''
  if (origin.portalId !== null) {
    return text('drafts.from-handler', { id: handlerId, portal: portalTitle ?? text('drafts.gone-portal') })
  }
  if (origin.fileName !== null) return text('drafts.from-file', { name: origin.fileName })
  return text('drafts.from-nothing')
}
