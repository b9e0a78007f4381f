import { AppError } from '#common/ipc/app-error'
import { PORTAL_COLOURS, type PortalColour, type PortalId } from '#common/portals/portals.contract'
import type { PortalAddress } from '../rest/secret-account'
import type { PortalsContent, SavedPortal } from './portals-file'

/** Errors: not-found. */
export function portalAt(content: PortalsContent, id: PortalId): SavedPortal {
  const portal = content.portals.find(saved => saved.id === id)
  if (portal === undefined) {
    throw new AppError('not-found', 'There is no such portal', { details: { reason: 'portal', portalId: id } })
  }
  return portal
}

export function portalWith(content: PortalsContent, { origin, userId }: PortalAddress): SavedPortal | undefined {
  return content.portals.find(saved => saved.origin === origin && saved.userId === userId)
}

/** Errors: not-found. */
export function portalAtAddress(content: PortalsContent, address: PortalAddress): SavedPortal {
  const portal = portalWith(content, address)
  if (portal === undefined)
    throw new AppError('not-found', 'There is no such portal', { details: { reason: 'portal' } })
  return portal
}

export function withPortal(content: PortalsContent, portal: SavedPortal): PortalsContent {
  const isKnown = content.portals.some(({ id }) => id === portal.id)
  const portals = isKnown
    ? content.portals.map(saved => (saved.id === portal.id ? portal : saved))
    : [...content.portals, portal]
  return { ...content, portals, currentId: content.currentId ?? portal.id }
}

/** Takes a portal out; if it was current, the practice portal is next, where no mistake can do harm. */
export function withoutPortal(content: PortalsContent, id: PortalId): PortalsContent {
  const portals = content.portals.filter(saved => saved.id !== id)
  const next = portals.find(({ isPractice }) => isPractice) ?? null
  const currentId = content.currentId === id ? (next?.id ?? null) : content.currentId
  return { ...content, portals, currentId }
}

/** Notes that the keychain is to forget an account, for as long as it cannot be asked. */
export function withAccountToForget(content: PortalsContent, account: string): PortalsContent {
  return { ...content, accountsToForget: [...withoutAccountToForget(content, account).accountsToForget, account] }
}

/** For an account that is forgotten, or in use again: what is in use must not be forgotten. */
export function withoutAccountToForget(content: PortalsContent, account: string): PortalsContent {
  return { ...content, accountsToForget: content.accountsToForget.filter(kept => kept !== account) }
}

/** The colour the fewest portals have; of several the first, so that colours come in turn. */
export function nextColour(content: PortalsContent): PortalColour {
  const uses = (colour: PortalColour): number => content.portals.filter(portal => portal.colour === colour).length
  return PORTAL_COLOURS.reduce<PortalColour>(
    (best, colour) => (uses(colour) < uses(best) ? colour : best),
    PORTAL_COLOURS[0],
  )
}
