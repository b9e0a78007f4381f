import { randomUUID } from 'node:crypto'
import { AppError } from '#common/ipc/app-error'
import { parseWebhookUrl, type WebhookAddress, type WebhookProblem } from '#common/portals/parse-webhook-url'
import {
  PortalId,
  type Portal,
  type PortalChange,
  type PortalDraft,
  type PortalList,
  type SecretState,
} from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { PortalAddresses } from '../rest/portal-client'
import { redact } from '../rest/redact'
import { secretAccount, type PortalAddress } from '../rest/secret-account'
import type { Clock } from '../storage/clock'
import type { SecretPlace, SecretStore } from '../storage/secret-store'
import { createSerialQueue } from '../storage/serial-queue'
import {
  nextColour,
  portalAt,
  portalAtAddress,
  portalWith,
  withAccountToForget,
  withoutAccountToForget,
  withoutPortal,
  withPortal,
} from './portal-list'
import type { PortalsContent, PortalsFile, SavedPortal } from './portals-file'

export interface PortalsService extends PortalAddresses {
  list(): Promise<PortalList>
  /**
   * Saves the portal whose webhook a text holds. One that is there already gets the new secret and is answered as it
   * is. Errors: invalid-input with a `WebhookProblem` as `reason`.
   */
  add(draft: PortalDraft): Promise<Portal>
  change(change: PortalChange): Promise<Portal>
  /** Errors: invalid-input with a `WebhookProblem` or `other-host`; conflict with `practice-portal` or `saved-already`. */
  replaceSecret(replacement: { readonly id: PortalId; readonly address: string }): Promise<Portal>
  /** Errors: conflict with `practice-portal`. A secret the keychain does not forget now is forgotten later. */
  remove(id: PortalId): Promise<void>
  choose(id: PortalId): Promise<void>
  /** Puts the practice portal in the list, or tells where it is now. It is current until another is chosen. */
  ensurePractice(address: WebhookAddress): Promise<Portal>
  onChanged(listener: (list: PortalList) => void): () => void
  /** Settles once everything asked so far is done and written. */
  settled(): Promise<void>
  /** Hears of each portal whose links lead nowhere now: it was removed, or it is the practice portal on another port. */
  onGone(listener: (id: PortalId) => void): () => void
  dispose(): void
}

const MAX_TITLE_LENGTH = 100
const PRACTICE_TITLE = 'Practice portal'

