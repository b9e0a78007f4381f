import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import type { LimitWait } from '#common/portals/portals.contract'
import { ipc } from './client'

/** What the person waits for because portals take no more calls at the moment, as main tells it. */
export const useLimitWaits = defineStore('limit-waits', () => {
  const waits = shallowRef<readonly LimitWait[]>([])
  onScopeDispose(
    ipc.portals.limitWaitsChanged(next => {
      waits.value = next
    }),
  )
  return { waits }
})
