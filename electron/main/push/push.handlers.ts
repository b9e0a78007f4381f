import type { HandlersOf } from '#common/ipc/contract'
import type { pushContract } from '#common/push/push.contract'
import type { Backups } from './push-parts'
import type { PushService } from './push.service'
import type { UnsettledPushes } from './unsettled-pushes'

export function pushHandlers({
  service,
  backups,
  unsettled,
}: {
  readonly service: PushService
  readonly backups: Backups
  readonly unsettled: UnsettledPushes
}): HandlersOf<typeof pushContract> {
  return {
    plan: request => service.plan(request),
    acceptPortal: ({ fingerprint, ...target }) => service.acceptPortal(target, fingerprint),
    planRemoval: target => service.planRemoval(target),
    remove: ({ fingerprint, ...target }) => service.remove(target, fingerprint),
    copyRequest: ({ source, handlerId }) => service.copyRequest(source, handlerId),
    merge: ({ fingerprint, choices, ...target }) => service.merge(target, fingerprint, choices),
    add: ({ fingerprint, overruled, ...place }) => service.add(place, fingerprint, overruled),
    apply: ({ fingerprint, overruled, ...target }) => service.apply(target, fingerprint, overruled),
    unsettled: () => unsettled.list(),
    readUnsettled: id => unsettled.readAgain(id),
    dismissUnsettled: id => unsettled.dismiss(id),
    backups: portalId => backups.list(portalId),
    readBackup: ({ portalId, name }) => backups.read(portalId, name),
  }
}
