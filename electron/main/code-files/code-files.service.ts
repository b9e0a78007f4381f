import { randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import type {
  CodeFilesPlan,
  CodeFilesRequest,
  CodeFilesResult,
  ExistingChoice,
  FilesPlanId,
} from '#common/code-files/code-files.contract'
import { createNames, fileNames, NAME_PLACEHOLDERS } from '#common/code-files/file-names'
import { throwIfUnreadable } from '#common/codes/contrast'
import { AppError } from '#common/ipc/app-error'
import type { Failure } from '#common/payments/payments.contract'
import { unknownPlaceholders } from '#common/payments/placeholders'
import type { PortalId } from '#common/portals/portals.contract'
import { finishedCode } from '../codes/finished-code'
import type { KeptLink, KeptLinks } from '../codes/kept-links'
import type { DrawsFiles } from '../codes/verify-code'
import { namedPayment } from '../labels/named-payment'
import { linksInForce } from '../payments/links-in-force'
import type { KeptPayment } from '../payments/payment-lists-file'
import { diskCodeOf } from '../storage/disk-error'
import type { FileSink } from './file-sink'
import { createFolderSink } from './folder-sink'
import { createZipSink } from './zip-sink'

export interface CodeFilesParts {
  readonly keptLinks: Pick<KeptLinks, 'ofPortal'>
  /** The payments in the list of a portal, by id. */
  readonly listed: (portalId: PortalId) => Promise<ReadonlyMap<number, KeptPayment>>
  readonly rasteriser: DrawsFiles
  /** Let the person choose where to write; null when cancelled. */
  readonly chooseFolder: () => Promise<string | null>
  readonly chooseArchive: (suggestedName: string) => Promise<string | null>
  readonly progressed: (progress: { done: number; total: number }) => void
}

export type CodeFilesService = ReturnType<typeof createCodeFilesService>

/** A file that is to be written: whose, and under which name. The link is looked up once it is written. */
interface PlannedFile {
  readonly paymentId: number
  readonly name: string
}

interface KeptPlan {
  readonly plan: CodeFilesPlan
  readonly request: CodeFilesRequest
  readonly path: string
  readonly files: readonly PlannedFile[]
}

const ARCHIVE_NAME = 'payment-codes.zip'
const SHOWN_NAMES = 3
const SHOWN_EXISTING = 20
const SHOWN_FAILED = 100
/** What the disk says to every file of a folder alike. */
const DISK_REASONS: Readonly<Record<string, 'place-full' | 'place-forbidden' | undefined>> = {
  ENOSPC: 'place-full',
  EDQUOT: 'place-full',
  EACCES: 'place-forbidden',
  EPERM: 'place-forbidden',
  EROFS: 'place-forbidden',
}
/** So many times in a row the check may fail to work before it is taken for broken. */
const FAILED_CHECKS = 3

/** Writes the codes of many payments as files of their own. None is written that was not read back. */
export function createCodeFilesService(parts: CodeFilesParts) {
  const { keptLinks, listed, rasteriser, progressed } = parts
  let planned: KeptPlan | null = null
  let writing: AbortController | null = null
  let lastWriting: Promise<unknown> = Promise.resolve()
  return { plan, write, cancel: () => writing?.abort(), settled }

  async function plan(request: CodeFilesRequest): Promise<CodeFilesPlan | null> {
    const { portalId, paymentIds, code, format, pattern, target } = request
    throwIfUnreadable(code)
    const [links, payments] = await factsOf(portalId)
    const facts = paymentIds.map(id => namedPayment(id, payments.get(id)))
    const namesOfTexts = facts.flatMap(({ texts }) => texts.map(({ name }) => name))
    const [unknown] = unknownPlaceholders(pattern, [...NAME_PLACEHOLDERS, ...namesOfTexts])
    if (unknown !== undefined) throw unknownPart(unknown)
    const names = fileNames(pattern, facts)
    const files = paymentIds.flatMap((paymentId, index): PlannedFile[] => {
      return links.has(paymentId) ? [{ paymentId, name: `${names[index] ?? ''}.${format}` }] : []
    })
    // What is wrong with the size is wrong with all, and better said before a place is chosen.
    await finishedCode(linkIn(links, files[0]?.paymentId).shortUrl, { options: code, format }, rasteriser)
    const path = await (target === 'zip' ? parts.chooseArchive(ARCHIVE_NAME) : parts.chooseFolder())
    if (path === null) return null
    const existing = target === 'zip' ? [] : await existingOf(path, files)
    const made: CodeFilesPlan = {
      id: randomUUID() as FilesPlanId,
      target,
      place: basename(path),
      fileCount: files.length,
      names: files.slice(0, SHOWN_NAMES).map(({ name }) => name),
      existingCount: existing.length,
      existing: existing.slice(0, SHOWN_EXISTING),
      withoutLink: paymentIds.filter(id => !links.has(id)),
    }
    planned = { plan: made, request, path, files }
    return made
  }

  /** What codes may be made of, and what is known of the payments. */
  async function factsOf(portalId: PortalId) {
    const [links, payments] = await Promise.all([keptLinks.ofPortal(portalId), listed(portalId)])
    return [linksInForce(links, payments), payments] as const
  }

  async function write({
    planId,
    existing,
  }: {
    readonly planId: FilesPlanId
    readonly existing: ExistingChoice
  }): Promise<CodeFilesResult> {
    if (writing !== null) {
      throw new AppError('conflict', 'Other files are being written', { details: { reason: 'files-being-written' } })
    }
    if (planned?.plan.id !== planId) {
      throw new AppError('not-found', 'These files are not planned any more', { details: { reason: 'files-plan' } })
    }
    const current = planned
    planned = null
    writing = new AbortController()
    const work = writeAll(current, existing, writing.signal)
    lastWriting = work
    try {
      return await work
    } finally {
      writing = null
    }
  }

  /** Ends the writing that goes on, and resolves once nothing half-written is left of it. */
  async function settled(): Promise<void> {
    writing?.abort()
    await lastWriting
  }

  async function writeAll(
    { plan: { target, place }, request, path, files }: KeptPlan,
    existing: ExistingChoice,
    signal: AbortSignal,
  ): Promise<CodeFilesResult> {
    const counts = { written: 0, replaced: 0, numbered: 0, leftOut: 0, unprovenCount: 0, failedCount: 0 }
    const failed: { paymentId: number; error: Failure }[] = []
    const { format, code: options } = request
    const total = files.length
    const names = createNames()
    let failedChecks = 0
    let sink: FileSink | null = null
    try {
      // Since it was planned links may have been removed, or fetched anew, or asked for in vain.
      const [links] = await factsOf(request.portalId)
      sink = await (target === 'zip' ? createZipSink(path) : createFolderSink(path))
      if (target === 'folder') for (const name of await readdir(path)) names.take(stemOf(name, format))
      const taken = new Set(files.filter(({ name }) => names.has(stemOf(name, format))))
      // A number must not make a name that another one of these files is to have.
      for (const { name } of files) names.take(stemOf(name, format))
      for (const [index, file] of files.entries()) {
        if (signal.aborted) break
        progressed({ done: index, total })
        await writeOne(sink, file, links, taken.has(file)).catch((error: unknown) => noteFailure(file, error))
      }
      // An archive of nothing would only be in the way.
      await (target === 'zip' && counts.written === 0 ? sink.abandon() : sink.finish())
      progressed({ done: total, total })
      return result(signal.aborted ? 'cancelled' : 'done', null)
    } catch (error) {
      await sink?.abandon()
      // What is in an archive is lost with it.
      if (target === 'zip') Object.assign(counts, { written: 0, replaced: 0, numbered: 0, unprovenCount: 0 })
      return result('failed', failureOf(error))
    }

    async function writeOne(
      into: FileSink,
      { paymentId, name }: PlannedFile,
      links: ReadonlyMap<number, KeptLink>,
      isTaken: boolean,
    ): Promise<void> {
      if (isTaken && existing === 'leave-out') {
        counts.leftOut += 1
        return
      }
      const { shortUrl, isTargetProven } = linkIn(links, paymentId)
      const bytes = await finishedCode(shortUrl, { options, format }, rasteriser)
      failedChecks = 0
      if (existing === 'replace') {
        await into.write(name, bytes, 'over')
        if (isTaken) counts.replaced += 1
      } else {
        const stem = stemOf(name, format)
        let free = isTaken ? names.free(stem) : stem
        while ((await into.write(`${free}.${format}`, bytes, 'new')) === 'exists') {
          // Another program has made it since the folder was looked at.
          if (existing === 'leave-out') {
            counts.leftOut += 1
            return
          }
          free = names.free(stem)
        }
        if (free !== stem) counts.numbered += 1
      }
      counts.written += 1
      if (!isTargetProven) counts.unprovenCount += 1
    }

    /** Throws what would be in the way of every other file too. */
    async function noteFailure({ paymentId }: PlannedFile, error: unknown): Promise<void> {
      failedChecks = isBrokenCheck(error) ? failedChecks + 1 : 0
      const isOfTheDisk = !(error instanceof AppError)
      if (failedChecks === FAILED_CHECKS || (isOfTheDisk && (target === 'zip' || (await befallsAll(error, path))))) {
        throw error
      }
      counts.failedCount += 1
      if (failed.length < SHOWN_FAILED) failed.push({ paymentId, error: failureOf(error) })
    }

    function result(status: CodeFilesResult['status'], error: Failure | null): CodeFilesResult {
      return { status, target, place, total, ...counts, failed, error }
    }
  }
}

/** Error: not-found with reason `kept-link`. */
function linkIn(links: ReadonlyMap<number, KeptLink>, paymentId: number | undefined): KeptLink {
  const link = paymentId === undefined ? undefined : links.get(paymentId)
  if (link !== undefined) return link
  throw new AppError('not-found', 'No link of these payments is kept', { details: { reason: 'kept-link' } })
}

/** The names of the files that are in the folder already, as they are there. Error: conflict, as `diskFailure`. */
async function existingOf(folder: string, files: readonly PlannedFile[]): Promise<string[]> {
  const names = createNames()
  for (const { name } of files) names.take(name)
  const there = await readdir(folder).catch((error: unknown) => {
    throw diskFailure(error)
  })
  return there.filter(name => names.has(name))
}

/** The name without its ending. Only what has the same one can be in the way; of others it is a name that no file can have. */
function stemOf(name: string, format: string): string {
  const ending = `.${format}`
  return name.toLowerCase().endsWith(ending) ? name.slice(0, -ending.length) : `${name}/`
}

/** A full disk, or a folder that is gone, would be in the way of every other file too. */
async function befallsAll(error: unknown, folder: string): Promise<boolean> {
  if (diskFailure(error).details['reason'] !== 'file-not-written') return true
  return stat(folder).then(
    facts => !facts.isDirectory(),
    () => true,
  )
}

function isBrokenCheck(error: unknown): boolean {
  return error instanceof AppError && String(error.details['reason']).startsWith('rasteriser-')
}

function failureOf(error: unknown): Failure {
  const { code, details } = error instanceof AppError ? error : diskFailure(error)
  return { code, details }
}

function diskFailure(cause: unknown): AppError {
  const system = diskCodeOf(cause) ?? 'unknown'
  const reason = DISK_REASONS[system] ?? 'file-not-written'
  return new AppError('conflict', 'The file could not be written', { details: { reason, system }, cause })
}

function unknownPart(part: string): AppError {
  return new AppError('invalid-input', 'Files of these codes cannot be planned', {
    details: { reason: 'name-part-unknown', part },
  })
}
