import { Settings as SettingsIcon } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const settings = defineFeature({
  id: 'settings',
  routes: [{ path: '', component: () => import('./SettingsView.vue') }],
  rail: { titleKey: 'settings.title', icon: SettingsIcon, order: 90, command: 'go-settings', isLast: true },
})
