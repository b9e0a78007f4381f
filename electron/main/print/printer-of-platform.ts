import { createLpPrinter } from './lp-printer'
import type { PrinterPort } from './printer-port'
import { createWindowsPrinter } from './windows-printer'

/** The way to the printers of the system the app runs on. */
export function printerOfPlatform(platform: NodeJS.Platform): PrinterPort {
  return platform === 'win32' ? createWindowsPrinter() : createLpPrinter()
}
