import type { codesContract } from '#common/codes/codes.contract'
import type { HandlersOf } from '#common/ipc/contract'
import type { CodesService } from './codes.service'
import type { KeptLinks } from './kept-links'

export function codesHandlers(parts: {
  readonly service: CodesService
  readonly keptLinks: KeptLinks
}): HandlersOf<typeof codesContract> {
  const { service, keptLinks } = parts
  return {
    make: request => service.make(request),
    makeFromKept: request => service.makeFromKept(request),
    draw: request => service.draw(request),
    keptLinks: portalId => keptLinks.list(portalId),
    removeKeptLink: payment => keptLinks.remove(payment),
    removeKeptLinks: portalId => keptLinks.removeAll(portalId),
    save: request => service.save(request),
    copyImage: request => service.copyImage(request),
    copyLink: codeId => service.copyLink(codeId),
    printers: () => service.printers(),
    print: async request => ({ job: await service.print(request) }),
  }
}
