import { PDFDocument } from '@cantoo/pdf-lib'
import { beforeEach, describe, expect, it } from 'vitest'
import type { MadeSheet } from '../../../../../electron/common/labels/labels.contract'
import { NO_CALIBRATION, type Calibration } from '../../../../../electron/common/sheets/sheet-setup'
import { BUILT_IN_STOCKS } from '../../../../../electron/common/sheets/stocks'
import { createLabelsService, type LabelsService } from '../../../../../electron/main/labels/labels.service'
import type { PrintJob } from '../../../../../electron/main/print/printer-port'

const STOCK = BUILT_IN_STOCKS[0]!
const TO_THE_RIGHT: Calibration = { ...NO_CALIBRATION, offsetXMm: 1.5 }

let calibrations: Record<string, Calibration>
let printed: PrintJob[]
let labels: LabelsService

beforeEach(() => {
  calibrations = { till: TO_THE_RIGHT, office: NO_CALIBRATION, twin: { ...TO_THE_RIGHT } }
  printed = []
  const unused = (): never => {
    throw new Error('Not for a page without codes')
  }
  labels = createLabelsService({
    keptLinks: { ofPortal: unused },
    listed: unused,
    sheets: {
      stock: () => Promise.resolve(STOCK),
      calibration: ({ printer }) => Promise.resolve(calibrations[printer] ?? NO_CALIBRATION),
    },
    rasteriser: {
      pages: () => ({ count: unused, parts: unused, picture: unused }),
      measure: unused,
      warmUp: unused,
    },
    writePdf: emptyPdf,
    printer: {
      printsPages: false,
      print: job => {
        printed.push(job)
        return Promise.resolve('till-1')
      },
    },
    settings: { read: unused, write: unused },
    chooseFile: unused,
    chooseLogo: unused,
    progressed: unused,
    report: unused,
  })
})

async function emptyPdf(): Promise<Uint8Array> {
  const file = await PDFDocument.create()
  file.addPage()
  return file.save()
}

function pageFor(printer: string | null): Promise<MadeSheet> {
  return labels.makeCalibrationPage({ stockId: STOCK.id, printer, title: 'Calibration', texts: [] })
}

function print(sheet: MadeSheet, printer: string): Promise<string> {
  return labels.print({ sheetId: sheet.id, printer, copies: 1, pages: null })
}

describe('a sheet that is corrected for a printer', () => {
  it('is printed on it, and on another one that is corrected alike', async () => {
    const sheet = await pageFor('till')
    expect(await print(sheet, 'till')).toBe('till-1')
    await print(sheet, 'twin')
    expect(printed.map(({ printer }) => printer)).toEqual(['till', 'twin'])
  })

  it.each([
    { what: 'another printer', madeFor: 'till', printer: 'office', since: {} },
    { what: 'a printer that needs a correction', madeFor: null, printer: 'till', since: {} },
    {
      what: 'its printer once that is corrected anew',
      madeFor: 'till',
      printer: 'till',
      since: { till: NO_CALIBRATION },
    },
  ])('is not printed on $what', async ({ madeFor, printer, since }) => {
    const sheet = await pageFor(madeFor)
    calibrations = { ...calibrations, ...since }
    await expect(print(sheet, printer)).rejects.toMatchObject({
      code: 'conflict',
      details: { reason: 'sheet-corrected-otherwise' },
    })
    expect(printed).toEqual([])
  })
})
