import type { HandlersOf } from '#common/ipc/contract'
import type { previewContract, TryRequest, TryResult } from '#common/preview/preview.contract'

export function previewHandlers(
  tryIt: (request: TryRequest) => Promise<TryResult>,
): HandlersOf<typeof previewContract> {
  return { tryIt }
}
