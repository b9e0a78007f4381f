import type { PaymentLink } from '#common/codes/payment-link'
import { AppError } from '#common/ipc/app-error'
import { ALWAYS_PROVEN } from '#common/payments/always-proven'
import { planBatches, type AskedPayment } from '#common/payments/plan-batches'
import type { PortalId } from '#common/portals/portals.contract'
import type { KeptLink, KeptLinks } from '../codes/kept-links'
import { GET_PUBLIC_URL, type PaymentLinks } from '../codes/payment-links'
import { MAX_COMMANDS } from '../rest/batch/batch-answer'
import { isOfTheBatch, isPassing } from '../rest/batch/batch-trouble'
import type { PacedClient } from '../rest/pace/paced-client'
import { befallsAll } from './befalls-all'

/** What came of one payment: its link is kept, or why there is none. */
export interface LinkOutcome {
  readonly paymentId: number
  readonly error: AppError | null
}

export interface BulkRequest {
  readonly portalId: PortalId
  readonly payments: readonly AskedPayment[]
  readonly provesTargets: boolean
  readonly signal: AbortSignal
  /**
   * Takes what is known of some more of the payments; links are on the disk by then. One of which a link was told may be told
   * of again, as failed: another payment was given the same short link since, and it is that one's. So may one that was not
   * asked for, whose link was kept before.
   */
  readonly told: (outcomes: readonly LinkOutcome[]) => void
}

export type BulkLinks = ReturnType<typeof createBulkLinks>

/** Two keep the way busy while the short links of a third are proven, and leave room for a person. */
const BATCHES_AT_ONCE = 2
const PROOFS_AT_ONCE = 6

