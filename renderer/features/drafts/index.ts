import { FileJson } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'
import { useOpenDraftsStore } from './tabs/open-drafts.store'
import { useTabCommands } from './tabs/use-tab-commands'

export const drafts = defineFeature({
  id: 'drafts',
  routes: [
    { path: '', component: () => import('./DraftsView.vue') },
    { path: '/import', component: () => import('./ImportView.vue') },
    { path: '/template', component: () => import('./TemplateView.vue') },
    { path: '/trash', component: () => import('./TrashView.vue') },
    {
      path: '/:id',
      component: () => import('./DraftTabs.vue'),
      children: [
        { path: '', component: () => import('./DraftView.vue'), props: true },
        { path: 'compare', component: () => import('./CompareView.vue'), props: true },
      ],
    },
  ],
  start: () => useOpenDraftsStore().start(),
  setUp: useTabCommands,
  rail: { titleKey: 'drafts.title', icon: FileJson, order: 10, command: 'go-drafts' },
})
