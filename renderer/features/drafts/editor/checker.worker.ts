import { checkHandler } from '#common/checker/check-handler'
import { BLANK_DRAFT } from '#common/drafts/blank-draft'
import type { CheckRequest } from './handler-check'

addEventListener('message', ({ data: { text, otherCodes } }: MessageEvent<CheckRequest>) =>
  postMessage(checkHandler(text, { otherCodes })),
)

// The first check of all is several times slower than the next; better nobody waits for it.
checkHandler(BLANK_DRAFT)
