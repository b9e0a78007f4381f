import { CreditCard } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const handlers = defineFeature({
  id: 'handlers',
  routes: [
    { path: '', component: () => import('./HandlersView.vue') },
    { path: '/backups', component: () => import('./BackupsView.vue') },
  ],
  rail: { titleKey: 'handlers.title', icon: CreditCard, order: 20, command: 'go-handlers' },
})
