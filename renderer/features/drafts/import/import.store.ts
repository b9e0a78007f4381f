import { defineStore } from 'pinia'
import { ref, shallowRef } from 'vue'
import type { DraftId } from '#common/drafts/drafts.contract'
import { readInBackground } from './read-in-background'
import { isPlainText, type SourceReading } from './source-reading'

export interface ImportSource {
  readonly text: string
  /** Null for what was pasted. */
  readonly fileName: string | null
}

/** A draft that asked for an import, to put what is chosen into. */
export interface ImportTarget {
  readonly id: DraftId
  readonly name: string
}

/** What is being imported; it outlives the view, so that a look at another place loses nothing. */
export const useImportStore = defineStore('drafts-import', () => {
  const reading = shallowRef<SourceReading | null>(null)
  const fileName = ref<string | null>(null)
  const target = shallowRef<ImportTarget | null>(null)
  /** A text on its way into a draft, until that draft takes it. */
  const handedOver = shallowRef<{ readonly id: DraftId; readonly text: string } | null>(null)
  return { reading, fileName, target, handedOver, read, show, clear, takeFor }

  /** Reads a text from elsewhere. False when there is nothing to decide, and the text is a draft as it stands. */
  async function read(source: ImportSource): Promise<boolean> {
    const found = await readInBackground(source.text)
    if (isPlainText(source.text, found)) return false
    show(found, source.fileName)
    return true
  }

  function show(found: SourceReading, from: string | null, asked: ImportTarget | null = null): void {
    reading.value = found
    fileName.value = from
    target.value = asked
  }

  function clear(): void {
    reading.value = null
    fileName.value = null
    target.value = null
  }

  function takeFor(id: DraftId): string | null {
    const waiting = handedOver.value
    if (waiting?.id !== id) return null
    handedOver.value = null
    return waiting.text
  }
})
