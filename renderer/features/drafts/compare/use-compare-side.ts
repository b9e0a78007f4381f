import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import type { DraftId, DraftOrigin } from '#common/drafts/drafts.contract'
import type { HandlerId, HandlerSummary } from '#common/handlers/handlers.contract'
import type { PortalId } from '#common/portals/portals.contract'
import type { RevisionId, RevisionSummary } from '#common/revisions/revisions.contract'
import { ipc } from '#ipc/client.ts'
import { usePortalList } from '#ipc/portal-list.ts'
import { useLoading, type Loading } from '#ui/loading.ts'
import { readInBackground } from '../import/read-in-background'
import { isPlainText } from '../import/source-reading'

/** What a side can be. Each has its choices below, and in the picker. */
export const SIDE_KINDS = ['this-draft', 'base', 'revision', 'other-draft', 'handler', 'file'] as const
export type SideKind = (typeof SIDE_KINDS)[number]

/** The draft that the comparison was opened from. Its text is what is on the screen, not what is on the disk. */
export interface ComparedDraft {
  readonly id: DraftId
  readonly origin: DraftOrigin
  readonly base: string | null
  readonly text: () => string
}

/** One side of a comparison: what was chosen for it, and its text as far as it is known. */
export interface CompareSideState {
  readonly kind: Readonly<Ref<SideKind>>
  readonly revisionId: Readonly<Ref<RevisionId | null>>
  /** Those of the draft that the comparison was opened from. */
  readonly revisions: Readonly<ShallowRef<Loading<readonly RevisionSummary[]>>>
  readonly draftId: Readonly<Ref<DraftId | null>>
  readonly portalId: Readonly<Ref<PortalId | null>>
  readonly handlerId: Readonly<Ref<HandlerId | null>>
  readonly handlers: Readonly<ShallowRef<Loading<readonly HandlerSummary[]>>>
  readonly fileName: Readonly<Ref<string | null>>
  /** What is read; null while something is still to be chosen. */
  readonly reading: Readonly<ShallowRef<Loading<string | null>>>
  readonly text: ComputedRef<string | null>
  readonly chooseKind: (kind: SideKind) => Promise<void>
  readonly chooseRevision: (id: RevisionId) => Promise<void>
  readonly chooseDraft: (id: DraftId) => Promise<void>
  readonly choosePortal: (id: PortalId) => Promise<void>
  readonly chooseHandler: (id: HandlerId) => Promise<void>
  /** Reads what is chosen once more. */
  readonly readAgain: () => Promise<void>
}

/** A side of a comparison that begins with one kind of thing. */
export function useCompareSide(draft: ComparedDraft, first: SideKind): CompareSideState {
  const portals = usePortalList()
  const kind = ref<SideKind>(first)
  const revisionId = ref<RevisionId | null>(null)
  const draftId = ref<DraftId | null>(null)
  const portalId = ref<PortalId | null>(null)
  const handlerId = ref<HandlerId | null>(null)
  const fileName = ref<string | null>(null)
  const { state: handlers, load: loadHandlers } = useLoading<readonly HandlerSummary[]>()
  const { state: revisions, load: loadRevisions } = useLoading<readonly RevisionSummary[]>()
  const { state: reading, load, show } = useLoading<string | null>()
  const lastRead = shallowRef<() => Promise<string | null>>(() => Promise.resolve(null))
  const text = computed(() => {
    if (kind.value === 'this-draft') return draft.text()
    if (kind.value === 'base') return draft.base
    return reading.value.status === 'ready' ? reading.value.value : null
  })
  show(null)
  return {
    kind,
    revisionId,
    revisions,
    draftId,
    portalId,
    handlerId,
    handlers,
    fileName,
    reading,
    text,
    chooseKind,
    chooseRevision,
    chooseDraft,
    choosePortal,
    chooseHandler,
    readAgain: () => load(lastRead.value),
  }

  async function chooseKind(wanted: SideKind): Promise<void> {
    if (wanted === 'file') {
      await chooseFile()
      return
    }
    kind.value = wanted
    draftId.value = null
    revisionId.value = null
    show(null)
    if (wanted === 'revision') await loadRevisions(() => ipc.revisions.list(draft.id))
    const portal = portals.portals.find(({ id }) => id === draft.origin.portalId) ?? portals.current
    if (wanted === 'handler' && portal !== null) await choosePortal(portal.id)
  }

  async function chooseRevision(id: RevisionId): Promise<void> {
    revisionId.value = id
    await read(() => ipc.revisions.read({ draftId: draft.id, id }))
  }

  async function chooseDraft(id: DraftId): Promise<void> {
    draftId.value = id
    await read(async () => (await ipc.drafts.open(id)).text)
  }

  async function choosePortal(id: PortalId): Promise<void> {
    portalId.value = id
    handlerId.value = null
    show(null)
    await loadHandlers(() => ipc.handlers.list(id))
    if (portalId.value !== id || kind.value !== 'handler' || handlers.value.status !== 'ready') return
    const own = draft.origin.portalId === id ? draft.origin.handlerId : null
    if (own !== null && handlers.value.value.some(handler => handler.id === own)) await chooseHandler(own)
  }

  async function chooseHandler(id: HandlerId): Promise<void> {
    const portal = portalId.value
    if (portal === null) return
    handlerId.value = id
    await read(() => ipc.handlers.read({ portalId: portal, handlerId: id }))
  }

  /** What stood here stays when no file was chosen. */
  async function chooseFile(): Promise<void> {
    const file = await ipc.drafts.chooseFile()
    if (file === null) return
    kind.value = 'file'
    fileName.value = file.name
    await read(() => textOfFile(file.text))
  }

  async function read(from: () => Promise<string>): Promise<void> {
    lastRead.value = from
    await load(from)
  }
}

/** The first handler in a file, as an import would take it: a token or a webhook is not shown, let alone taken over. */
async function textOfFile(source: string): Promise<string> {
  const reading = await readInBackground(source)
  if (isPlainText(source, reading)) return source
  return reading.imported.handlers[0]?.text ?? reading.clean
}
