import { defineFeature } from '#ui/feature.ts'

/** Its place belongs to the payments, from whose list it is opened. */
export const labels = defineFeature({
  id: 'payments/labels',
  routes: [{ path: '', component: () => import('./LabelsView.vue') }],
})
