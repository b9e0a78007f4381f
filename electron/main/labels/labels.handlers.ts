import type { HandlersOf } from '#common/ipc/contract'
import type { labelsContract } from '#common/labels/labels.contract'
import type { LabelsService } from './labels.service'

export function labelsHandlers(service: LabelsService): HandlersOf<typeof labelsContract> {
  return {
    make: request => service.make(request),
    cancel: () => service.cancel(),
    makeCalibrationPage: request => service.makeCalibrationPage(request),
    page: request => service.page(request),
    save: sheetId => service.save(sheetId),
    print: async request => ({ job: await service.print(request) }),
    chooseLogo: () => service.chooseLogo(),
    lastUsed: () => service.lastUsed(),
  }
}