/** The saved portals. Their secrets go from here to the keychain and are never part of an answer. */
export function createPortalsService(parts: {
  readonly file: PortalsFile
  readonly secrets: SecretStore
  readonly clock: Clock
}): PortalsService {
  const { file, secrets, clock } = parts
  const listeners = new Set<(list: PortalList) => void>()
  const goneListeners = new Set<(id: PortalId) => void>()
  const enqueue = createSerialQueue()
  /** What asks the keychain may wait for a person; only its own kind waits for it. */
  const enqueueSecret = createSerialQueue()
  const enqueueForgetting = createSerialQueue()
  /** Accounts whose secret is on its way to the keychain, which must not be asked to forget them meanwhile. */
  const arriving = new Set<string>()
  let content: PortalsContent | null = null
  const stopListening = secrets.onStateChange(() => {
    tell()
    if (secrets.state() !== 'available') return
    // What fails here stays noted, and is tried again the next time the keychain works.
    forgetRemoved().catch(() => undefined)
  })

  return {
    list: async () => listOf(await load()),
    addressOf,
    add: draft => enqueueSecret(() => add(draft)),
    change,
    replaceSecret: replacement => enqueueSecret(() => replaceSecret(replacement)),
    remove: id => enqueueSecret(() => remove(id)),
    choose,
    ensurePractice,
    onChanged(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    settled: () => enqueueSecret(() => enqueueForgetting(() => enqueue(() => Promise.resolve()))),
    onGone(listener) {
      goneListeners.add(listener)
      return () => void goneListeners.delete(listener)
    },
    dispose() {
      stopListening()
      listeners.clear()
      goneListeners.clear()
    },
  }

  async function addressOf(id: PortalId): Promise<PortalAddress> {
    const portal = portalAt(await load(), id)
    const isGone = portal.secretPlace === 'memory' && !secrets.has(secretAccount(portal))
    if (isGone && portal.isPractice) {
      throw new AppError('network', 'The practice portal is not running', {
        details: { layer: 'tcp', reason: 'practice-portal-stopped', mayHaveArrived: false },
      })
    }
    if (isGone) {
      throw new AppError('keychain', 'The secret was kept until the app quit', { details: { reason: 'forgotten' } })
    }
    return { origin: portal.origin, userId: portal.userId }
  }

  async function add({ address: text, title }: PortalDraft): Promise<Portal> {
    const address = addressIn(text)
    const known = portalWith(await load(), address)
    // The practice portal tells its own secret at each start; what is pasted can only be the same or wrong.
    if (known?.isPractice === true) return portalFrom(known)
    const account = secretAccount(address)
    const after = await putAnd(account, address.secret, (before, secretPlace) => {
      const portal =
        portalWith(before, address) ?? newPortal(before, address, title && titleFrom(title, address.secret))
      return withPortal(withoutAccountToForget(before, account), withSecret(portal, secretPlace))
    }).catch(async (error: unknown) => {
      // The list could not be written, so nothing would ever use this secret, nor forget it.
      if (known === undefined) await secrets.remove(account).catch(() => undefined)
      throw error
    })
    return portalFrom(portalAtAddress(after, address))
  }

  async function change({ id, ...changes }: PortalChange): Promise<Portal> {
    const given = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined))
    const safe = changes.title === undefined ? given : { ...given, title: titleFrom(changes.title) }
    const after = await update(before => withPortal(before, { ...portalAt(before, id), ...safe }))
    return portalFrom(portalAt(after, id))
  }

  async function replaceSecret(replacement: { readonly id: PortalId; readonly address: string }): Promise<Portal> {
    const { id } = replacement
    const saved = refusePractice(portalAt(await load(), id))
    const address = addressIn(replacement.address)
    if (address.origin !== saved.origin) throw refused('other-host')
    const other = portalWith(await load(), address)
    if (other !== undefined && other.id !== id) {
      throw new AppError('conflict', 'This employee of the portal is saved already', {
        details: { reason: 'saved-already', portalId: other.id },
      })
    }
    const account = secretAccount(address)
    const after = await putAnd(account, address.secret, (before, secretPlace) => {
      const portal = withSecret({ ...portalAt(before, id), userId: address.userId }, secretPlace)
      const noted = withAccountToForget(before, secretAccount(saved))
      return withPortal(withoutAccountToForget(noted, account), portal)
    })
    await forgetRemoved()
    return portalFrom(portalAt(after, id))
  }

  async function remove(id: PortalId): Promise<void> {
    await update(before => {
      const portal = refusePractice(portalAt(before, id))
      return withAccountToForget(withoutPortal(before, id), secretAccount(portal))
    })
    tellGone(id)
    await forgetRemoved()
  }

  async function choose(id: PortalId): Promise<void> {
    await update(before => ({ ...before, currentId: portalAt(before, id).id }))
  }

  async function ensurePractice(address: WebhookAddress): Promise<Portal> {
    const { origin, userId } = address
    secrets.keepInMemory(secretAccount(address), address.secret)
    return enqueue(async () => {
      const before = await loadNow()
      const known = before.portals.find(({ isPractice }) => isPractice)
      const portal = known ?? { ...newPortal(before, address, PRACTICE_TITLE), isPractice: true, isProduction: false }
      const secretSavedAt = portal.secretSavedAt ?? now()
      const placed: SavedPortal = { ...portal, origin, userId, secretPlace: 'memory', secretSavedAt }
      // It is there for this run of the app even if the list cannot be written.
      content = withPortal(before, placed)
      tell()
      if (portal.origin !== origin) tellGone(portal.id)
      await file.write(content)
      return portalFrom(placed)
    })
  }

  /** Puts a secret away and notes it in the list. A keychain that begins to work with it forgets what is noted for that. */
  async function putAnd(
    account: string,
    secret: string,
    note: (before: PortalsContent, secretPlace: SecretPlace) => PortalsContent,
  ): Promise<PortalsContent> {
    arriving.add(account)
    try {
      const secretPlace = await secrets.put(account, secret)
      return await update(before => note(before, secretPlace))
    } finally {
      arriving.delete(account)
    }
  }

  /** Asks the keychain to forget what removed portals left in it, as far as it can be asked now. */
  function forgetRemoved(): Promise<void> {
    return enqueueForgetting(async () => {
      for (const account of (await load()).accountsToForget) {
        if (!arriving.has(account) && (await forget(account)))
          await update(before => withoutAccountToForget(before, account))
      }
    })
  }

  async function forget(account: string): Promise<boolean> {
    try {
      await secrets.remove(account)
      return true
    } catch {
      // A keychain that is locked or gone now may be asked again later.
      return false
    }
  }

  function load(): Promise<PortalsContent> {
    return content === null ? enqueue(loadNow) : Promise.resolve(content)
  }

  async function loadNow(): Promise<PortalsContent> {
    content ??= await file.read()
    return content
  }

  function update(change: (before: PortalsContent) => PortalsContent): Promise<PortalsContent> {
    return enqueue(async () => {
      const after = change(await loadNow())
      await file.write(after)
      content = after
      tell()
      return after
    })
  }

  function tell(): void {
    if (content === null) return
    const list = listOf(content)
    for (const listener of [...listeners]) listener(list)
  }

  function tellGone(id: PortalId): void {
    for (const listener of [...goneListeners]) listener(id)
  }

  function listOf({ portals, currentId }: PortalsContent): PortalList {
    return { portals: portals.map(portalFrom), currentId, keychain: secrets.state() }
  }

  function portalFrom(saved: SavedPortal): Portal {
    const { secretPlace: _, ...portal } = saved
    return { ...portal, secretState: secretStateOf(saved) }
  }

  function secretStateOf(saved: SavedPortal): SecretState {
    const account = secretAccount(saved)
    if (saved.secretPlace === 'memory') return secrets.has(account) ? 'memory' : 'forgotten'
    return secrets.troubleOf(account) ?? 'keychain'
  }

  function newPortal(content: PortalsContent, { origin, userId }: PortalAddress, title?: string): SavedPortal {
    return {
      id: v.parse(PortalId, randomUUID()),
      title: title ?? new URL(origin).host.slice(0, MAX_TITLE_LENGTH),
      origin,
      userId,
      colour: nextColour(content),
      // The safe guess: a test portal marked as production costs a click, the other way round costs money.
      isProduction: true,
      isPractice: false,
      secretPlace: 'memory',
      secretSavedAt: null,
    }
  }

  function withSecret(portal: SavedPortal, secretPlace: SecretPlace): SavedPortal {
    return { ...portal, secretPlace, secretSavedAt: now() }
  }

  function now(): string {
    return new Date(clock.now()).toISOString()
  }
}

/** SECURITY: a title is shown and kept in a plain file, and an address is easily pasted into the wrong field. */
function titleFrom(text: string, ...secrets: string[]): string {
  return redact(text, ...secrets).slice(0, MAX_TITLE_LENGTH)
}

function addressIn(text: string): WebhookAddress {
  const parsed = parseWebhookUrl(text)
  if (!parsed.ok) throw refused(parsed.reason)
  return parsed
}

function refusePractice(portal: SavedPortal): SavedPortal {
  if (!portal.isPractice) return portal
  throw new AppError('conflict', 'The practice portal belongs to the app', { details: { reason: 'practice-portal' } })
}

function refused(reason: WebhookProblem | 'other-host'): AppError {
  return new AppError('invalid-input', 'The text gives no webhook address that can be saved', { details: { reason } })
}
