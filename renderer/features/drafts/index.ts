import { FileJson } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const drafts = defineFeature({
  id: 'drafts',
  routes: [
    { path: '', component: () => import('./DraftsView.vue') },
    { path: '/import', component: () => import('./ImportView.vue') },
    { path: '/template', component: () => import('./TemplateView.vue') },
    { path: '/:id/compare', component: () => import('./CompareView.vue'), props: true },
    { path: '/:id', component: () => import('./DraftView.vue'), props: true },
  ],
  rail: { titleKey: 'drafts.title', icon: FileJson, order: 10, command: 'go-drafts' },
})
