import type { HandlersOf } from '#common/ipc/contract'
import type { sheetsContract } from '#common/sheets/sheets.contract'
import type { SheetsService } from './sheets.service'

export function sheetsHandlers(service: SheetsService): HandlersOf<typeof sheetsContract> {
  return {
    stocks: () => service.stocks(),
    saveStock: stock => service.saveStock(stock),
    removeStock: id => service.removeStock(id),
    calibration: printerStock => service.calibration(printerStock),
    saveCalibration: saved => service.saveCalibration(saved),
  }
}
