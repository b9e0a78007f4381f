import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { Portal, PortalId, PortalList } from '#common/portals/portals.contract'
import { ipc } from './client'

const NONE_YET: PortalList = { portals: [], currentId: null, keychain: 'unknown' }

/** The portals as main tells them, and which of them is current; every place of the app shows the same one. */
export const usePortalList = defineStore('portal-list', () => {
  const list = shallowRef<PortalList>(NONE_YET)
  const isLoaded = shallowRef(false)
  const portals = computed(() => list.value.portals)
  const current = computed(() => portals.value.find(({ id }) => id === list.value.currentId) ?? null)
  const keychain = computed(() => list.value.keychain)
  let tellings = 0
  onScopeDispose(
    ipc.portals.changed(next => {
      tellings += 1
      show(next)
    }),
  )
  return { portals, current, keychain, isLoaded, load, choose, titleOf }

  async function load(): Promise<void> {
    const before = tellings
    const answer = await ipc.portals.list()
    // What was told meanwhile is as new as the answer, or newer.
    if (tellings === before) show(answer)
  }

  async function choose(id: PortalId): Promise<void> {
    await ipc.portals.choose(id)
  }

  function titleOf(id: PortalId | null): string | null {
    return portals.value.find((portal: Portal) => portal.id === id)?.title ?? null
  }

  function show(next: PortalList): void {
    list.value = next
    isLoaded.value = true
  }
})
