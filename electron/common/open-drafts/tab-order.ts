import type { DraftId } from '../drafts/drafts.contract'
import { MAX_OPEN_DRAFTS, type OpenDrafts } from './open-drafts.contract'

export const NONE_OPEN: OpenDrafts = { ids: [], front: null }

/** Puts a draft in front, in a tab beside the one that was in front when it has none yet. */
export function withFront(open: OpenDrafts, id: DraftId): OpenDrafts {
  if (open.ids.includes(id)) return { ...open, front: id }
  const after = open.front === null ? open.ids.length : open.ids.indexOf(open.front) + 1
  const ids = [...open.ids.slice(0, after), id, ...open.ids.slice(after)]
  const surplus = ids.length > MAX_OPEN_DRAFTS ? ids.find(other => other !== id) : undefined
  return { ids: ids.filter(other => other !== surplus), front: id }
}

/** Closes a tab. In front comes the next one, or at the end the one before. */
export function withoutTab({ ids, front }: OpenDrafts, id: DraftId): OpenDrafts {
  const index = ids.indexOf(id)
  const rest = ids.filter(other => other !== id)
  return { ids: rest, front: front === id ? (rest[Math.min(index, rest.length - 1)] ?? null) : front }
}

/** What is open of the drafts that are there. The one in front keeps its tab: its text is still on the screen. */
export function onlyThere(open: OpenDrafts, isThere: (id: DraftId) => boolean): OpenDrafts {
  return { ...open, ids: open.ids.filter(id => id === open.front || isThere(id)) }
}

/** Puts a tab to another place, counted without it. */
export function movedTab(open: OpenDrafts, id: DraftId, to: number): OpenDrafts {
  const rest = open.ids.filter(other => other !== id)
  if (rest.length === open.ids.length) return open
  const place = Math.max(0, Math.min(to, rest.length))
  return { ...open, ids: [...rest.slice(0, place), id, ...rest.slice(place)] }
}

/** The tab some steps from the one in front, round the ends. With none in front the first one, or backwards the last. */
export function tabBeside({ ids, front }: OpenDrafts, step: 1 | -1): DraftId | null {
  const from = front === null ? (step === 1 ? -1 : 0) : ids.indexOf(front)
  return ids.at((from + step) % Math.max(1, ids.length)) ?? null
}
