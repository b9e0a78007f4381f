import { describe, expect, it } from 'vitest'
import type { DraftId } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import type { OpenDrafts } from '#common/open-drafts/open-drafts.contract'
import { NONE_OPEN } from '#common/open-drafts/tab-order'
import { createOpenDraftsFile } from '../../../../../electron/main/open-drafts/open-drafts-file'

const [till, shop, gone] = ['till', 'shop', 'gone'] as [DraftId, DraftId, DraftId]
const refusal = new AppError('internal', 'x', { details: { reason: 'disk' } })

function start(first: OpenDrafts = NONE_OPEN) {
  let content = first
  return createOpenDraftsFile({
    file: { read: () => Promise.resolve(content), write: value => Promise.resolve(void (content = value)) },
    draftIds: () => Promise.resolve([shop, till]),
    report: () => {},
  })
}

describe('the open drafts', () => {
  it('are those that were open last, in their order', async () => {
    const file = start()
    await file.set({ ids: [till, shop], front: shop })

    expect(await file.get()).toEqual({ ids: [till, shop], front: shop })
  })

  it.each([
    ['a draft that is gone', { ids: [gone, till], front: gone }, { ids: [till], front: null }],
    ['a draft that stands there twice', { ids: [till, till], front: till }, { ids: [till], front: till }],
    ['one in front without a tab', { ids: [till], front: shop }, { ids: [till], front: null }],
  ])('are without %s', async (_name, kept, open) => {
    expect(await start(kept).get()).toEqual(open)
  })

  it('are none where the disk refuses, which is only reported', async () => {
    const faults: unknown[] = []
    const file = createOpenDraftsFile({
      file: { read: () => Promise.reject(refusal), write: () => Promise.reject(refusal) },
      draftIds: () => Promise.resolve([till]),
      report: fault => faults.push(fault),
    })

    expect(await file.get()).toEqual(NONE_OPEN)
    await file.set({ ids: [till], front: till })
    expect(faults).toEqual([refusal, refusal])
  })
})
