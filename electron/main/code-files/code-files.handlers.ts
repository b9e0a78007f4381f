import type { codeFilesContract } from '#common/code-files/code-files.contract'
import type { HandlersOf } from '#common/ipc/contract'
import type { CodeFilesService } from './code-files.service'

export function codeFilesHandlers(service: CodeFilesService): HandlersOf<typeof codeFilesContract> {
  return {
    plan: request => service.plan(request),
    write: request => service.write(request),
    cancel: () => service.cancel(),
  }
}
