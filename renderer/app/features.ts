import type { Feature } from '#ui/feature.ts'
import { drafts } from '../features/drafts/index'
import { handlers } from '../features/handlers/index'
import { journal } from '../features/journal/index'
import { labels } from '../features/labels/index'
import { payments } from '../features/payments/index'
import { portals } from '../features/portals/index'
import { push } from '../features/push/index'
import { settings } from '../features/settings/index'

/** Every feature of the app. A list, so that it can be searched. */
export const features: readonly Feature[] = [drafts, handlers, payments, labels, portals, push, journal, settings]
