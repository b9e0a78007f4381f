import { watchEffect } from 'vue'
import { parseWebhookUrl } from '#common/portals/parse-webhook-url'

const APP = 'Paydesk'

/** Says in the title of the window where one is. */
export function usePlaceTitle(title: () => string): void {
  watchEffect(() => {
    document.title = windowTitle(title())
  })
}

/** SECURITY: titles of windows are shown and logged by the system, so what may be a webhook address is left out. */
export function windowTitle(title: string): string {
  const problem = parseWebhookUrl(title)
  const isSafe = !problem.ok && problem.reason === 'no-address'
  return isSafe && title !== '' ? `${title} – ${APP}` : APP
}
