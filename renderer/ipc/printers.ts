import { defineStore } from 'pinia'
import { computed, shallowRef } from 'vue'
import type { PrinterList } from '#common/codes/codes.contract'
import { ipc } from './client'
import { useSettings } from './settings'

/** The printers of this computer, and which of them is chosen; the choice is remembered. */
export const usePrinters = defineStore('printers', () => {
  const settings = useSettings()
  /** Null until the computer was asked. */
  const list = shallowRef<PrinterList | null>(null)
  const picked = shallowRef<string | null>(null)
  const chosen = computed(() => {
    const printers = list.value?.printers ?? []
    const names = printers.map(({ name }) => name)
    const remembered = [picked.value, settings.current.printer].find(name => name !== null && names.includes(name))
    return remembered ?? printers.find(({ isDefault }) => isDefault)?.name ?? names[0] ?? null
  })
  return { list, chosen, look, choose }

  async function look(): Promise<void> {
    list.value = await ipc.codes.printers()
  }

  /** That it cannot be remembered is no reason not to print. */
  function choose(printer: string): void {
    picked.value = printer
    ipc.settings.set({ printer }).catch(() => null)
  }
})
