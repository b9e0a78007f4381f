import { defineFeature } from '#ui/feature.ts'

export const push = defineFeature({
  id: 'push',
  routes: [
    { path: '/:draftId', component: () => import('./PushView.vue'), props: true },
    { path: '/backup/:portalId/:name', component: () => import('./RollbackView.vue'), props: true },
  ],
})
