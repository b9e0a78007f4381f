import { join } from 'node:path'
import { PortalPayment, type KeptLinkSummary } from '#common/codes/codes.contract'
import { readPaymentLink } from '#common/codes/payment-link'
import { AppError } from '#common/ipc/app-error'
import type { PortalId } from '#common/portals/portals.contract'
import * as v from 'valibot'
import type { TroubleSink } from '../storage/file-troubles'
import { createJsonFile } from '../storage/json-file'
import { createSerialQueue } from '../storage/serial-queue'

const LinkAsKept = v.object({
  ...PortalPayment.entries,
  url: v.string(),
  shortUrl: v.string(),
  /** When the portal gave it. */
  fetchedAt: v.pipe(v.string(), v.isoTimestamp()),
  /** Whether its short link was followed to `url`, at that time or when the portal gave the same two before. */
  isTargetProven: v.boolean(),
})

/** SECURITY: the file is plain, so what it names is judged as strictly as what a portal answers. */
const KeptLink = v.pipe(
  LinkAsKept,
  v.check(
    ({ url, shortUrl, paymentId }) => readPaymentLink({ payment: { url, shortUrl } }, paymentId).ok,
    'Only a link that opens its payment',
  ),
)
export type KeptLink = v.InferOutput<typeof KeptLink>

const KeptLinksContent = v.object({ links: v.array(KeptLink) })

/** Of each portal as many as its list of payments has; a link takes some 300 bytes, so that those stay under four megabytes. */
export const MOST_KEPT_LINKS = 10_000

export type KeptLinks = ReturnType<typeof createKeptLinks>

/**
 * The payment links that were fetched, for making their codes again without the portal, in a file of their own. SECURITY:
 * who has such a link can open the payment, so it is told to nobody but the code that is made of it.
 */
export function createKeptLinks(
  parts: TroubleSink & {
    readonly folder: string
    readonly changed: (portalId: PortalId) => void
    readonly mostKept?: number
  },
) {
  const { folder, changed, mostKept = MOST_KEPT_LINKS, ...troubles } = parts
  const file = createJsonFile({
    path: join(folder, 'payment-links.json'),
    schema: KeptLinksContent,
    migrations: [],
    byDefault: () => ({ links: [] }),
    ...troubles,
  })
  const enqueue = createSerialQueue()
  /** The oldest first, as in the file. */
  let links: readonly KeptLink[] | null = null
  /** Null until somebody tells which there are. */
  let portals: ReadonlySet<PortalId> | null = null
  return { list, get, ofPortal, keep, keepOnly, remove, removeAll, settled }

  /** Those of a portal, the newest first. */
  async function list(portalId: PortalId): Promise<KeptLinkSummary[]> {
    return (await load())
      .filter(link => link.portalId === portalId)
      .map(({ paymentId, fetchedAt, isTargetProven }) => ({ portalId, paymentId, fetchedAt, isTargetProven }))
      .reverse()
  }

  /** Error: not-found with reason `kept-link`. */
  async function get(wanted: PortalPayment): Promise<KeptLink> {
    const link = (await load()).find(isOf(wanted))
    if (link === undefined) {
      throw new AppError('not-found', 'No link of this payment is kept', { details: { reason: 'kept-link' } })
    }
    return link
  }

  /** All of a portal, by payment. */
  async function ofPortal(portalId: PortalId): Promise<ReadonlyMap<number, KeptLink>> {
    const links = await load()
    return new Map(links.filter(link => link.portalId === portalId).map(link => [link.paymentId, link]))
  }

  /**
   * Keeps links that were just fetched in the place of older ones of the same payments. One that is the same as before is as
   * proven as it was. Beyond a bound the oldest of a portal go.
   */
  async function keep(fetched: readonly KeptLink[]): Promise<void> {
    const names = new Set(fetched.map(nameOf))
    await change(before => {
      const older = new Map(before.filter(link => names.has(nameOf(link))).map(link => [nameOf(link), link]))
      const others = before.filter(link => !names.has(nameOf(link)))
      const newer = fetched
        .filter(({ portalId }) => portals?.has(portalId) ?? true)
        .map(link => withProofOf(link, older.get(nameOf(link))))
      return newestOfEach([...others, ...newer], mostKept)
    })
  }

  /** Takes the portals there are. What was still under way when one was removed is not kept, since nothing would remove it. */
  function keepOnly(portalIds: readonly PortalId[]): void {
    portals = new Set(portalIds)
  }

  async function remove(unwanted: PortalPayment): Promise<void> {
    const isUnwanted = isOf(unwanted)
    await change(before => before.filter(link => !isUnwanted(link)))
  }

  async function removeAll(portalId: PortalId): Promise<void> {
    await change(before => before.filter(link => link.portalId !== portalId))
  }

  /** Resolves once all that was kept or removed is on the disk, or has failed to get there. */
  async function settled(): Promise<void> {
    await enqueue(() => Promise.resolve())
  }

  function load(): Promise<readonly KeptLink[]> {
    return links === null ? enqueue(loadNow) : Promise.resolve(links)
  }

  async function loadNow(): Promise<readonly KeptLink[]> {
    links ??= (await file.read()).links
    return links
  }

  function change(next: (before: readonly KeptLink[]) => readonly KeptLink[]): Promise<void> {
    return enqueue(async () => {
      const before = await loadNow()
      const after = next(before)
      const portalIds = new Set([...without(before, after), ...without(after, before)].map(link => link.portalId))
      if (portalIds.size === 0) return
      await file.write({ links: [...after] })
      links = after
      for (const portalId of portalIds) changed(portalId)
    })
  }
}

function withProofOf(link: KeptLink, older: KeptLink | undefined): KeptLink {
  const isSame = older?.url === link.url && older.shortUrl === link.shortUrl
  return isSame && older.isTargetProven ? { ...link, isTargetProven: true } : link
}

/** The last ones of each portal, in their order. */
function newestOfEach(links: readonly KeptLink[], most: number): KeptLink[] {
  const left = new Map<PortalId, number>()
  for (const { portalId } of links) left.set(portalId, (left.get(portalId) ?? 0) + 1)
  return links.filter(({ portalId }) => {
    const count = left.get(portalId) ?? 0
    left.set(portalId, count - 1)
    return count <= most
  })
}

function without(links: readonly KeptLink[], others: readonly KeptLink[]): KeptLink[] {
  const known = new Set(others)
  return links.filter(link => !known.has(link))
}

function isOf(payment: PortalPayment): (link: PortalPayment) => boolean {
  const name = nameOf(payment)
  return link => nameOf(link) === name
}

function nameOf({ portalId, paymentId }: PortalPayment): string {
  return `${portalId} ${paymentId}`
}
