import { onScopeDispose } from 'vue'
import { useRouter, type RouteLocationNormalized } from 'vue-router'
import * as v from 'valibot'
import { DraftId } from '#common/drafts/drafts.contract'
import { ipc } from '#ipc/client.ts'
import { useCommand } from '#ipc/use-command.ts'
import { placeOf, useOpenDraftsStore } from './open-drafts.store'

/** Lets the tabs follow where a person goes, and runs what the menu says of them, in every place of the app. */
export function useTabCommands(): void {
  const router = useRouter()
  const tabs = useOpenDraftsStore()

  onScopeDispose(
    router.afterEach((to, _from, failure) => {
      if (!failure) void tabs.show(draftOf(to))
    }),
  )
  useCommand('next-tab', () => void go(tabs.next(1)))
  useCommand('previous-tab', () => void go(tabs.next(-1)))
  useCommand('reopen-tab', () => void go(tabs.takeClosed()))
  useCommand('close-tab', () => void (tabs.front === null ? ipc.app.closeWindow() : closeTab(router, tabs.front)))

  async function go(id: DraftId | null): Promise<void> {
    if (id !== null) await router.push(placeOf(id))
  }
}

/** Closes the tab of a draft, and goes on to what is in front then. While its text cannot be saved the tab stays. */
export async function closeTab(router: ReturnType<typeof useRouter>, id: DraftId): Promise<void> {
  const tabs = useOpenDraftsStore()
  if (id !== tabs.front) {
    tabs.close(id)
    return
  }
  const place = router.currentRoute.value.fullPath
  const after = tabs.after(id)
  await router.push(after === null ? '/drafts' : placeOf(after))
  if (router.currentRoute.value.fullPath !== place) tabs.close(id)
}

function draftOf({ matched, params }: RouteLocationNormalized): DraftId | null {
  const id = v.safeParse(DraftId, params['id'])
  return matched[0]?.path === '/drafts/:id' && id.success ? id.output : null
}
