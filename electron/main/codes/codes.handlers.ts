import type { codesContract } from '#common/codes/codes.contract'
import type { HandlersOf } from '#common/ipc/contract'
import type { CodesService } from './codes.service'

export function codesHandlers(service: CodesService): HandlersOf<typeof codesContract> {
  return {
    make: request => service.make(request),
    save: request => service.save(request),
    copyImage: request => service.copyImage(request),
    copyLink: codeId => service.copyLink(codeId),
    printers: () => service.printers(),
    print: async request => ({ job: await service.print(request) }),
  }
}