/** Fetches links of many payments in as few requests as is safe. */
export function createBulkLinks(parts: {
  readonly client: Pick<PacedClient, 'readTogether'>
  readonly links: PaymentLinks
  readonly keptLinks: Pick<KeptLinks, 'keep' | 'ofPortal'>
  readonly now: () => Date
}) {
  const { client, links, keptLinks, now } = parts
  return { fetchAll }

  /**
   * Resolves once something is known of every payment. Errors: cancelled, and whatever would befall every other payment
   * too; what was told until then stays.
   */
  async function fetchAll(request: BulkRequest): Promise<void> {
    const { portalId, payments, told } = request
    const provesTargets = request.provesTargets || payments.length <= ALWAYS_PROVEN
    const asked = new Set(payments.map(({ paymentId }) => paymentId))
    const keptOfOthers = [...(await keptLinks.ofPortal(portalId)).values()].filter(link => !asked.has(link.paymentId))
    const stopping = new AbortController()
    const stop = (): void => stopping.abort()
    request.signal.addEventListener('abort', stop, { once: true })
    if (request.signal.aborted) stop()
    const { signal } = stopping
    const waiting = planBatches(payments, MAX_COMMANDS)
    const failures: Error[] = []
    /** The first payment that was given a short link, by the link; also when it was given long ago. */
    const owners = new Map<string, Found>()
    /** Those whose short link was followed, wherever it led. */
    const judged = new Set<Found>()
    for (const { paymentId, url, shortUrl, fetchedAt, isTargetProven } of keptOfOthers) {
      const owner = { paymentId, link: { url, shortUrl, image: null }, fetchedAt }
      owners.set(shortUrl, owner)
      if (isTargetProven) judged.add(owner)
    }
    await inParallel(BATCHES_AT_ONCE, waiting, fetchBatch).catch(noteFailure)
    request.signal.removeEventListener('abort', stop)
    if (request.signal.aborted) throw cancelled()
    const [first] = failures
    if (first !== undefined) throw first

    async function fetchBatch(batch: readonly AskedPayment[]): Promise<void> {
      try {
        if (signal.aborted) throw cancelled()
        const alone = batch.length === 1 ? batch : await fetchTogether(batch)
        for (const payment of alone) await fetchAlone(payment)
      } catch (error) {
        noteFailure(error)
        stop()
        throw error
      }
    }

    /** The first one counts; the other batches only hear that it is over. */
    function noteFailure(error: unknown): void {
      failures.push(
        error instanceof Error ? error : new AppError('internal', 'Links were not fetched', { cause: error }),
      )
    }

    /** Answers the payments that must be asked for again alone. */
    async function fetchTogether(batch: readonly AskedPayment[]): Promise<readonly AskedPayment[]> {
      const reads = batch.map(({ paymentId }) => ({ method: GET_PUBLIC_URL, query: `id=${String(paymentId)}` }))
      const outcomes = await client
        .readTogether(portalId, reads, { priority: 'bulk', signal })
        .catch((error: unknown) => {
          if (!isOfTheBatch(error) && !isTimeout(error)) throw error
          // A smaller one may pass, and at last each payment by itself.
          const half = Math.ceil(batch.length / 2)
          waiting.unshift([...batch.slice(0, half)], [...batch.slice(half)])
          return null
        })
      if (outcomes === null) return []
      const found: Found[] = []
      const alone: AskedPayment[] = []
      const refused: LinkOutcome[] = []
      for (const [index, payment] of batch.entries()) {
        const outcome = outcomes[index]
        if (outcome?.kind === 'answered') {
          const taken = linkOrError(payment, () => links.accept(asPortalPayment(payment), outcome.answer.value))
          if ('link' in taken) found.push(taken)
          // In a batch a portal gives a payment the link of another one of its order.
          else if (taken.error.details['reason'] === 'wrong-payment') alone.push(payment)
          else refused.push(taken)
        } else if (outcome?.kind === 'refused' && !isPassing(outcome.error)) {
          refused.push(await refusedAs(payment, outcome.error))
        } else alone.push(payment)
      }
      if (refused.length > 0) told(refused)
      await settle(found)
      return alone
    }

    async function fetchAlone(payment: AskedPayment): Promise<void> {
      try {
        const link = await links.fetch(asPortalPayment(payment), { priority: 'bulk', signal })
        await settle([{ paymentId: payment.paymentId, link }])
      } catch (error) {
        if (!(error instanceof AppError) || befallsAll(error)) throw error
        told([{ paymentId: payment.paymentId, error }])
      }
    }

    /**
     * Proves links and keeps them; those that were proven before it was stopped are kept too. A short link that two payments
     * were given is proven of both in any case, in whatever batches they are and whenever they were: of one of them it leads
     * to the other.
     */
    async function settle(found: readonly Found[]): Promise<void> {
      const proven: KeptLink[] = []
      const done: LinkOutcome[] = []
      const at = now().toISOString()
      const { shared, before } = sharedBy(found)
      try {
        await inParallel(PROOFS_AT_ONCE, [...before, ...found], async given => {
          const { paymentId, link, fetchedAt = at } = given
          const { url, shortUrl } = link
          const isTargetProven = provesTargets || shared.has(shortUrl)
          if (isTargetProven) judged.add(given)
          const error = isTargetProven ? await problemOf(links.prove({ portalId, paymentId }, link, signal)) : null
          if (error === null) proven.push({ portalId, paymentId, url, shortUrl, fetchedAt, isTargetProven })
          // Of one that was told of before there is nothing new, unless its link is another payment's.
          if (error !== null || !before.includes(given)) done.push({ paymentId, error })
        })
      } finally {
        if (proven.length > 0) await keptLinks.keep(proven)
        if (done.length > 0) told(done)
      }
    }

    /** The short links that another payment was given too, and those of the payments that were kept before it came out. */
    function sharedBy(found: readonly Found[]): { readonly shared: ReadonlySet<string>; readonly before: Found[] } {
      const shared = new Set<string>()
      const before = new Set<Found>()
      for (const given of found) {
        const owner = owners.get(given.link.shortUrl)
        if (owner === undefined) owners.set(given.link.shortUrl, given)
        else if (owner.paymentId !== given.paymentId) {
          shared.add(given.link.shortUrl)
          if (!judged.has(owner) && !found.includes(owner)) before.add(owner)
        }
      }
      return { shared, before: [...before] }
    }

    async function refusedAs(payment: AskedPayment, refusal: AppError): Promise<LinkOutcome> {
      const error = await links.explain(asPortalPayment(payment), refusal)
      return { paymentId: payment.paymentId, error: error instanceof AppError ? error : refusal }
    }

    function asPortalPayment({ paymentId }: AskedPayment) {
      return { portalId, paymentId }
    }
  }
}

interface Found {
  readonly paymentId: number
  readonly link: PaymentLink
  /** ISO date and time, where that was not now. */
  readonly fetchedAt?: string
}

function linkOrError(
  { paymentId }: AskedPayment,
  accept: () => PaymentLink,
): Found | (LinkOutcome & { error: AppError }) {
  try {
    return { paymentId, link: accept() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { paymentId, error }
  }
}

/** What is wrong with one link; what ends the whole work is thrown. */
async function problemOf(proof: Promise<void>): Promise<AppError | null> {
  try {
    await proof
    return null
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error
    return error
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof AppError && error.details['layer'] === 'timeout'
}

/** Works the list off, so many at once, and what is put into it meanwhile too. Rejects once all that were begun have ended. */
async function inParallel<Item>(count: number, list: Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const workers = Array.from({ length: count }, async () => {
    for (let item = list.shift(); item !== undefined; item = list.shift()) await work(item)
  })
  const failed = (await Promise.allSettled(workers)).find(({ status }) => status === 'rejected')
  if (failed?.status === 'rejected') throw failed.reason
}

function cancelled(): AppError {
  return new AppError('cancelled', 'Fetching the links was cancelled')
}
