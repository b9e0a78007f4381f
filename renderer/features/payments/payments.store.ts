import { defineStore } from 'pinia'
import * as v from 'valibot'
import { computed, ref, shallowRef } from 'vue'
import { CodeSize, type PaymentCode } from '#common/codes/codes.contract'

/** The payment that is being worked on; it outlives the view, so that a look at another place loses nothing. */
export const usePaymentsStore = defineStore('payments', () => {
  const typedId = ref('')
  const code = shallowRef<PaymentCode | null>(null)
  const sizeMm = ref('40')
  const dpi = ref<'300' | '600'>('600')
  /** The typed size in millimetres, or null while it is none that can be printed. */
  const chosenSizeMm = computed(() => {
    const parsed = v.safeParse(CodeSize, sizeMm.value.trim() === '' ? NaN : Number(sizeMm.value))
    return parsed.success ? parsed.output : null
  })
  return { typedId, code, sizeMm, dpi, chosenSizeMm }
})
