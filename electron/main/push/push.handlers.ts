import type { HandlersOf } from '#common/ipc/contract'
import type { pushContract } from '#common/push/push.contract'
import type { PushService } from './push.service'

export function pushHandlers(service: PushService): HandlersOf<typeof pushContract> {
  return {
    plan: request => service.plan(request),
    acceptPortal: ({ fingerprint, ...target }) => service.acceptPortal(target, fingerprint),
    planRemoval: target => service.planRemoval(target),
    remove: ({ fingerprint, ...target }) => service.remove(target, fingerprint),
    copyRequest: ({ draftId, handlerId }) => service.copyRequest(draftId, handlerId),
    merge: ({ fingerprint, choices, ...target }) => service.merge(target, fingerprint, choices),
    add: ({ fingerprint, overruled, ...place }) => service.add(place, fingerprint, overruled),
    apply: ({ fingerprint, overruled, ...target }) => service.apply(target, fingerprint, overruled),
  }
}
