import { defineStore } from 'pinia'
import { ref } from 'vue'

/** The name typed for a portal that is not added yet; the address is a secret and is kept nowhere. */
export const usePortalsStore = defineStore('portals', () => {
  const typedTitle = ref('')
  return { typedTitle }
})
