import { onScopeDispose, shallowRef, watch, type ShallowRef } from 'vue'
import type { SheetId } from '#common/labels/labels.contract'
import { ipc } from '#ipc/client.ts'

/** Which page of which sheet, and how sharp. */
export interface WantedPicture {
  readonly sheetId: SheetId
  readonly page: number
  readonly dpi: number
}

export interface PagePicture extends WantedPicture {
  readonly dataUrl: string
}

/** A window that is being resized asks for no picture on its way. */
const PAUSE_MS = 150

/** The picture of a page of a sheet. One that is less sharp than wanted stays until its successor is there; a late one is dropped. */
export function usePagePicture(wanted: () => WantedPicture | null): {
  readonly picture: Readonly<ShallowRef<PagePicture | null>>
  readonly error: Readonly<ShallowRef<unknown>>
} {
  const picture = shallowRef<PagePicture | null>(null)
  const error = shallowRef<unknown>(null)
  let newest = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(
    wanted,
    (next, before) => {
      clearTimeout(timer)
      const mine = ++newest
      error.value = null
      if (next === null) {
        picture.value = null
        return
      }
      const isOnlySharper = next.sheetId === before?.sheetId && next.page === before.page
      timer = setTimeout(() => void ask(next, mine), isOnlySharper ? PAUSE_MS : 0)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    newest += 1
  })
  return { picture, error }

  async function ask(next: WantedPicture, mine: number): Promise<void> {
    try {
      const { dataUrl } = await ipc.labels.page(next)
      if (mine === newest) picture.value = { ...next, dataUrl }
    } catch (caught) {
      if (mine === newest) error.value = caught
    }
  }
}
