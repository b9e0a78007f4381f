import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { CodeOptions } from '#common/codes/code-options'
import type { PaymentCode } from '#common/codes/codes.contract'
import { ipc } from '#ipc/client.ts'
import { useSettings } from '#ipc/settings.ts'

/** Nobody who drags through colours wants each of them written. */
const REMEMBER_AFTER_MS = 400

/** The payment that is being worked on; it outlives the view, so that a look at another place loses nothing. */
export const usePaymentsStore = defineStore('payments', () => {
  const settings = useSettings()
  const typedId = ref('')
  /** The code that was asked for last, and is there. */
  const code = shallowRef<PaymentCode | null>(null)
  const picked = shallowRef<CodeOptions | null>(null)
  /** How codes are drawn; the last choice is remembered. */
  const options = computed<CodeOptions>({
    get: () => picked.value ?? settings.current.codeOptions,
    set: choose,
  })
  /** Whether a code can be made with all that was typed of its options. */
  const hasUsableOptions = ref(true)
  let remembering: ReturnType<typeof setTimeout> | undefined
  let newest = 0
  return { typedId, code, options, hasUsableOptions, show }

  /** Answers whether the code was shown: one that comes after another was asked for would look like that one's. */
  async function show(ask: () => Promise<PaymentCode>): Promise<boolean> {
    const mine = ++newest
    const made = await ask()
    if (mine === newest) code.value = made
    return mine === newest
  }

  function choose(next: CodeOptions): void {
    picked.value = next
    clearTimeout(remembering)
    // That it cannot be remembered is no reason not to draw.
    remembering = setTimeout(() => void ipc.settings.set({ codeOptions: next }).catch(() => null), REMEMBER_AFTER_MS)
  }
})
