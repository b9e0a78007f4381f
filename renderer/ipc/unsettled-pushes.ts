import { defineStore } from 'pinia'
import { onScopeDispose, shallowRef } from 'vue'
import type { UnsettledPush } from '#common/push/push.contract'
import { ipc } from './client'

/** The writes whose answers were lost, as main tells of them. */
export const useUnsettledPushes = defineStore('unsettled-pushes', () => {
  const pushes = shallowRef<readonly UnsettledPush[]>([])
  let tellings = 0
  onScopeDispose(
    ipc.push.unsettledChanged(next => {
      tellings += 1
      pushes.value = next
    }),
  )
  return { pushes, load }

  async function load(): Promise<void> {
    const before = tellings
    const answer = await ipc.push.unsettled()
    // What was told meanwhile is as new as the answer, or newer.
    if (tellings === before) pushes.value = answer
  }
})
