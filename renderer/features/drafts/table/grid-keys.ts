/** What a key asks of a grid that is not being edited. */
export type GridCommand =
  | { readonly kind: 'move'; readonly rows: number; readonly columns: number; readonly isExtending: boolean }
  | { readonly kind: 'page'; readonly direction: -1 | 1; readonly isExtending: boolean }
  | { readonly kind: 'move-rows' | 'resize' | 'problem'; readonly step: -1 | 1 }
  | {
      readonly kind:
        | 'enter'
        | 'edit'
        | 'type'
        | 'clear'
        | 'select-all'
        | 'insert'
        | 'duplicate'
        | 'remove'
        | 'undo'
        | 'redo'
        | 'rest'
    }

export interface PressedKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

const ARROWS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
}

/** Reads a key as spreadsheets do. Undefined is left to the page, as Tab is, which leaves the grid. */
export function gridCommandOf(pressed: PressedKey): GridCommand | undefined {
  const { key, shiftKey: isExtending, altKey } = pressed
  const isCommand = pressed.ctrlKey || pressed.metaKey
  const arrow = ARROWS[key]
  if (arrow !== undefined) return arrowCommand(arrow, { isExtending, isCommand, altKey })
  if (altKey && !isCommand && key.length > 1) return undefined
  switch (key) {
    case 'Home':
      return { kind: 'move', rows: isCommand ? -Infinity : 0, columns: -Infinity, isExtending }
    case 'End':
      return { kind: 'move', rows: isCommand ? Infinity : 0, columns: Infinity, isExtending }
    case 'PageUp':
      return { kind: 'page', direction: -1, isExtending }
    case 'PageDown':
      return { kind: 'page', direction: 1, isExtending }
    case 'Enter':
      return { kind: 'enter' }
    case 'F2':
      return { kind: 'edit' }
    case 'F8':
      return { kind: 'problem', step: isExtending ? -1 : 1 }
    case 'Escape':
      return { kind: 'rest' }
    case 'Insert':
      return isCommand || isExtending ? undefined : { kind: 'insert' }
    case 'Delete':
    case 'Backspace':
      return isExtending ? undefined : { kind: isCommand ? 'remove' : 'clear' }
  }
  if (isCommand && !altKey) return letterCommand(key.toLowerCase(), isExtending)
  // A dead key and an input method begin a text as well; Ctrl and Alt together are AltGr.
  return /^.$/u.test(key) || key === 'Dead' || key === 'Process' ? { kind: 'type' } : undefined
}

function arrowCommand(
  [rows, columns]: readonly [number, number],
  { isExtending, isCommand, altKey }: { isExtending: boolean; isCommand: boolean; altKey: boolean },
): GridCommand | undefined {
  if (altKey) {
    if (isCommand) return undefined
    const step = rows + columns < 0 ? -1 : 1
    if (rows !== 0) return isExtending ? undefined : { kind: 'move-rows', step }
    return isExtending ? { kind: 'resize', step } : undefined
  }
  // Not rows * Infinity: that of nothing is no number.
  const far = (step: number): number => (isCommand && step !== 0 ? step * Infinity : step)
  return { kind: 'move', rows: far(rows), columns: far(columns), isExtending }
}

function letterCommand(letter: string, isShifted: boolean): GridCommand | undefined {
  switch (letter) {
    case 'a':
      return { kind: 'select-all' }
    case 'd':
      return { kind: 'duplicate' }
    case 'z':
      return { kind: isShifted ? 'redo' : 'undo' }
    case 'y':
      return { kind: 'redo' }
    default:
      return undefined
  }
}
