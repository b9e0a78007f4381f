import type { Printer } from '#common/codes/codes.contract'
import { MM_PER_INCH } from '#common/codes/code-geometry'
import { choosePaper, offeredPapers, offeredWords, sizeWords, type OfferedPapers } from '#common/print/choose-paper'
import { jobStanding, type JobStanding } from '#common/print/job-standing'
import type { Sheet } from '../codes/sheet-document'
import { askPrintService, IppError, type IppAttributes, type IppQuestion } from './ipp-client'
import { printError } from './print-error'
import type { FoundPrinters, PrinterPort, PrintJob, QueuedJob } from './printer-port'
import { CommandError, runCommand, type CommandResult } from './run-command'

const TIME_LIMITS = { listMs: 10_000, printMs: 30_000 }
const MAX_TITLE_LENGTH = 120
const POINTS_PER_INCH = 72
/** What a size in millimetres may be over a whole point by arithmetic alone. */
const ROUNDING = 0.01
/** So many of the offered sizes are named where none fits. */
const NAMED_SIZES = 8

/** Prints through CUPS, with the commands that Linux and macOS have. `environment` is theirs, e.g. with CUPS_SERVER. */
export function createLpPrinter(environment: NodeJS.ProcessEnv = process.env, limits = TIME_LIMITS): PrinterPort {
  // The answers of the commands are read, so they must not be in the person's language.
  const inEnglish = { ...environment, LC_ALL: 'C', LANGUAGE: 'C' }
  let server: string | null = null
  return { printsPages: false, list, print, standingOf, cancel }

  async function list(): Promise<FoundPrinters> {
    const { state, names } = await queues()
    if (state !== 'ready') return { state, printers: [] }
    const [chosen, described] = await Promise.all([lpstat('-d'), lpstat('-l', '-p')])
    const defaultName = /^system default destination: (\S+)$/m.exec(chosen.stdout)?.[1]
    const descriptions = readDescriptions(described.stdout)
    const printers = names.map((name): Printer => ({
      name,
      description: descriptions.get(name) ?? name,
      isDefault: name === defaultName,
    }))
    return { state, printers }
  }

  async function print({ printer, sheet, pdf, copies, pages }: PrintJob): Promise<string> {
    const { state, names } = await queues()
    if (state === 'unavailable') throw printError('printing-unavailable')
    if (state === 'service-stopped') throw printError('print-service-stopped')
    // SECURITY: only a name that the system itself gave becomes an argument.
    if (!names.includes(printer)) throw printError('printer-not-found')
    const options = [
      ...['-d', printer, '-t', printable(sheet.title), '-n', String(copies)],
      ...(pages === null ? [] : ['-P', `${String(pages.from)}-${String(pages.to)}`]),
      // Whole copies one after another, as a person would make them.
      ...(copies === 1 ? [] : ['-o', 'collate=true']),
      ...['-o', `media=${await mediaFor(sheet, printer)}`, '-o', 'print-scaling=none'],
    ]
    // From the standard input, so that no file with a payment's link is left on the disk.
    const result = await run('lp', options, limits.printMs, pdf)
    const job = /request id is (\S+)/.exec(result.stdout)?.[1]
    if (result.exitCode !== 0 || job === undefined) {
      throw printError('print-refused', { exitCode: result.exitCode, answer: result.stderr.trim().slice(0, 300) })
    }
    return job
  }

  async function standingOf({ job, printer }: QueuedJob): Promise<JobStanding | null> {
    const number = Number(/-(\d+)$/.exec(job)?.[1])
    try {
      const [ofJob, ofPrinter] = await Promise.all([
        ask({ operation: 'Get-Job-Attributes', printer, job: number, attributes: ['job-state'] }),
        ask({ operation: 'Get-Printer-Attributes', printer, attributes: ['printer-state', 'printer-state-reasons'] }),
      ])
      const first = (attributes: IppAttributes, name: string) => Number(attributes.get(name)?.[0])
      return jobStanding({
        jobState: first(ofJob, 'job-state'),
        printerState: first(ofPrinter, 'printer-state'),
        printerReasons: (ofPrinter.get('printer-state-reasons') ?? []).map(String),
      })
    } catch (error) {
      // A service that keeps no history forgets a job with its end.
      const isForgotten = error instanceof IppError && error.reason === 'not-found'
      return isForgotten ? { state: 'unknown', reason: 'job-not-listed' } : null
    }
  }

  async function cancel(job: string): Promise<void> {
    const result = await run('cancel', [job], limits.printMs)
    if (result.exitCode !== 0) {
      throw printError('print-job-not-cancelled', { answer: result.stderr.trim().slice(0, 300) })
    }
  }

  /** Given a paper that it does not know, the service takes another one and says nothing. */
  async function mediaFor(sheet: Sheet, printer: string): Promise<string> {
    const offered = await papersOf(printer)
    if (offered === null) return customMedia(sheet)
    const choice = choosePaper(offered, sheet)
    switch (choice.kind) {
      case 'offered':
        return choice.paper.name
      case 'custom':
        return customMedia(choice)
      case 'none':
        throw printError('paper-not-offered', {
          needed: sizeWords(sheet),
          offered: offeredWords(offered, sheet, NAMED_SIZES),
        })
    }
  }

  /** Null where the service does not tell, e.g. of a printer of the network that it only has by name. */
  async function papersOf(printer: string): Promise<OfferedPapers | null> {
    try {
      const attributes = await ask({ operation: 'Get-Printer-Attributes', printer, attributes: ['media-supported'] })
      const offered = offeredPapers((attributes.get('media-supported') ?? []).map(String))
      return offered.papers.length === 0 && offered.custom === null ? null : offered
    } catch (error) {
      if (error instanceof IppError) return null
      throw error
    }
  }

  /** Error: IppError. */
  async function ask(question: IppQuestion): Promise<IppAttributes> {
    server ??= (await lpstat('-H')).stdout.trim()
    // A name may be followed by that of a set of options.
    const printer = question.printer.split('/')[0] ?? ''
    return askPrintService(server, { ...question, printer }, limits.listMs)
  }

  async function queues(): Promise<{ state: FoundPrinters['state']; names: string[] }> {
    try {
      // No printer and a stopped service both give an empty list; only this question tells them apart.
      const service = await lpstat('-r')
      if (!service.stdout.includes('scheduler is running')) return { state: 'service-stopped', names: [] }
      const { stdout } = await lpstat('-e')
      const names = stdout.split('\n').filter(name => name !== '')
      return { state: names.length > 0 ? 'ready' : 'none', names }
    } catch (error) {
      if (error instanceof CommandError && error.reason === 'missing') return { state: 'unavailable', names: [] }
      throw error
    }
  }

  function lpstat(...options: string[]): Promise<CommandResult> {
    return run('lpstat', options, limits.listMs)
  }

  async function run(command: string, options: string[], timeoutMs: number, input?: Uint8Array) {
    try {
      return await runCommand(command, options, { environment: inEnglish, timeoutMs, ...(input && { input }) })
    } catch (error) {
      if (error instanceof CommandError && error.reason === 'timed-out') throw printError('print-timed-out', {}, error)
      throw error
    }
  }
}

/** `lpstat -l -p` prints a line a printer, "printer NAME is idle. …", and indented lines with its facts below. */
function readDescriptions(text: string): Map<string, string> {
  const descriptions = new Map<string, string>()
  let name: string | undefined
  for (const line of text.split('\n')) {
    name = /^printer (\S+) /.exec(line)?.[1] ?? name
    const description = /^\s+Description: (.+)$/.exec(line)?.[1]
    if (name !== undefined && description !== undefined) descriptions.set(name, description.trim())
  }
  return descriptions
}

function customMedia({ widthMm, heightMm }: { readonly widthMm: number; readonly heightMm: number }): string {
  return `Custom.${upToPoints(widthMm)}x${upToPoints(heightMm)}mm`
}

/** CUPS gives a driver whole points and cuts what is over, and with it a strip off the label. It reads hundredths of a millimetre. */
function upToPoints(millimetres: number): string {
  const points = Math.ceil((millimetres / MM_PER_INCH) * POINTS_PER_INCH - ROUNDING)
  return String(Math.ceil((points / POINTS_PER_INCH) * MM_PER_INCH * 100) / 100)
}

function printable(title: string): string {
  return title.replace(/\p{Cc}+/gu, ' ').slice(0, MAX_TITLE_LENGTH)
}
