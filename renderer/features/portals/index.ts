import { Plug } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const portals = defineFeature({
  id: 'portals',
  routes: [{ path: '', component: () => import('./PortalsView.vue') }],
  rail: { titleKey: 'portals.title', icon: Plug, order: 40, command: 'go-portals' },
})
