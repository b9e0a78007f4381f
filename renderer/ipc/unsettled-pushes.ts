import { defineStore } from 'pinia'
import type { UnsettledPush } from '#common/push/push.contract'
import { ipc } from './client'
import { useToldValue } from './told-value'

/** The writes whose answers were lost, as main tells of them. */
export const useUnsettledPushes = defineStore('unsettled-pushes', () => {
  const { value: pushes, load } = useToldValue<readonly UnsettledPush[]>([], {
    ask: ipc.push.unsettled,
    listen: ipc.push.unsettledChanged,
  })
  return { pushes, load }
})
