import { ScrollText } from 'lucide-vue-next'
import { defineFeature } from '#ui/feature.ts'

export const journal = defineFeature({
  id: 'journal',
  routes: [{ path: '', component: () => import('./JournalView.vue') }],
  rail: { titleKey: 'journal.title', icon: ScrollText, order: 50, command: 'go-journal' },
})
