import * as v from 'valibot'
import { DraftId } from '../drafts/drafts.contract'
import { method } from '../ipc/contract'

/** More tabs than anybody finds their way in; the one that was opened first gives way. */
export const MAX_OPEN_DRAFTS = 50

/** The drafts that have a tab, in the order of the tabs, and the one in front: null while another place is shown. */
export const OpenDrafts = v.object({
  ids: v.pipe(v.array(DraftId), v.maxLength(MAX_OPEN_DRAFTS)),
  front: v.nullable(DraftId),
})
export type OpenDrafts = v.InferOutput<typeof OpenDrafts>

export const openDraftsContract = {
  /** What was open last, in this start of the app or an earlier one, as far as it is still there. */
  get: method(v.void(), OpenDrafts),
  set: method(OpenDrafts, v.void()),
} as const
