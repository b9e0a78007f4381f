import * as v from 'valibot'
import { method, push } from '../ipc/contract'
import { KeychainFault } from '../keychain/keychain-messages'

/** It also names the folder of the portal's backups, so it holds nothing that has a meaning in a path. */
export const PortalId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,99}$/i), v.brand('PortalId'))
export type PortalId = v.InferOutput<typeof PortalId>

export const PORTAL_COLOURS = ['blue', 'teal', 'green', 'amber', 'red', 'violet'] as const
export const PortalColour = v.picklist(PORTAL_COLOURS)
export type PortalColour = v.InferOutput<typeof PortalColour>

/**
 * Why a secret that was given to the keychain did not come back: the keychain is `locked`; it works, but the entry is
 * `lost`; one of these two, which cannot be told apart (`unreadable`); its question to the person was `not-answered`; or
 * it cannot be used at all (`unreachable`).
 */
export const SecretTrouble = v.picklist(['locked', 'lost', 'unreadable', 'not-answered', 'unreachable'])
export type SecretTrouble = v.InferOutput<typeof SecretTrouble>

/**
 * Where a portal's secret is: in the system's keychain, as far as is known; in memory until the app quits, because there
 * is no keychain or because it is the practice portal's; nowhere, because it was in memory when the app quit
 * (`forgotten`); or out of reach.
 */
export const SecretState = v.picklist(['keychain', 'memory', 'forgotten', ...SecretTrouble.options])
export type SecretState = v.InferOutput<typeof SecretState>

const Title = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(100))

/** A saved portal as the interface sees it. The secret itself never leaves main. */
export const Portal = v.object({
  id: PortalId,
  title: Title,
  /** Scheme, host and port, e.g. `https://shop.example.com`. */
  origin: v.string(),
  /** The id of the employee the webhook belongs to. */
  userId: v.number(),
  colour: PortalColour,
  isProduction: v.boolean(),
  /** True for the portal that ships inside the app; it can be reset but not removed. */
  isPractice: v.boolean(),
  secretState: SecretState,
  /** ISO date and time at which the secret was saved, or null when it never was. */
  secretSavedAt: v.nullable(v.string()),
})
export type Portal = v.InferOutput<typeof Portal>

/**
 * What is known of the system's keychain: not asked yet; working; waiting for the person to answer it; there, but not
 * unlocked; or why it cannot be used, so that secrets are kept in memory only: its process `ended`, its question was
 * `not-answered`, or what the process itself gave as the reason.
 */
export const KeychainState = v.picklist([
  'unknown',
  'available',
  'waiting',
  'locked',
  'ended',
  'not-answered',
  ...KeychainFault.options,
])
export type KeychainState = v.InferOutput<typeof KeychainState>

export const PortalList = v.object({
  portals: v.array(Portal),
  currentId: v.nullable(PortalId),
  keychain: KeychainState,
})
export type PortalList = v.InferOutput<typeof PortalList>

/** Any text that holds a webhook address. It is a secret: it goes in once and no call gives it back. */
const PastedAddress = v.pipe(v.string(), v.minLength(1), v.maxLength(20_000))

export const PortalDraft = v.object({ address: PastedAddress, title: v.optional(Title) })
export type PortalDraft = v.InferOutput<typeof PortalDraft>

export const PortalChange = v.object({
  id: PortalId,
  title: v.optional(Title),
  colour: v.optional(PortalColour),
  isProduction: v.optional(v.boolean()),
})
export type PortalChange = v.InferOutput<typeof PortalChange>

/** The scopes Paydesk has a use for (reference 1.14), each with what works only with it worded in the locale file. */
export const WANTED_SCOPES = ['pay_system', 'salescenter', 'crm', 'sale'] as const

export const ConnectionReport = v.object({
  portalId: PortalId,
  /** ISO date and time of the check. */
  checkedAt: v.string(),
  /** Who the credential belongs to (`profile`). */
  owner: v.object({ id: v.string(), name: v.string(), isAdmin: v.boolean() }),
  scopes: v.array(v.object({ scope: v.picklist(WANTED_SCOPES), isGranted: v.boolean() })),
  /** Milliseconds until the portal had answered both calls. */
  durationMs: v.number(),
})
export type ConnectionReport = v.InferOutput<typeof ConnectionReport>

/** What somebody waits for because a portal takes no more calls at the moment. */
export const LimitWait = v.object({
  portalId: PortalId,
  callCount: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** ISO date and time at which the last of the calls can leave, as far as is known. */
  until: v.string(),
})
export type LimitWait = v.InferOutput<typeof LimitWait>

export const portalsContract = {
  list: method(v.void(), PortalList),
  /**
   * Saves a portal from any text that holds a webhook address. One that is there already gets the new secret and is
   * answered as it is. Errors: invalid-input with a `WebhookProblem` as `reason`.
   */
  add: method(PortalDraft, Portal),
  change: method(PortalChange, Portal),
  /**
   * Puts a new secret in the place of the old one. Errors: invalid-input with a `WebhookProblem` or `other-host`;
   * conflict with `practice-portal` or `saved-already`.
   */
  replaceSecret: method(v.object({ id: PortalId, address: PastedAddress }), Portal),
  /** Errors: conflict with `practice-portal`. */
  remove: method(PortalId, v.void()),
  choose: method(PortalId, v.void()),
  /** Calls `profile` and `scope`. Errors: network with `layer`, portal, unauthorized, rate-limited, keychain. */
  check: method(PortalId, ConnectionReport),
  /** Returns the practice portal to what it was on the first start. */
  resetPractice: method(v.void(), v.void()),
  changed: push(PortalList),
  /** All that is waited for now, at most one entry a portal; nothing when no limit holds a call any more. */
  limitWaitsChanged: push(v.array(LimitWait)),
} as const
