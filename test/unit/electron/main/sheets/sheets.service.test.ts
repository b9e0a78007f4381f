import { NO_CALIBRATION, type Calibration } from '#common/sheets/sheet-setup'
import { Stock, StockId } from '#common/sheets/stock'
import { BUILT_IN_STOCKS } from '#common/sheets/stocks'
import type { FileTrouble } from '#common/storage/file-trouble'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as v from 'valibot'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSheetsFile } from '../../../../../electron/main/sheets/sheets-file'
import {
  createSheetsService,
  MOST_CALIBRATIONS,
  MOST_OWN_STOCKS,
} from '../../../../../electron/main/sheets/sheets.service'

const L7160 = idOf('avery-l7160')
const CALIBRATION: Calibration = { offsetXMm: 0.4, offsetYMm: -1.2, scaleX: 1.002, scaleY: 0.999 }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'paydesk-sheets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('the stocks', () => {
  it('are the built-in ones and then the own ones, also after a restart', async () => {
    const { service } = start()
    await service.saveStock(shelf('own-1'))
    await service.saveStock(shelf('own-2'))
    const stocks = await start().service.stocks()
    expect(stocks.slice(0, -2)).toEqual(BUILT_IN_STOCKS)
    expect(stocks.slice(-2)).toEqual([shelf('own-1'), shelf('own-2')])
  })

  it('keep an own one in its place when it is changed, and tell of each change', async () => {
    const { service, changes } = start()
    await service.saveStock(shelf('own-1'))
    await service.saveStock(shelf('own-2'))
    await service.saveStock({ ...shelf('own-1'), number: 'Freezer labels', source: 'somewhere' })
    expect((await service.stocks()).slice(-2)).toEqual([
      { ...shelf('own-1'), number: 'Freezer labels', source: null },
      shelf('own-2'),
    ])
    expect(changes).toHaveLength(3)
  })

  it.each<{ reason: string; stock: () => Stock }>([
    { reason: 'labels-overlap', stock: () => ({ ...shelf('own-1'), pitch: { xMm: 5, yMm: 31 } }) },
    { reason: 'name-missing', stock: () => ({ ...shelf('own-1'), number: ' ' }) },
    { reason: 'stock-built-in', stock: () => ({ ...shelf('own-1'), id: L7160 }) },
  ])('refuse one with $reason, and keep what there was', async ({ reason, stock }) => {
    const { service, changes } = start()
    await expect(service.saveStock(stock())).rejects.toMatchObject({ code: 'invalid-input', details: { reason } })
    expect(await service.stocks()).toEqual(BUILT_IN_STOCKS)
    expect(changes).toEqual([])
  })

  it('are bounded, and those there are can still be changed', async () => {
    await writeFile(file(), JSON.stringify({ version: 1, stocks: ownStocks(MOST_OWN_STOCKS), calibrations: [] }))
    const { service } = start()
    await expect(service.saveStock(shelf('one-more'))).rejects.toMatchObject({ details: { reason: 'too-many-stocks' } })
    await service.saveStock({ ...shelf('own-7'), number: 'Freezer labels' })
    expect(await service.stock(idOf('own-7'))).toMatchObject({ number: 'Freezer labels' })
  })

  it('are told by their id, and one that is not there is an error', async () => {
    const { service } = start()
    expect(await service.stock(L7160)).toMatchObject({ maker: 'Avery', columns: 3, rows: 7 })
    await expect(service.stock(idOf('gone'))).rejects.toMatchObject({
      code: 'not-found',
      details: { reason: 'stock' },
    })
  })

  it('lose an own one with its calibrations, and no built-in one', async () => {
    const { service } = start()
    await service.saveStock(shelf('own-1'))
    for (const stockId of [idOf('own-1'), L7160]) {
      await service.saveCalibration({ printer: 'Desk', stockId, calibration: CALIBRATION })
    }
    await service.removeStock(idOf('own-1'))
    await service.removeStock(L7160)
    await service.removeStock(idOf('never-there'))
    expect(await service.stocks()).toEqual(BUILT_IN_STOCKS)
    expect(await service.calibration({ printer: 'Desk', stockId: idOf('own-1') })).toEqual(NO_CALIBRATION)
    expect(await service.calibration({ printer: 'Desk', stockId: L7160 })).toEqual(CALIBRATION)
  })

  it('are those that were built in where the file is damaged, which is set aside', async () => {
    await writeFile(file(), '{"version":1,"stocks":[{"id":"half"')
    const { service, troubles } = start()
    expect(await service.stocks()).toEqual(BUILT_IN_STOCKS)
    expect(troubles).toEqual([expect.objectContaining({ kind: 'damaged', file: 'sheets.json' })])
  })
})

