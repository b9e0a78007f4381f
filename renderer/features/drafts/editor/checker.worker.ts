import { checkHandler } from '#common/checker/check-handler'
import type { CheckRequest } from './handler-check'

addEventListener('message', ({ data: { text, otherCodes } }: MessageEvent<CheckRequest>) =>
  postMessage(checkHandler(text, { otherCodes })),
)
