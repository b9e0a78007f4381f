import { PDFDocument } from '@cantoo/pdf-lib'
import { describe, expect, it } from 'vitest'
import type { LabelDesign } from '#common/labels/label-design'
import { planSheet } from '#common/sheets/plan-sheet'
import { NO_CALIBRATION, type SheetSetup } from '#common/sheets/sheet-setup'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import { layOut } from '../../../../../electron/main/labels/lay-out'
import { labelDesign, labelFacts, PIXEL } from '../../../../support/label-builders'

const MILLION = 1_000_000

/** How many letters each part of the sheet has that is laid out in one go. */
async function lettersOfParts(stockId: string, labelCount: number, logoLetters: number): Promise<number[]> {
  const stock = BUILT_IN_STOCKS.find(({ id }) => id === stockId)
  if (stock === undefined) throw new Error(stockId)
  const setup = { stockId: stock.id, startAt: 1, copies: 1, order: 'rows', hasCutMarks: false, hasRuler: false }
  const logo: LabelDesign['logo'] = { dataUrl: PIXEL.padEnd(logoLetters, 'A'), widthMm: 10, ratio: 1 }
  const parts: number[] = []
  await layOut(
    {
      rasteriser: { measure: pieces => Promise.resolve(pieces.map(() => 0.5)) },
      writePdf: async ({ pages }) => {
        parts.push(pages.reduce((letters, { content }) => letters + content.length, 0))
        const file = await PDFDocument.create()
        for (const _ of pages) file.addPage()
        return file.save()
      },
      keepsPages: false,
      told: () => undefined,
    },
    {
      request: {
        design: labelDesign({ logo }),
        setup: setup as SheetSetup,
        locale: 'en',
        title: 'Fair',
        verifiedNote: null,
      },
      stock,
      calibration: NO_CALIBRATION,
      plan: planSheet({ stock, setup: setup as SheetSetup, labelCount, calibration: NO_CALIBRATION }),
      payments: Array.from({ length: labelCount }, (_, index) => labelFacts({ paymentId: index + 1 })),
      signal: new AbortController().signal,
    },
  )
  return parts
}

describe('a sheet that is laid out', () => {
  it('is laid out in one go where its logo is small', async () => {
    expect(await lettersOfParts('avery-l7160', 160, 1000)).toHaveLength(1)
  })

  it('is parted so that a large logo on each label is no hindrance', async () => {
    const parts = await lettersOfParts('avery-l7160', 160, 400_000)
    expect(parts).toHaveLength(2)
    expect(Math.max(...parts)).toBeLessThan(65 * MILLION)
  })
})
