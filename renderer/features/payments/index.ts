import { QrCode } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const payments = defineFeature({
  id: 'payments',
  routes: [{ path: '', component: () => import('./PaymentsView.vue') }],
  rail: { titleKey: 'payments.title', icon: QrCode, order: 30, command: 'go-payments' },
})
