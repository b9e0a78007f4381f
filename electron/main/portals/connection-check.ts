import { AppError } from '#common/ipc/app-error'
import { entryOf, type JsonValue } from '#common/json/json-value'
import { WANTED_SCOPES, type ConnectionReport, type PortalId } from '#common/portals/portals.contract'
import type { PortalAddresses, PortalClient } from '../rest/portal-client'
import { redact } from '../rest/redact'
import { secretAccount } from '../rest/secret-account'
import type { Clock } from '../storage/clock'
import type { SecretStore } from '../storage/secret-store'

export interface ConnectionCheck {
  /** Asks a portal who the credential belongs to and what it may do. Errors: those of the calls; unauthorized. */
  check(portalId: PortalId): Promise<ConnectionReport>
}

export function createConnectionCheck(parts: {
  readonly client: Pick<PortalClient, 'call'>
  readonly portals: PortalAddresses
  readonly secrets: Pick<SecretStore, 'use'>
  readonly clock: Clock
}): ConnectionCheck {
  const { client, portals, secrets, clock } = parts
  return { check }

  async function check(portalId: PortalId): Promise<ConnectionReport> {
    const started = clock.now()
    // Asked in one turn they are one request.
    const [profile, scope] = await Promise.all([client.call(portalId, 'profile'), client.call(portalId, 'scope')])
    const durationMs = clock.now() - started
    const owner = await withoutItsSecret(portalId, ownerFrom(profile.value))
    const granted = scopesFrom(scope.value)
    return {
      portalId,
      checkedAt: new Date(started).toISOString(),
      owner,
      scopes: WANTED_SCOPES.map(wanted => ({ scope: wanted, isGranted: granted.has(wanted) })),
      durationMs,
    }
  }

  /** SECURITY: the owner goes to the window, and a server may write into it what it was called with. */
  async function withoutItsSecret(portalId: PortalId, owner: Owner): Promise<Owner> {
    const account = secretAccount(await portals.addressOf(portalId))
    return secrets.use(account, secret => ({
      ...owner,
      id: redact(owner.id, secret),
      name: redact(owner.name, secret),
    }))
  }
}

type Owner = ConnectionReport['owner']

/** A portal answers an empty object, which PHP writes as a list, for an employee who was dismissed. */
function ownerFrom(profile: JsonValue): Owner {
  if (profile.kind === 'array' && profile.items.length === 0) throw inactive()
  if (profile.kind !== 'object') throw unexpected('profile')
  if (profile.entries.length === 0) throw inactive()
  const name = [textAt(profile, 'NAME'), textAt(profile, 'LAST_NAME')].filter(part => part !== '').join(' ')
  return { id: textAt(profile, 'ID'), name, isAdmin: isTrue(entryOf(profile, 'ADMIN')) }
}

function scopesFrom(scopes: JsonValue): Set<string> {
  if (scopes.kind !== 'array') throw unexpected('scope')
  return new Set(scopes.items.map(scope => (scope.kind === 'string' ? scope.value : '')))
}

function textAt(profile: JsonValue, key: string): string {
  const value = entryOf(profile, key)
  if (value?.kind === 'number') return value.lexeme
  return value?.kind === 'string' ? value.value.trim() : ''
}

function isTrue(value: JsonValue | undefined): boolean {
  return (value?.kind === 'boolean' && value.value) || (value?.kind === 'string' && value.value === 'Y')
}

function inactive(): AppError {
  return new AppError('unauthorized', 'The owner of the webhook is no longer active', {
    details: { reason: 'inactive-user', method: 'profile' },
  })
}

function unexpected(method: string): AppError {
  return new AppError('network', `The answer to ${method} is not what portals give`, {
    details: { layer: 'body', reason: 'unexpected-result', method },
  })
}
