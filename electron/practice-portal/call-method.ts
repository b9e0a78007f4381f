import { isSameSecret } from './access'
import type { Faults } from './faults'
import { findMethod } from './methods/method-table'
import type { Method, MethodOutcome, Webhook } from './methods/method'
import type { PhpArray } from './php-value'
import { accessDenied, insufficientScope, invalidCredentials, methodNotFound, noAuthFound } from './portal-error'
import type { PortalState } from './portal-state'
import type { Credentials } from './routing'

export interface Call {
  readonly methodName: string
  readonly credentials: Credentials | null
  readonly parameters: PhpArray
  readonly origin: string
  readonly nowMs: number
}

/** What the portal offers, and to whom. */
export interface Offer {
  readonly methods: readonly Method[]
  readonly webhook: Webhook
  readonly faults: Faults
}

/**
 * Runs a call after the portal's checks, in its order: method, credentials, scope, rights, and then the method's own.
 * That the method exists is checked first, so an unknown one is not found even with wrong credentials. The check for
 * https, which stands between the first two, is off on loopback. Throws {@link PortalError}.
 */
export function callMethod(call: Call, state: PortalState, { methods, webhook, faults }: Offer): MethodOutcome {
  const method = findMethod(methods, call.methodName)
  if (method === undefined) throw methodNotFound()
  checkCredentials(call.credentials, webhook, state)
  if (method.scope !== null && !webhook.scopes.includes(method.scope)) throw insufficientScope()
  if (method.needsAdmin && !webhook.isAdmin) throw accessDenied()
  const { parameters, origin, nowMs } = call
  return method.run({ parameters, state, webhook, origin, nowMs, faults, methods })
}

function checkCredentials(credentials: Credentials | null, webhook: Webhook, state: PortalState): void {
  if (credentials === null) throw noAuthFound()
  const isKnown = isSameSecret(credentials.secret, state.installation.webhookSecret)
  if (!isKnown || credentials.userId !== webhook.userId) throw invalidCredentials()
}
