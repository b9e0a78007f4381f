import { defineStore } from 'pinia'
import { computed, onScopeDispose, shallowRef } from 'vue'
import type { FileTrouble } from '#common/storage/file-trouble'
import { ipc } from './client'

/** What is the matter with files of the app, as main tells it, and which of it the person has not put away yet. */
export const useFileTroubles = defineStore('file-troubles', () => {
  const troubles = shallowRef<readonly FileTrouble[]>([])
  const dismissed = shallowRef<ReadonlySet<string>>(new Set())
  const unseen = computed(() => troubles.value.filter(trouble => !dismissed.value.has(keyOf(trouble))))
  let isTold = false
  onScopeDispose(
    ipc.app.troublesChanged(next => {
      isTold = true
      troubles.value = next
    }),
  )
  return { troubles, unseen, load, dismiss }

  async function load(): Promise<void> {
    const facts = await ipc.app.facts()
    // What was told meanwhile is newer than the answer.
    if (!isTold) troubles.value = facts.troubles
  }

  /** Until the app is started again; a trouble that is new is shown all the same. */
  function dismiss(): void {
    dismissed.value = new Set(troubles.value.map(keyOf))
  }
})

function keyOf(trouble: FileTrouble): string {
  return JSON.stringify(trouble)
}
