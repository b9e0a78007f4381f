import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { FileTrouble } from '#common/storage/file-trouble'
import { ipc } from './client'
import { useToldValue } from './told-value'

/** What is the matter with files of the app, as main tells it, and which of it the person has not put away yet. */
export const useFileTroubles = defineStore('file-troubles', () => {
  const { value: troubles, load } = useToldValue<readonly FileTrouble[]>([], {
    ask: async () => (await ipc.app.facts()).troubles,
    listen: ipc.app.troublesChanged,
  })
  const dismissed = shallowRef<ReadonlySet<string>>(new Set())
  const unseen = computed(() => troubles.value.filter(trouble => !dismissed.value.has(keyOf(trouble))))
  return { troubles, unseen, load, dismiss }

  /** Until the app is started again; a trouble that is new is shown all the same. */
  function dismiss(): void {
    dismissed.value = new Set(troubles.value.map(keyOf))
  }
})

function keyOf(trouble: FileTrouble): string {
  return JSON.stringify(trouble)
}
