import { onActivated, onBeforeUnmount, onDeactivated, onMounted, watch } from 'vue'
import type { JsonPath } from '#common/json/json-pointer'
import { tablePlaceOf } from '#common/table/handler-table'
import type { DraftPlace } from '../editor/use-draft-place'
import type { TableGrid } from './use-table-grid'

/** Makes the active cell the place of all views, and the place of another one the active cell when the table is entered. */
export function useTablePlace(grid: TableGrid, place: DraftPlace, focus: () => void): void {
  let isOnScreen = false
  let left: JsonPath | undefined

  onMounted(enter)
  onActivated(enter)
  onDeactivated(leave)
  onBeforeUnmount(leave)
  watch(grid.cursor.active, active => {
    const path = grid.cellAt(active)?.path
    if (isOnScreen && path !== undefined) place.go(path)
  })

  function enter(): void {
    if (isOnScreen) return
    isOnScreen = true
    if (place.path.value === undefined || place.path.value === left) return
    const found = tablePlaceOf(place.path.value)
    if (found === undefined) return
    grid.show(found.table)
    grid.goToPath(found.rowPath, found.column)
    // Who chooses the view by its switch is still at the switch.
    if (document.activeElement === null || document.activeElement.matches('body, main')) focus()
  }

  function leave(): void {
    isOnScreen = false
    left = place.path.value
  }
}
