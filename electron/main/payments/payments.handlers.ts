import type { HandlersOf } from '#common/ipc/contract'
import type { paymentsContract } from '#common/payments/payments.contract'
import type { PaymentsService } from './payments.service'

export function paymentsHandlers(service: PaymentsService): HandlersOf<typeof paymentsContract> {
  return {
    list: portalId => service.list(portalId),
    addIds: request => service.addIds(request),
    chooseFile: () => service.chooseFile(),
    chooseSheet: request => service.chooseSheet(request),
    addFromFile: request => service.addFromFile(request),
    addFromDeal: request => service.addFromDeal(request),
    addFromSearch: request => service.addFromSearch(request),
    cancelSource: () => service.cancelSource(),
    remove: request => service.remove(request),
    putBack: portalId => service.putBack(portalId),
    fetchLinks: request => service.fetchLinks(request),
    cancelFetching: portalId => service.cancelFetching(portalId),
  }
}
