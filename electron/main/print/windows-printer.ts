import type { PrinterInfo, WebContents } from 'electron'
import type { JobStanding } from '#common/print/job-standing'
import type { Sheet } from '../codes/sheet-document'
import { withSheetWindow } from '../codes/sheet-window'
import { printError } from './print-error'
import type { FoundPrinters, PrinterPort, PrintJob } from './printer-port'

const MICRONS_PER_MM = 1000
const TIMEOUT_MS = 60_000
const BLANK: Sheet = { title: 'Paydesk', widthMm: 10, heightMm: 10, pages: [] }

/**
 * Prints on Windows, which has no `lp`: Chromium prints the sheet from which the verified PDF was made. It was written
 * after Electron's documentation and has not been run on Windows.
 */
export function createWindowsPrinter(): PrinterPort {
  return { printsPages: true, list, print, standingOf, cancel }

  async function list(): Promise<FoundPrinters> {
    const found = await withSheetWindow(BLANK, contents => contents.getPrintersAsync())
    const printers = found.map(printer => ({
      name: printer.name,
      description: printer.displayName === '' ? printer.name : printer.displayName,
      isDefault: isDefault(printer),
    }))
    return { state: printers.length > 0 ? 'ready' : 'none', printers }
  }

  async function print(job: PrintJob): Promise<string> {
    const { printer, sheet } = job
    return withSheetWindow(sheet, async contents => {
      const found = await contents.getPrintersAsync()
      if (!found.some(({ name }) => name === printer)) throw printError('printer-not-found')
      await printSheet(contents, job)
      // Windows gives its jobs no name that Chromium tells, so the title stands for it, as in the printer's queue.
      return sheet.title
    })
  }

  /** Chromium hands a job over and tells nothing more of it. */
  function standingOf(): Promise<JobStanding> {
    return Promise.resolve({ state: 'unknown', reason: 'system-does-not-tell' })
  }

  function cancel(): Promise<void> {
    return Promise.reject(printError('print-job-not-cancelled'))
  }
}

function printSheet(contents: WebContents, { printer, sheet, copies, pages }: PrintJob): Promise<void> {
  return new Promise((resolve, reject) => {
    // The callback is known never to come from some versions of Electron.
    const timer = setTimeout(() => reject(printError('print-timed-out')), TIMEOUT_MS)
    contents.print(
      {
        silent: true,
        deviceName: printer,
        printBackground: true,
        scaleFactor: 100,
        copies,
        collate: true,
        // Electron counts pages from 0.
        ...(pages && { pageRanges: [{ from: pages.from - 1, to: pages.to - 1 }] }),
        margins: { marginType: 'none' },
        pageSize: {
          width: Math.round(sheet.widthMm * MICRONS_PER_MM),
          height: Math.round(sheet.heightMm * MICRONS_PER_MM),
        },
      },
      (isQueued, failureReason) => {
        clearTimeout(timer)
        if (isQueued) resolve()
        else reject(printError('print-refused', { answer: failureReason }))
      },
    )
  })
}

/** Electron 25 tells which printer is the default one; later versions do not. */
function isDefault(printer: PrinterInfo & { readonly isDefault?: boolean }): boolean {
  return printer.isDefault === true
}