describe('the calibrations', () => {
  it('are kept for each printer and stock, also after a restart', async () => {
    const { service } = start()
    await service.saveCalibration({ printer: 'Desk', stockId: L7160, calibration: CALIBRATION })
    const again = start().service
    expect(await again.calibration({ printer: 'Desk', stockId: L7160 })).toEqual(CALIBRATION)
    expect(await again.calibration({ printer: 'Store', stockId: L7160 })).toEqual(NO_CALIBRATION)
    expect(await again.calibration({ printer: 'Desk', stockId: idOf('page-a6') })).toEqual(NO_CALIBRATION)
  })

  it('leave nothing behind when they are set back', async () => {
    const { service } = start()
    await service.saveCalibration({ printer: 'Desk', stockId: L7160, calibration: CALIBRATION })
    await service.saveCalibration({ printer: 'Desk', stockId: L7160, calibration: NO_CALIBRATION })
    expect(JSON.parse(await readFile(file(), 'utf8'))).toMatchObject({ calibrations: [] })
  })

  it('are refused for a stock that is not there', async () => {
    const saving = start().service.saveCalibration({ printer: 'Desk', stockId: idOf('gone'), calibration: CALIBRATION })
    await expect(saving).rejects.toMatchObject({ code: 'not-found', details: { reason: 'stock' } })
  })

  it('are bounded: those saved the longest ago go', async () => {
    const calibrations = Array.from({ length: MOST_CALIBRATIONS }, (_, at) => ({
      printer: `Printer ${at}`,
      stockId: L7160,
      calibration: CALIBRATION,
    }))
    await writeFile(file(), JSON.stringify({ version: 1, stocks: [], calibrations }))
    const { service } = start()
    await service.saveCalibration({ printer: 'New', stockId: L7160, calibration: CALIBRATION })
    expect(await service.calibration({ printer: 'Printer 0', stockId: L7160 })).toEqual(NO_CALIBRATION)
    expect(await service.calibration({ printer: 'Printer 1', stockId: L7160 })).toEqual(CALIBRATION)
    expect(await service.calibration({ printer: 'New', stockId: L7160 })).toEqual(CALIBRATION)
  })

  it.skipIf(process.platform === 'win32')('are in a file that only its owner may read', async () => {
    await start().service.saveCalibration({ printer: 'Desk', stockId: L7160, calibration: CALIBRATION })
    expect((await stat(file())).mode & 0o777).toBe(0o600)
  })
})

function file(): string {
  return join(folder, 'sheets.json')
}

function start() {
  const troubles: FileTrouble[] = []
  const changes: string[] = []
  const service = createSheetsService({
    file: createSheetsFile({ folder, onTrouble: trouble => troubles.push(trouble) }),
    changed: () => changes.push('changed'),
  })
  return { service, troubles, changes }
}

function ownStocks(count: number): Stock[] {
  return Array.from({ length: count }, (_, at) => shelf(`own-${at}`))
}

function shelf(id: string): Stock {
  return v.parse(Stock, {
    id,
    kind: 'sheet',
    maker: '',
    number: 'Shelf labels',
    page: { widthMm: 210, heightMm: 297 },
    label: { widthMm: 60, heightMm: 30 },
    columns: 3,
    rows: 9,
    first: { leftMm: 10, topMm: 10 },
    pitch: { xMm: 62, yMm: 31 },
    marginMm: 2,
    source: null,
  })
}

function idOf(id: string): StockId {
  return v.parse(StockId, id)
}
