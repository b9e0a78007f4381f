import { useRouter } from 'vue-router'
import { MAX_DRAFT_LENGTH, type Draft } from '#common/drafts/drafts.contract'
import { AppError } from '#common/ipc/app-error'
import { ipc } from '#ipc/client.ts'
import { useImportStore, type ImportSource } from './import.store'

export interface DraftSource {
  /** Makes drafts of texts from elsewhere, or shows what is in them where there is something to decide. */
  readonly offer: (sources: readonly (File | ImportSource)[]) => Promise<void>
  /** Lets the person choose a file, and offers it. */
  readonly openFile: () => Promise<void>
}

/** The one way of texts from elsewhere, pasted, dropped or chosen, into drafts. Errors: invalid-input. */
export function useDraftSource(): DraftSource {
  const router = useRouter()
  const store = useImportStore()
  return { offer, openFile }

  async function openFile(): Promise<void> {
    const file = await ipc.drafts.chooseFile()
    if (file !== null) await offer([{ text: file.text, fileName: file.name }])
  }

  async function offer(sources: readonly (File | ImportSource)[]): Promise<void> {
    const [first, ...others] = await Promise.all(sources.map(read))
    if (first === undefined) return
    // Several files at once are read as one text: their handlers stand below each other.
    const all =
      others.length === 0 ? first : { text: [first, ...others].map(({ text }) => text).join('\n\n'), fileName: null }
    if (await store.read(all)) {
      await router.push('/drafts/import')
      return
    }
    if (others.length === 0) await show(await make(first))
    else for (const source of [first, ...others]) await make(source)
  }

  function make({ text, fileName }: ImportSource): Promise<Draft> {
    return ipc.drafts.createFromText({ text, fileName, handlerId: null })
  }

  async function show(draft: Draft): Promise<void> {
    await router.push(`/drafts/${draft.summary.id}`)
  }
}

async function read(source: File | ImportSource): Promise<ImportSource> {
  if (!(source instanceof File)) return source
  if (source.size > MAX_DRAFT_LENGTH) {
    throw new AppError('invalid-input', 'The file is too large', { details: { reason: 'file-too-large' } })
  }
  return { text: await source.text(), fileName: source.name }
}
