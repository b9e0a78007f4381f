import { defineFeature } from '#ui/feature.ts'

/** A push begins at a draft, and a way back at a handler's backups, so each belongs to that place. */
export const push = defineFeature({
  id: 'push',
  routes: [
    { path: '/:draftId', component: () => import('./PushView.vue'), props: true, meta: { place: 'drafts' } },
    {
      path: '/backup/:portalId/:name',
      component: () => import('./RollbackView.vue'),
      props: true,
      meta: { place: 'handlers' },
    },
  ],
})
